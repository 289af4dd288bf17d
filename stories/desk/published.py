"""Published stories: hide and show them, and bring them into other languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wagtail.admin import messages

from languages.registry import BY_CODE, LANGUAGES
from staff.models import User
from stories import actions
from stories.actions.checking import MODERATE, TRANSLATE, check_moderator
from stories.actions.publishing import why_it_stays_hidden
from stories.desk.cases import Tongue, tongue_of
from stories.desk.forms import TranslationForm
from stories.desk.pages import (
    DeskPage,
    attempt,
    in_sections,
    private_picture,
    show_again,
    take_errors,
)
from stories.keys.keyring import KeyGone
from stories.models import ContentNote, Story, StoryText, StoryTranslator
from stories.presentation import story_address
from stories.querysets import StoryQuerySet


class Section(StrEnum):
    """Which of the published stories are listed."""

    ALL = "all"
    HIDDEN = "hidden"


HEADINGS: Final = {
    Section.ALL: _("Published stories"),
    Section.HIDDEN: _("Hidden stories"),
}


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published story in the desk's lists."""

    public_id: str
    title: str
    tongue: Tongue
    languages: list[str]
    notes: list[str]
    published_on: date
    not_before: date | None
    expires_on: date
    hidden: bool
    sample: bool
    open_reports: int


class PublishedPage(DeskPage):
    """A page about public words; whoever only translates sees what readers see."""

    permission = TRANSLATE
    way_back = "stories_desk:published"

    @property
    def moderates(self) -> bool:
        return self.request.user.has_perm(MODERATE)

    def stories(self) -> StoryQuerySet:
        found = Story.objects.for_desk()
        return found if self.moderates else found.public()

    def story(self, public_id: str) -> Story:
        """Return a story that may be worked on; raises KeyGone."""
        story = self.stories().filter(public_id=public_id).first()
        if story is None:
            raise KeyGone(public_id)
        return story

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("stories_desk:queue"), "label": _("Stories")}
        here = {"url": reverse(self.way_back), "label": _("Published stories")}
        return [
            *self.breadcrumbs_items,
            *([desk] if self.moderates else []),
            here,
            *self.trail(),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(moderates=self.moderates, **kwargs)


class Published(PublishedPage):
    """All published stories with their languages, or those that are hidden."""

    template_name = "stories/desk/published.html"
    page_title = _("Published stories")

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        stories = self.stories()
        found = {Section.ALL: stories, Section.HIDDEN: stories.hidden()}
        shown = in_sections(request, HEADINGS, found)
        return self.show(**shown, rows=[_row(story) for story in shown["page"]])


class StoryPage(PublishedPage):
    """One story: its languages, and whether readers see it."""

    template_name = "stories/desk/story.html"

    def get_page_title(self) -> str:
        return str(_("Story %(id)s")) % {"id": self.kwargs["public_id"]}

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        story = self.story(public_id)
        texts = {text.language: text for text in story.texts.all()}
        missing = [each for each in LANGUAGES if each.code not in texts]
        is_public = Story.objects.public().filter(pk=story.pk).exists()
        return self.show(
            row=_row(story),
            address=story_address(public_id) if is_public else "",
            texts=[(text, tongue_of(text.language)) for text in _in_order(story)],
            missing=missing,
            **(_for_moderators(story) if self.moderates else {}),
        )


def _for_moderators(story: Story) -> dict[str, Any]:
    """Return what else they need to decide: open reports, photo, what can be done."""
    return {
        "reports": list(story.reports.undecided().values_list("pk", flat=True)),
        "has_photo": story.shown_photo() is not None,
        "photo_description": story.photo_description,
        "stays_hidden": why_it_stays_hidden(story),
    }


@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer with a published photo, which readers don't see while it is hidden."""
    check_moderator(cast("User", request.user))
    story = Story.objects.with_rows().filter(public_id=public_id).first()
    picture = story.shown_photo() if story else None
    if picture is None:
        raise Http404
    try:
        with picture.file.open("rb") as file:
            return private_picture(file.read(), picture.file.name)
    except FileNotFoundError as error:
        raise Http404 from error


class Hide(PublishedPage):
    """Hides a story from readers, or shows it again."""

    permission = MODERATE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        story = self.story(public_id)
        if request.POST.get("act") == "hide":
            actions.hide_story(story, self.staff)
            messages.success(request, _("Hidden. Readers don't see it any more."))
        else:
            attempt(
                request,
                lambda: actions.show_story(story, self.staff),
                _("Readers see it again."),
            )
        return redirect("stories_desk:story", public_id)


class Translation(PublishedPage):
    """A translation beside the teller's own words; publishing is at once."""

    template_name = "stories/desk/translation.html"

    def get_page_title(self) -> str:
        return tongue_of(self.kwargs["language"]).name

    def trail(self) -> list[dict[str, Any]]:
        public_id = self.kwargs["public_id"]
        address = reverse("stories_desk:story", args=[public_id])
        return [
            {"url": address, "label": public_id},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, public_id: str, language: str) -> HttpResponse:
        story = self.story(public_id)
        text = self._text(story, language)
        form = TranslationForm(language=language, text=text)
        return self._page(story, text, form)

    def post(self, request: HttpRequest, public_id: str, language: str) -> HttpResponse:
        story = self.story(public_id)
        text = self._text(story, language)
        form = TranslationForm(request.POST, language=language, text=text)
        removes = request.POST.get("act") == "remove"
        if removes or form.is_valid():
            try:
                done = (self._remove if removes else self._put)(story, language, form)
            except ValidationError as error:
                take_errors(form, error)
                if form.has_error(NON_FIELD_ERRORS, "changed"):
                    return self._beside_theirs(public_id, language, form)
            else:
                messages.success(request, done)
                return redirect("stories_desk:story", public_id)
        return self._page(story, text, form)

    def _put(self, story: Story, language: str, form: TranslationForm) -> Promise:
        told = form.cleaned_data
        told["translator"] = StoryTranslator(told["translator"])
        actions.put_translation(story, self.staff, language, **told)
        return _("Published in this language.")

    def _remove(self, story: Story, language: str, form: TranslationForm) -> Promise:
        seen = form.data.get("seen", "")
        actions.remove_translation(story, self.staff, language, seen=seen)
        return _("The translation is removed.")

    def _beside_theirs(
        self, public_id: str, language: str, form: TranslationForm
    ) -> HttpResponse:
        """Show what somebody else has published meanwhile; the next try replaces it."""
        story = self.story(public_id)
        theirs = self._text(story, language)
        show_again([form], {"seen": theirs.version if theirs else ""})
        return self._page(story, theirs, form, theirs=theirs)

    def _text(self, story: Story, language: str) -> StoryText | None:
        """Return the translation there is; 404 for the teller's own words."""
        texts = {text.language: text for text in story.texts.all()}
        if language == story.original_language or language not in {*BY_CODE, *texts}:
            raise Http404
        return texts.get(language)

    def _page(
        self,
        story: Story,
        text: StoryText | None,
        form: TranslationForm,
        *,
        theirs: StoryText | None = None,
    ) -> HttpResponse:
        original = _in_order(story)[0]
        return self.show(
            row=_row(story),
            original=original,
            original_tongue=tongue_of(original.language),
            text=text,
            theirs=theirs,
            form=form,
        )


def _in_order(story: Story) -> list[StoryText]:
    """Return the texts, the teller's own first."""
    return sorted(
        story.texts.all(), key=lambda text: (not text.is_original, text.language)
    )


def _row(story: Story) -> PublishedRow:
    texts = _in_order(story)
    embargo = story.not_before
    counted: Any = story  # with the column that `for_desk` adds
    return PublishedRow(
        public_id=story.public_id,
        title=texts[0].title,
        tongue=tongue_of(texts[0].language),
        languages=[tongue_of(text.language).name for text in texts],
        notes=[str(ContentNote(note).label) for note in story.content_notes],
        published_on=story.published_on,
        not_before=embargo if embargo and embargo > timezone.localdate() else None,
        expires_on=story.expires_on,
        hidden=story.hidden,
        sample=story.is_sample,
        open_reports=counted.open_reports,
    )
