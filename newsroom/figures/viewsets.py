"""What staff see of figures."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from editorial.forms import NewThingForm
from editorial.panels import BesideOriginal
from editorial.viewsets import TextViewSet, ThingViewSet
from newsroom.models import Figure, FigureText

NUMBER: Final = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("low"), FieldPanel("high")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("counts")]),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("confidence")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("period")]),
    ],
    heading=_("Number"),
)
MAIN_SOURCE: Final = MultiFieldPanel(
    [
        FieldPanel("source_title"),
        FieldPanel("source_url"),
        FieldPanel("source_publisher"),
        FieldRowPanel([FieldPanel("source_published"), FieldPanel("source_read_on")]),
        FieldPanel("source_secondary"),
        FieldPanel("source_backs"),
    ],
    heading=_("Source that stands with the value"),
)


class NewFigureForm(NewThingForm):
    """The facts that no figure is without, and its label in one language."""

    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        help_text=_("What a journalist would search for: what, where, when."),
    )


class FigureForm(WagtailAdminModelForm):
    """A figure's facts; other figures to choose from are read with their titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("supersedes", "not_comparable_with"):
            others = self.fields[name].queryset.exclude(pk=self.instance.pk)
            self.fields[name].queryset = others.with_original_titles()
        # Words name it.
        self.fields["key"].disabled = bool(self.instance.key)


class FigureTextViewSet(TextViewSet):
    """A figure's words in one language."""

    model = FigureText
    icon = "doc-full"
    things_url_name = "wagtailsnippets_newsroom_figure:list"
    thing_edit_url_name = "wagtailsnippets_newsroom_figure:edit"
    panels = [
        BesideOriginal("title"),
        BesideOriginal("summary", heading=_("What is counted")),
        BesideOriginal("denominator"),
        BesideOriginal("sample"),
        BesideOriginal("do_not_say"),
        BesideOriginal("disagreement"),
        MultiFieldPanel(
            [FieldPanel("translator"), FieldPanel("up_to_date")],
            heading=_("Translation"),
        ),
    ]


class FigureViewSet(ThingViewSet):
    """A figure: its languages and its facts."""

    model = Figure
    thing_form = FigureForm
    icon = "order"
    menu_label = _("Figures")
    list_display = ["__str__", "status", "period", "next_release"]
    list_filter = ["status", "kind", "counts", "confidence"]
    search_fields = ["texts__title"]
    ordering = ["-period"]
    text_viewset = FigureTextViewSet()
    new_form = NewFigureForm
    new_panels = [
        FieldPanel("title"),
        FieldPanel("language"),
        NUMBER,
        MAIN_SOURCE,
    ]
    panels = [
        NUMBER,
        MAIN_SOURCE,
        InlinePanel("sources", heading=_("Other sources"), label=_("Source")),
        FieldRowPanel([FieldPanel("vintage"), FieldPanel("next_release")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("supersedes")]),
        FieldPanel("not_comparable_with"),
        FieldPanel("key"),
    ]
