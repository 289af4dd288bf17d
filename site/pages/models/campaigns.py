"""A campaign: a call to tell, stories that gather around it, pictures to share."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from modelcluster.fields import ParentalManyToManyField

from editorial.fields import CleanRichTextField
from languages.registry import ORIGINAL
from pages.models.standard import FEATURES, StandardPage
from pages.querysets import CampaignQuerySet
from pages.share_images import share_images
from stories.models import Story
from stories.presentation import Reading, readings
from vocabulary.models import Kind

LONGEST_QUESTION: Final = 90
MOST_GATHERED: Final = 9
"""Stories that a campaign's page shows; the list of stories has the others."""


class CampaignPage(StandardPage):
    """A page that asks people to tell, and shows what others have told."""

    question = models.CharField(
        _("question"),
        max_length=LONGEST_QUESTION,
        help_text=_("The line on the pictures to share."),
    )
    call = CleanRichTextField(
        _("call to tell"),
        features=FEATURES,
        blank=True,
        help_text=_("It stands above the button that leads to telling a story."),
    )
    themes = ParentalManyToManyField(
        "vocabulary.Concept",
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.STORY_THEME},
        related_name="+",
        help_text=_("Stories of these themes gather here; none means all stories."),
    )

    words = (*StandardPage.words, "question", "call")
    objects = PageManager.from_queryset(CampaignQuerySet)()

    content_panels = [
        *StandardPage.content_panels,
        "question",
        "call",
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def filled_call(self) -> SafeString:
        return self.filled(self.call)

    def gathered(self, language: str) -> list[Reading]:
        """Return public stories of the themes, those in a language before the others.

        All that may be read on this site may be read here, whether or not their
        tellers let social media share them: the words stay on the site, and neither
        the pictures to share nor the card that other sites show hold any of them.
        Nothing of a story is stored with the page or its revisions.
        """
        themes = [theme.pk for theme in self.themes.all()]
        stories = Story.objects.public().about(themes).readable_first(language)
        return readings(stories.with_rows()[:MOST_GATHERED], language)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "readings": self.gathered(get_language() or ORIGINAL),
            # A draft's are drawn for nobody.
            "images": share_images(self) if self.live else [],
        }
