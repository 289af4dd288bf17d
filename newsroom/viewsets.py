"""What staff see of modules and terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from editorial.forms import NewThingForm
from editorial.panels import BesideOriginal, RowsBesideOriginal
from editorial.viewsets import TextViewSet, ThingViewSet
from newsroom.figures.forms import (
    FIGURES_PANEL,
    FiguresForm,
    WordsWithFiguresForm,
)
from newsroom.figures.viewsets import FigureViewSet
from newsroom.models import Module, ModuleText, Term, TermText
from newsroom.options import check_options

THEMES = FieldPanel("themes", widget=forms.CheckboxSelectMultiple)
SOURCES = InlinePanel("sources", heading=_("Sources"), label=_("Source"))
TRANSLATION = MultiFieldPanel(
    [FieldPanel("translator"), FieldPanel("up_to_date")], heading=_("Translation")
)
LINES = forms.Textarea(attrs={"rows": 12})
"""For words whose format a rich text field would lose."""


class ModuleTextForm(WordsWithFiguresForm):
    """A module's words; they speak of this module's units and questions alone."""

    rows_of_thing = {"units": ("unit", "units"), "quiz": ("question", "quiz")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["instance"].add_missing_rows()
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Say beside each question what its options lack; a draft may lack it."""
        if "action-publish" in self.data:
            self._check_options()
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _check_options(self) -> None:
        quiz = self.formsets["quiz"]
        for form in set(quiz.forms) - set(quiz.deleted_forms):
            sent = form.cleaned_data if form.is_valid() else {}
            if question := sent.get("question"):
                try:
                    check_options(sent["options"], question.options)
                except ValidationError as error:
                    form.add_error("options", error)


class NewTermForm(NewThingForm):
    """The first facts of a term, and its problem wording in one language."""

    title = forms.CharField(
        label=_("Problem wording"),
        max_length=120,
        help_text=_("As a writer would type it; several are parted by “ / ”."),
    )


class ModuleTextViewSet(TextViewSet):
    """A module's words in one language."""

    model = ModuleText
    text_form = ModuleTextForm
    icon = "doc-full"
    things_url_name = "wagtailsnippets_newsroom_module:list"
    thing_edit_url_name = "wagtailsnippets_newsroom_module:edit"
    panels = [
        BesideOriginal("title"),
        BesideOriginal("summary"),
        BesideOriginal("audience"),
        BesideOriginal("outcomes"),
        RowsBesideOriginal(
            "units",
            heading=_("Units"),
            label=_("Unit"),
            panels=[
                FieldPanel("unit"),
                FieldPanel("title"),
                FieldPanel("body", widget=LINES),
            ],
        ),
        BesideOriginal("exercise"),
        RowsBesideOriginal(
            "quiz",
            heading=_("Quiz"),
            label=_("Question"),
            panels=[
                FieldPanel("question"),
                FieldPanel("scenario"),
                FieldPanel("options", widget=LINES),
            ],
        ),
        BesideOriginal("checklist"),
        TRANSLATION,
    ]


class TermTextViewSet(TextViewSet):
    """A term's wording in one language."""

    model = TermText
    icon = "doc-full"
    things_url_name = "wagtailsnippets_newsroom_term:list"
    thing_edit_url_name = "wagtailsnippets_newsroom_term:edit"
    panels = [
        BesideOriginal("title", heading=_("Problem wording")),
        BesideOriginal("preferred"),
        BesideOriginal("why"),
        BesideOriginal("right_when"),
        BesideOriginal("before"),
        BesideOriginal("after"),
        FieldRowPanel([FieldPanel("use"), FieldPanel("certainty")]),
        FieldPanel("official"),
        TRANSLATION,
    ]


class ModuleViewSet(ThingViewSet):
    """A module: its languages and its facts."""

    model = Module
    thing_form = FiguresForm
    icon = "form"
    menu_label = _("Training modules")
    list_display = ["__str__", "level", "reviewed_on"]
    list_filter = ["level"]
    search_fields = ["texts__title"]
    ordering = ["pk"]
    text_viewset = ModuleTextViewSet()
    new_panels = [
        FieldPanel("title"),
        FieldPanel("language"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("reviewed_on")]),
        THEMES,
    ]
    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("reviewed_on")]),
        THEMES,
        InlinePanel("units", heading=_("Units"), label=_("Unit")),
        InlinePanel("quiz", heading=_("Quiz"), label=_("Question")),
        FieldPanel("terms", widget=forms.CheckboxSelectMultiple),
        FIGURES_PANEL,
        SOURCES,
    ]


class TermViewSet(ThingViewSet):
    """A term: its languages and its facts."""

    model = Term
    icon = "openquote"
    menu_label = _("Words and terms")
    list_display = ["__str__", "number", "problem"]
    list_filter = ["problem"]
    search_fields = ["texts__title"]
    ordering = ["number"]
    text_viewset = TermTextViewSet()
    new_form = NewTermForm
    new_panels = [
        FieldPanel("title"),
        FieldPanel("language"),
        FieldPanel("problem"),
        FieldPanel("own_view"),
        THEMES,
    ]
    panels = [
        FieldRowPanel([FieldPanel("problem"), FieldPanel("number")]),
        FieldPanel("own_view"),
        THEMES,
        InlinePanel("sources", heading=_("Authorities"), label=_("Authority")),
    ]


class NewsroomGroup(SnippetViewSetGroup):
    """The newsroom's entry in the menu."""

    items = (ModuleViewSet, TermViewSet, FigureViewSet)
    menu_label = _("Newsroom")
    menu_icon = "clipboard-list"
    menu_order = 210
