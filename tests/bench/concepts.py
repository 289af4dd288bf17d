"""Measures whether a concept's name in one language finds what it marks in another.

    .venv/bin/python tests/bench/concepts.py

Every concept × every pair of languages: a document in B carries the concept, and no
word; a reader of A types its name in A, and then the name with each word in another
form, as the word lists of the analysis have them.
"""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path

import measuring

measuring.set_up()

from django.conf import settings

import marisa_trie

from languages.registry import BY_CODE, CODES
from search.analysis import analyse, fold
from search.analysis.dictionaries import SEPARATOR, lists_in, path_of
from search.concepts import named
from search.documents import entry_of
from search.engines import engine
from search.engines.base import Changes
from search.kinds import SearchDocument
from search.queries import Query
from search.reads import matching_ids
from vocabulary.models import Concept, Kind

FACETS = {Kind.STORY_THEME: "theme"}
"""Which facet holds a vocabulary's concepts, where its name differs."""

BY_NAME, BY_FORM = 1.0, 0.9
VARIANTS = 3
"""How often each name is inflected; every word of it anew."""


def main() -> None:
    concepts = list(Concept.objects.order_by("kind", "pk"))
    places = {
        place: number
        for number, place in enumerate(
            product(dict.fromkeys(map(mark_of, concepts)), CODES)
        )
    }
    engine().rebuild(
        ([entry_of(document(number, *place))] for place, number in places.items()),
        lambda keys: Changes(),
    )
    by_name: list[float] = []
    by_form: list[float] = []
    strangers: list[float] = []
    unchanged = 0
    for own in CODES:
        names = [getattr(concept, f"name_{own}") for concept in concepts]
        inflect = inflection_of(own, names)
        for concept, name in zip(concepts, names, strict=True):
            wanted = {places[mark_of(concept), other] for other in CODES}
            found = set(matching_ids("carrier", name, own))
            by_name.append(len(found & wanted) / len(wanted))
            strangers.append(len(found - wanted) / len(CODES))
            typed = set(filter(None, (inflect(name) for _ in range(VARIANTS))))
            unchanged += not typed
            for other in sorted(typed):
                found = set(matching_ids("carrier", other, own))
                by_form.append(len(found & wanted) / len(wanted))
    pairs = f"{len(concepts)} concepts × {len(CODES)}² languages"
    report(f"concept by its name, {pairs}", by_name, BY_NAME)
    report(f"by an inflected name ({len(by_form)} different ones)", by_form, BY_FORM)
    for strict in (True, False):
        read = statistics.mean(read_by_strangers(concepts, strict=strict))
        means = "as words that her own lacks" if strict else "as any words"
        what = f"names read by a reader of another language, {means}"
        measuring.show(what, f"{read:.3f}")
    measuring.show("names of which no other form is known", f"{unchanged}")
    measuring.show(
        "other concepts found by a name, mean", f"{statistics.mean(strangers):.2f}"
    )


def read_by_strangers(concepts: Sequence[Concept], *, strict: bool) -> Iterator[bool]:
    """Yield for every name whether a reader of the next language names it by that."""
    for own, other in zip(CODES, (*CODES[1:], CODES[0]), strict=True):
        for concept in concepts:
            name = getattr(concept, f"name_{own}")
            query = Query(name, other) if strict else Query(name)
            spans = named(query, other, engine().stamp(), strict=strict)
            yield any(concept.slug in span.slugs for span in spans)


def mark_of(concept: Concept) -> tuple[str, str]:
    """Return by which facet and value documents carry a concept."""
    return FACETS.get(concept.kind, concept.kind), concept.slug


def report(what: str, found: Sequence[float], at_least: float) -> None:
    mean = statistics.mean(found)
    measuring.show(what, f"{mean:.3f}", f"{at_least}", short=mean < at_least)


def document(number: int, concept: tuple[str, str], language: str) -> SearchDocument:
    """Return a document without a word that carries one concept."""
    facet, slug = concept
    facets = partial(dict, {facet: [slug]})
    return SearchDocument("carrier", number, language, "", "", "", facets)


def inflection_of(language: str, names: Iterable[str]) -> Callable[[str], str | None]:
    """Return what puts each word of a name into another form; None where none has."""
    words = {word for name in names for word in name.split()}
    forms = other_forms(language, words)
    chance = random.Random(language)

    def inflect(name: str) -> str | None:
        other = [chance.choice(forms.get(w) or [w]) for w in name.split()]
        return None if other == name.split() else " ".join(other)

    return inflect


def other_forms(language: str, words: set[str]) -> dict[str, list[str]]:
    """Return for each word the other forms that lead to its base form."""
    code = BY_CODE[language].simplemma
    if code is None:
        return {}
    folder = Path(settings.SEARCH_TRIES)
    known = lists_in(folder).get_dictionary(code)
    bases: dict[str, str] = {}
    for word in words:
        cases = (word, word.lower(), word.capitalize())
        if found := next(filter(None, map(known.get, cases)), None):
            bases[word] = found
    forms = defaultdict(list)
    wanted = set(bases.values())
    for form, base in _pairs(path_of(code, folder)):
        if base in wanted and len(analyse(form, language)) == 1:
            forms[base].append(form)
    return {
        word: sorted(f for f in forms[base] if fold(f.lower()) != fold(word.lower()))
        for word, base in bases.items()
    }


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for record in marisa_trie.BinaryTrie().mmap(str(path)).iterkeys():
        form, _separator, base = record.partition(SEPARATOR)
        yield form.decode(), base.decode()


if __name__ == "__main__":
    main()
