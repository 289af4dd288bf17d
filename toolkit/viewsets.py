"""What staff see of the lessons."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from editorial.forms import TextForm
from editorial.panels import BesideOriginal, RowsBesideOriginal
from editorial.viewsets import TextViewSet, ThingViewSet
from toolkit.models import SECTIONS, Lesson, LessonText

ABOUT = (
    FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    FieldRowPanel([FieldPanel("intensity"), FieldPanel("preparation_minutes")]),
)


class LessonTextForm(TextForm):
    """A lesson's words; its rows can only speak of this lesson's steps and sheets."""

    rows_of_thing = {"steps": ("step", "steps"), "sheets": ("sheet", "sheets")}


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
        BesideOriginal("objectives"),
        BesideOriginal("materials"),
        *(BesideOriginal(name) for name in SECTIONS),
        RowsBesideOriginal(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            panels=[
                FieldPanel(name) for name in ("step", "title", "say", "do", "task")
            ],
        ),
        RowsBesideOriginal(
            "sheets",
            heading=_("Sheets"),
            label=_("Sheet"),
            panels=[FieldPanel(name) for name in ("sheet", "title", "body")],
        ),
        MultiFieldPanel(
            [FieldPanel("translator"), FieldPanel("up_to_date")],
            heading=_("Translation"),
        ),
    ]


class LessonViewSet(ThingViewSet):
    """A lesson: its languages and its facts."""

    model = Lesson
    icon = "openquote"
    menu_label = _("Lessons")
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
        InlinePanel(
            "steps",
            heading=_("Steps"),
            label=_("Step"),
            panels=[
                FieldRowPanel([FieldPanel("key"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("form"), FieldPanel("part")]),
                FieldRowPanel([FieldPanel("ages"), FieldPanel("sheet")]),
            ],
        ),
        InlinePanel("sheets", heading=_("Sheets"), label=_("Sheet")),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]
