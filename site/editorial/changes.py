"""What has changed in an original since a translation was made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.db import models
from django.utils.functional import Promise

from wagtail.fields import RichTextField

from modelcluster.models import ClusterableModel

from editorial.differences import Piece, differences
from editorial.html import plain_text
from editorial.models import Text

_BLOCK_END: Final = re.compile(r"</(?:p|li|h3|h4|tr|blockquote)>|<(?:br|hr) ?/?>")


@dataclass(frozen=True)
class Change:
    """One part of the original: its name, and each place where it says else."""

    heading: str | Promise
    places: list[list[Piece]]


def changes_since(text: Text, said: Callable[[str], str] = str) -> list[Change]:
    """Return what its original says otherwise than when `text` was made of it.

    Empty when it is not behind, or the original or that version of it is gone. `said`
    makes of stored words what readers see.
    """
    original: Text | None = text.translated_from
    if not text.editions_behind or original is None or not original.live:
        # What was withdrawn is shown nowhere, in a difference neither.
        return []
    if text.from_revision is None:
        return []
    return changes_from(text.from_revision.content, original, original.words, said)


def changes_from(
    before: Mapping[str, Any],
    now: ClusterableModel,
    words: Iterable[str],
    said: Callable[[str], str] = str,
) -> list[Change]:
    """Return what columns and child rows say otherwise than in a stored version."""
    after = now.serializable_data()
    changes = (
        Change(
            _heading(now, name),
            _places(
                [said(line) for line in _stored(now, before, name)],
                [said(line) for line in _stored(now, after, name)],
            ),
        )
        for name in words
    )
    return [change for change in changes if change.places]


def _heading(text: ClusterableModel, name: str) -> str | Promise:
    field = text._meta.get_field(name)
    if field.one_to_many:
        return field.related_model._meta.verbose_name_plural
    return field.verbose_name


def _stored(text: ClusterableModel, content: Mapping[str, Any], name: str) -> list[str]:
    """Return the lines of a column or of child rows, as a version holds them.

    Versions are read as they are stored: making a text of one costs many queries.
    """
    field = text._meta.get_field(name)
    if not field.one_to_many:
        return list(_lines(field, content.get(name)))
    worded = [
        column
        for column in field.related_model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
    ]
    return [
        line
        for row in content.get(name, [])
        for column in worded
        for line in _lines(column, row.get(column.name))
    ]


def _lines(field: Any, value: Any) -> Iterator[str]:
    if isinstance(field, models.BooleanField):
        lines = [str(field.verbose_name)] if value else []
    elif isinstance(field, RichTextField):
        lines = [plain_text(block) for block in _BLOCK_END.split(value or "")]
    elif field.choices:
        lines = [str(dict(field.flatchoices).get(value, ""))]
    else:
        lines = (value or "").splitlines()
    yield from filter(None, map(str.strip, lines))


def _places(before: list[str], after: list[str]) -> list[list[Piece]]:
    """Return the lines that differ, word by word; what stayed is left out."""
    return [
        differences("\n".join(before[start:end]), "\n".join(after[begin:stop]))
        for change, start, end, begin, stop in SequenceMatcher(
            None, before, after
        ).get_opcodes()
        if change != "equal"
    ]
