"""The numbers of a thing's figures, written into its words while they are public."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Final, Self

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from newsroom.figures.references import NumberForm, written
from newsroom.figures.values import WRITTEN
from newsroom.models import Figure

WITHDRAWN: Final = _("[number withdrawn]")
"""Stands where the number of a figure stood that nobody vouches for any more."""


class Numbers:
    """What stands in words for the references to these figures, which are public.

    A draft may name what is not among the keys that are `known`.
    """

    def __init__(
        self, public: Iterable[Figure], known: Container[str] | None = None
    ) -> None:
        self._public = public
        self._known = known

    @classmethod
    def read(cls, figures: str | None) -> Self:
        """Return what `figures_in_words` has found; most words need none of it."""
        return cls(_read(figures))

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {figure.key: figure for figure in self._public if figure.key}

    def written_into(self, words: str, language: str) -> str:
        """Return words, plain or as clean HTML, with numbers as their language writes.

        A known figure that is not among the public ones has no number.
        """
        if "{" not in words:
            return words
        with override(language):
            return written(words, lambda key, form: self._number(key, form, language))

    def _number(self, key: str, form: NumberForm, language: str) -> str | None:
        if figure := self._figures.get(key):
            return WRITTEN[form](figure, language)
        return str(WITHDRAWN) if self._known is None or key in self._known else None


def _read(figures: str | None) -> Iterator[Figure]:
    found = json.loads(f"[{figures or ''}]", parse_int=Decimal, parse_float=Decimal)
    yield from (Figure(**values) for values in found)
