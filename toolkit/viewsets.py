"""What staff see of the lessons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from editorial.panels import BesideOriginal
from editorial.viewsets import TextViewSet, ThingViewSet
from newsroom.figures.forms import FIGURES_PANEL
from toolkit.forms import LessonForm, LessonTextForm
from toolkit.models import Lesson, LessonText, SheetText, StepText
from toolkit.panels import RowsAsShown
from toolkit.sections import LINES, SECTIONS

ABOUT = (
    FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    FieldRowPanel([FieldPanel("intensity"), FieldPanel("preparation_minutes")]),
)


class LessonTextViewSet(TextViewSet):
    """A lesson's words in one language."""

    model = LessonText
    text_form = LessonTextForm
    icon = "doc-full"
    things_url_name = "wagtailsnippets_toolkit_lesson:list"
    thing_edit_url_name = "wagtailsnippets_toolkit_lesson:edit"
    panels = [
        BesideOriginal("title"),
        BesideOriginal("summary"),
        *(BesideOriginal(name) for name in (*LINES, *SECTIONS)),
        RowsAsShown(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            panels=[
                FieldPanel(name)
                for name in ("step", *StepText.columns, "picture_description")
            ],
        ),
        RowsAsShown(
            "sheets",
            heading=_("Sheets"),
            label=_("Sheet"),
            panels=[FieldPanel(name) for name in ("sheet", *SheetText.columns)],
        ),
        MultiFieldPanel(
            [FieldPanel("translator"), FieldPanel("up_to_date")],
            heading=_("Translation"),
        ),
    ]


class LessonViewSet(ThingViewSet):
    """A lesson: its languages and its facts."""

    model = Lesson
    thing_form = LessonForm
    icon = "openquote"
    menu_label = _("Lessons")
    add_to_admin_menu = True
    menu_order = 190
    list_display = ["__str__", "intensity", "preparation_minutes", "version"]
    list_filter = ["intensity"]
    search_fields = ["texts__title"]
    ordering = ["pk"]
    text_viewset = LessonTextViewSet()
    new_panels = [FieldPanel("title"), FieldPanel("language"), *ABOUT]
    panels = [
        *ABOUT,
        FieldRowPanel([FieldPanel("version"), FieldPanel("story")]),
        FIGURES_PANEL,
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            panels=[
                FieldRowPanel([FieldPanel("key"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("form"), FieldPanel("part")]),
                FieldRowPanel([FieldPanel("ages"), FieldPanel("sheet")]),
                FieldPanel("picture"),
            ],
        ),
        InlinePanel("sheets", heading=_("Sheets"), label=_("Sheet")),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]
