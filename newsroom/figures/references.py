"""How words name a figure, so that its number leaves them when it is withdrawn.

    {{figure.refugees-total-2025-06}}           as its card writes it: 42.5 million, 58%
    {{figure.refugees-total-2025-06.number}}    without a sign or a word before it: 58
    {{figure.refugees-total-2025-06.millions}}  42.5, where “million” stands elsewhere
    {{figure.refugees-total-2025-06.rounded}}   43 million

Pages name the operator's data alike. Braces mean nothing to Markdown, HTML and the
admin's editor, and translators keep them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.models import get_all_child_relations

from editorial.library import was_loaded

if TYPE_CHECKING:
    from editorial.models import Text

UNKNOWN: Final = _(
    "The facts list no figure for “%(words)s”. Choose it on their page, or correct "
    "what you wrote."
)
NOWHERE: Final = _("This field takes no figure: “%(words)s”.")


class NumberForm(models.TextChoices):
    """In which form a number stands among words."""

    WHOLE = "whole"
    NUMBER = "number"
    MILLIONS = "millions"
    ROUNDED = "rounded"


_REFERENCE: Final = re.compile(
    r"\{\{\s*figure\.([a-z0-9-]+)(?:\.(" + "|".join(NumberForm.values) + r"))?\s*\}\}"
)
_IN_BRACES: Final = re.compile(r"(?:\{\{|\{\s*(?=figure\b))[^{}\n]{0,100}\}{0,2}")
"""What somebody may have meant as a reference, and no more of the words about it."""


def written(words: str, write: Callable[[str, NumberForm], str | None]) -> str:
    """Return words with what `write` makes of the key and form of each reference.

    One of which it makes nothing stays as it was typed.
    """
    return _REFERENCE.sub(
        lambda found: (
            write(found[1], NumberForm(found[2] or NumberForm.WHOLE)) or found[0]
        ),
        words,
    )


def keys_in(words: str) -> set[str]:
    """Return the keys of the figures that words name."""
    return {found[1] for found in _REFERENCE.finditer(words)}


def check_references(text: Text) -> None:
    """Raise ValidationError where words name a figure that the facts don't list."""
    known = Known(text.thing)
    problems = [
        f"{_name(row, column)}: {message}"
        for row in _rows(text)
        for column, reason in refused(type(row), _words(row), known).items()
        for message in reason.messages
    ]
    if problems:
        raise ValidationError(problems)


def refused(
    model: type[models.Model], words: Mapping[str, Any], known: Container[str]
) -> dict[str, ValidationError]:
    """Return column → why what stands there in braces can't be shown.

    `model.takes_figures` names the columns that may name figures.
    """
    return {
        column: ValidationError(reason, params={"words": found})
        for column, said in words.items()
        if isinstance(said, str)
        for found in _IN_BRACES.findall(said)
        if (reason := _reason(model, column, found, known))
    }


class Known(Container[str]):
    """The keys that words of a thing may name: read once, when they first name one."""

    def __init__(self, thing: Any) -> None:
        self._figures = thing.figures

    @cached_property
    def _listed(self) -> set[str]:
        return {figure.key for figure in self._figures.all()}

    def __contains__(self, key: object) -> bool:
        """Tell also of what shipped and an editor deleted: its number shows nowhere."""
        return key in self._listed or (
            not self._figures.model.objects.keyed([key]).exists()
            and was_loaded(f"newsroom/figures/{key}/facts")
        )


def _reason(
    model: type[models.Model], column: str, found: str, known: Container[str]
) -> Any:
    """Return why words in braces can't be shown, None where they can."""
    if column not in getattr(model, "takes_figures", ()):
        return NOWHERE
    match = _REFERENCE.fullmatch(found)
    return None if match and match[1] in known else UNKNOWN


def _rows(text: Text) -> Iterator[models.Model]:
    yield text
    for relation in get_all_child_relations(type(text)):
        yield from getattr(text, relation.get_accessor_name()).all()


def _name(row: models.Model, column: str) -> str:
    field: Any = row._meta.get_field(column)
    return str(field.verbose_name)


def _words(row: models.Model) -> dict[str, Any]:
    return {
        field.name: field.value_from_object(row) for field in row._meta.concrete_fields
    }
