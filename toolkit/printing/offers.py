"""What a lesson's page offers to print."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toolkit.files import File
from toolkit.models import Age
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

NOTES = {
    "teacher": _("Everything you say and do, with background and sources."),
    "sheets": _("For the copier: black and white, nothing for the teacher on it."),
}


def printed(plan: Plan, age: Age) -> Iterator[File]:
    """Yield the files for an age group."""
    for name, document in DOCUMENTS.items():
        if not document.exists(plan, age):
            continue
        address = reverse(
            "toolkit:download",
            args=[plan.lesson.public_id, plan.text.slug, age.value, name],
        )
        yield File(document.label, address, NOTES[name])
