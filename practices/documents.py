"""What search gets of a practice: one document a published text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from practices.filters import SEARCH_FACETS
from practices.models import SECTIONS, Direction, Fact, PracticeText
from search.kinds import ANY_USE, Kind, SearchDocument, built_once

if TYPE_CHECKING:
    from practices.querysets import PracticeTextQuerySet


@built_once
def public_texts() -> PracticeTextQuerySet:
    """Return the texts that search may show, each with its thing."""
    return PracticeText.objects.for_search()


def document(text: PracticeText) -> SearchDocument:
    """Return the words and facets of one published text."""
    practice = text.thing
    facts = (practice.name, practice.lead, practice.city, practice.region)
    # Sentences first: excerpts are taken from where the words stand.
    words = [
        *(plain_text(getattr(text, section)) for section in SECTIONS),
        *(finding.words for finding in text.findings.all()),
        text.partners,
        ", ".join(filter(None, facts)),
    ]
    return SearchDocument(
        kind="practice",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.summary,
        text="\n".join(word for word in words if word),
        facets=lambda: _facets(text),
        date=text.changed_on,
        url=text.get_absolute_url(),
        public_id=practice.public_id,
    )


def _facets(text: PracticeText) -> dict[str, Sequence[str]]:
    practice = text.thing
    directions = {result.direction for result in practice.results.all()}
    known = {
        Fact.FUNDING: bool(practice.funding.all()),
        # A finding that nobody could read is no known result.
        Fact.RESULTS: bool(directions - {Direction.UNKNOWN}),
        Fact.REACH: bool(text.reach),
    }
    return {
        "theme": [theme.slug for theme in practice.themes.all()],
        "target_group": [group.slug for group in practice.target_groups.all()],
        "level": [practice.level.slug] if practice.level else [],
        "country": [practice.country],
        "evidence": [practice.evidence],
        "direction": sorted(directions),
        "known": [fact.value for fact, is_known in known.items() if is_known],
        "status": [practice.status] if practice.status else [],
        "use": ANY_USE,
    }


def _badges(text: PracticeText) -> list[str]:
    """Return how well the results are shown, whatever they are."""
    practice = text.thing
    # The words first: they give the line its direction.
    return [f"{practice.get_evidence_display()} ({practice.evidence})"]


KIND = Kind(
    name="practice",
    label=_("Practices"),
    queryset=public_texts,
    document=document,
    facet_rows=(
        "thing__themes",
        "thing__target_groups",
        "thing__results",
        "thing__funding",
    ),
    badges=_badges,
    addresses=PracticeText.addresses,
    facets=SEARCH_FACETS,
)
