"""The words and titles of documents that stream by, for suggestions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from languages.registry import known_as

from .analysis.folding import LOWER, fold, lower
from .engines.base import Key
from .models import Title, Word

if TYPE_CHECKING:
    from .documents import ReadDocument

SHORTEST: Final = 2
LONGEST: Final = 40
"""Letters of a word that is suggested; longer ones are addresses rather than words."""

TITLE_LETTERS: Final = 40
"""So much of a title, from each of its words on, can be typed to find it."""

MOST_STARTS: Final = 10
"""Words of a title with which typing may begin."""

_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u2060\ufeff\u200e\u200f"))
_JOINERS: Final = "\u200c\u200d"


class Counted(NamedTuple):
    """How most documents write a word, and how many have it."""

    spelling: str
    items: int


def spelled(word: str, language: str) -> str:
    """Return a word in small letters as its text writes it."""
    if capitals := LOWER.get(known_as(language)):
        word = word.translate(capitals)
    word = word.lower()
    return word if word.isalpha() else word.translate(_UNSEEN).strip(_JOINERS)


def _is_suggested(form: str, spelling: str) -> bool:
    short = len(spelling) <= 2 * LONGEST  # whatever marks are piled upon its letters
    return SHORTEST <= len(form) <= LONGEST and short and not form.isdecimal()


class Tally:
    """Counts how many documents have each word, and keeps their titles."""

    def __init__(self, documents: Sequence[ReadDocument] = ()) -> None:
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self._titles: dict[Key, tuple[str, Sequence[str]]] = {}
        self.add(documents)

    def add(self, documents: Sequence[ReadDocument]) -> None:
        for document in documents:
            entry = document.entry
            # One spelling a form, so that a document counts once.
            self._spellings[entry.language].update(document.spellings.values())
            self._titles[entry.key] = (entry.language, document.title)

    def drop_titles(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._titles.pop(key, None)

    @property
    def languages(self) -> list[str]:
        return list(self._spellings)

    def words(self, language: str, least: int = 1) -> dict[str, Counted]:
        """Return the words of at least so many documents by form, frequent ones first.

        Where a form is spelled in several ways, the most frequent spelling stands.
        """
        found: dict[str, Counted] = {}
        for spelling, items in self._spellings[language].most_common():
            form = fold(lower(spelling, language))
            if _is_suggested(form, spelling):
                first = found.get(form, Counted(spelling, 0))
                found[form] = Counted(first.spelling, first.items + items)
        most = sorted(found.items(), key=lambda pair: -pair[1].items)
        return {form: word for form, word in most if word.items >= least}

    def titles(self) -> Iterator[Title]:
        for key, (language, forms) in self._titles.items():
            yield from _titles(key, language, forms)


def _titles(key: Key, language: str, forms: Sequence[str]) -> Iterator[Title]:
    starts = (joined(forms[first:]) for first in range(min(len(forms), MOST_STARTS)))
    for start in dict.fromkeys(starts):
        yield Title(
            language=language,
            key=start.encode(),
            kind=key.kind,
            object_id=key.object_id,
        )


def joined(forms: Sequence[str]) -> str:
    """Return the forms of a title, or of what is typed, as a title is kept."""
    return " ".join(forms)[:TITLE_LETTERS]


def row_of(language: str, token: str, form: str, word: Counted) -> Word:
    return Word(
        language=language,
        token=token,
        key=form.encode(),
        tail=form[::-1].encode(),
        spelling=word.spelling,
        items=word.items,
    )
