"""What search gets: one document a published text of a module or a term."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from newsroom.figures.numbers import Numbers
from newsroom.filters import SEARCH_FACETS_OF_MODULES, SEARCH_FACETS_OF_TERMS
from newsroom.models import DISAGREEING, ModuleText, Term, TermText
from search.kinds import ANY_USE, Kind, SearchDocument, built_once

if TYPE_CHECKING:
    from newsroom.querysets import ModuleTextQuerySet, TermTextQuerySet

Facets: TypeAlias = "Mapping[str, Sequence[str]]"


@built_once
def public_modules() -> ModuleTextQuerySet:
    """Return the modules' texts that search may show."""
    return ModuleText.objects.for_search()


@built_once
def public_terms() -> TermTextQuerySet:
    """Return the terms' texts that search may show."""
    return TermText.objects.for_search()


def module_document(text: ModuleText) -> SearchDocument:
    """Return the words and facets of one published module."""
    words = [
        *(f"{row.title}\n{plain_text(row.body)}" for row in text.units.all()),
        *(row.scenario for row in text.quiz.all()),
        plain_text(text.exercise),
        plain_text(text.checklist),
        text.audience,
        text.outcomes,
    ]
    numbers = Numbers.read(text.figures_in_words)
    said = [numbers.written_into(word, text.language) for word in words]
    facets = {"difficulty": [text.thing.level]}
    return _document("module", text, text.summary, said, lambda: facets)


def term_document(text: TermText) -> SearchDocument:
    """Return the words and facets of one published term."""
    words = [plain_text(text.why), plain_text(text.right_when), text.before, text.after]
    preferred = " · ".join(text.preferred_wordings())
    return _document("term", text, preferred, words, lambda: _facets(text.thing))


def _facets(term: Term) -> Facets:
    sources = term.sources.all()
    stances = {source.stance for source in sources}
    agreement = {"house": not sources, "disagree": stances >= DISAGREEING}
    return {
        "problem": [term.problem],
        "agreement": [name for name, holds in agreement.items() if holds],
        "authority": sorted({source.authority for source in sources}),
    }


def _document(
    kind: str,
    text: ModuleText | TermText,
    summary: str,
    words: list[str],
    own_facets: Callable[[], Facets],
) -> SearchDocument:
    return SearchDocument(
        kind=kind,
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=summary,
        text="\n".join(word for word in words if word),
        facets=lambda: {
            "theme": [theme.slug for theme in text.thing.themes.all()],
            "use": ANY_USE,
            **own_facets(),
        },
        date=text.changed_on,
        url=text.get_absolute_url(),
        public_id=text.thing.public_id,
    )


KINDS: Final = (
    Kind(
        "module",
        _("Training modules"),
        public_modules,
        module_document,
        facet_rows=("thing__themes",),
        addresses=ModuleText.addresses,
        facets=SEARCH_FACETS_OF_MODULES,
    ),
    Kind(
        "term",
        _("Words and terms"),
        public_terms,
        term_document,
        facet_rows=("thing__themes", "thing__sources"),
        addresses=TermText.addresses,
        facets=SEARCH_FACETS_OF_TERMS,
    ),
)
