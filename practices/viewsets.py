"""What staff see of the practices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from editorial.forms import TextForm, choose_from
from editorial.panels import BesideOriginal, RowsBesideOriginal
from editorial.viewsets import TextViewSet, ThingViewSet
from practices.models import SECTIONS, Fact, Practice, PracticeText

SUBJECTS = (
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
)


class PracticeForm(WagtailAdminModelForm):
    """A practice's facts; it can't have come from itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Practice.objects.exclude(pk=self.instance.pk)
        choose_from(self.formsets["transfers"], "practice", others)


class PracticeTextForm(TextForm):
    """A practice's words; findings can only speak of this practice's results."""

    rows_of_thing = {"findings": ("result", "results")}


class PracticeTextViewSet(TextViewSet):
    """A practice's words in one language."""

    model = PracticeText
    text_form = PracticeTextForm
    icon = "doc-full"
    things_url_name = "wagtailsnippets_practices_practice:list"
    thing_edit_url_name = "wagtailsnippets_practices_practice:edit"
    panels = [
        BesideOriginal("title"),
        BesideOriginal("summary"),
        *(BesideOriginal(name) for name in SECTIONS),
        BesideOriginal("partners"),
        RowsBesideOriginal(
            "findings",
            heading=_("Findings"),
            label=_("Finding"),
            panels=[FieldPanel("result"), FieldPanel("words")],
        ),
        RowsBesideOriginal(
            "disagreements",
            heading=_("Where sources disagree"),
            label=_("Disagreement"),
            panels=[FieldPanel("fact"), FieldPanel("words")],
        ),
        BesideOriginal("evidence_reason"),
        MultiFieldPanel(
            [FieldPanel("translator"), FieldPanel("up_to_date")],
            heading=_("Translation"),
        ),
    ]


class PracticeViewSet(ThingViewSet):
    """A practice: its languages and its facts."""

    model = Practice
    thing_form = PracticeForm
    icon = "site"
    menu_label = _("Practices")
    add_to_admin_menu = True
    menu_order = 200
    list_display = ["name", "country", "status", "evidence", "provenance"]
    list_filter = ["country", "status", "evidence", "provenance"]
    search_fields = ["name", "city", "lead", "texts__title"]
    ordering = ["name"]
    text_viewset = PracticeTextViewSet()
    new_panels = [
        FieldPanel("title"),
        FieldPanel("language"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_language")]),
        FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
        *SUBJECTS,
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("name_language")]),
                FieldRowPanel(
                    [FieldPanel("city"), FieldPanel("region"), FieldPanel("country")]
                ),
                FieldRowPanel([FieldPanel("status"), FieldPanel("status_as_of")]),
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldPanel("lead"),
                FieldPanel("level"),
            ],
            heading=_("Name, place and time"),
        ),
        *SUBJECTS,
        MultiFieldPanel(
            [FieldPanel("evidence"), FieldPanel("provenance")], heading=_("Evidence")
        ),
        InlinePanel("results", heading=_("Results"), label=_("Result")),
        InlinePanel("funding", heading=_("Funding"), label=_("Funding")),
        InlinePanel(
            "transfers",
            heading=Fact.TRANSFERS.label,
            label=_("practice"),
            panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("practice")])],
        ),
        InlinePanel("sources", heading=_("Sources"), label=_("Source")),
    ]
