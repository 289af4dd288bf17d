"""What a shipped file says: nothing in it goes unnoticed or unchecked."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ObjectDoesNotExist,
    ValidationError,
)
from django.db import DatabaseError
from django.db.models import Field, Model

import yaml

Row = TypeVar("Row", bound=Model)

BROKEN: Final = (
    ValidationError,
    yaml.YAMLError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ObjectDoesNotExist,
    DatabaseError,
    OSError,
)
"""What comes of a file whose words are not those that the loader asks for."""


class UnknownKey(ValidationError):
    """A file says what nobody reads: most often a slip of the pen."""


OF_THE_FILE_ALONE: Final = (UnknownKey, yaml.YAMLError, TypeError, ValueError)
"""What is wrong with a file, whatever editors have made of its thing."""


class BrokenFile(ValidationError):
    """A shipped file that can't be loaded: its path, and what is wrong with it."""

    def __init__(self, path: str, reasons: Sequence[str]) -> None:
        super().__init__(list(reasons))
        self.path = path


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Have whatever goes wrong inside say which file is to be mended."""
    try:
        yield
    except BrokenFile:
        raise
    except BROKEN as error:
        raise BrokenFile(path, reasons_of(error)) from error


def reasons_of(error: Exception) -> list[str]:
    """Return what is wrong, each with the key that it is about."""
    match error:
        case ValidationError() if hasattr(error, "error_dict"):
            return [
                message if key == NON_FIELD_ERRORS else f"{key}: {message}"
                for key, messages in error.message_dict.items()
                for message in messages
            ]
        case ValidationError():
            return error.messages
        case KeyError():
            return [f"{error.args[0]}: not there"]
        case _:
            return [f"{type(error).__name__}: {error}"]


class Filed(dict[str, Any]):
    """What a file says by key; it knows which keys nobody has asked for."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__(
            (key, Filed(value) if isinstance(value, dict) else value)
            for key, value in content.items()
        )
        self._asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self._asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._asked.add(key)
        value = super().get(key)
        # A key with nothing behind it says as little as no key.
        return default if value is None else value

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        self._asked.update(self)
        return super().items()

    def unasked(self) -> list[str]:
        """Return the keys that were never read, inner ones after a dot."""
        return [
            name
            for key, value in super().items()
            for name in self._unasked_of(key, value)
        ]

    def _unasked_of(self, key: str, value: Any) -> list[str]:
        if key not in self._asked:
            return [str(key)]
        inner = value.unasked() if isinstance(value, Filed) else []
        return [f"{key}.{name}" for name in inner]


def refuse_unknown(keys: Sequence[str]) -> None:
    """Raise UnknownKey where a file says what nobody reads."""
    if keys:
        raise UnknownKey([f"{key}: unknown key" for key in keys])


def rows_of(
    model: type[Row], listed: Sequence[Any], name: str, known: Mapping[str, Row]
) -> list[Row]:
    """Return the rows that a file lists under a name, checked as a form would.

    A row whose key is known keeps its id, because words point at it. Raises
    ValidationError that says which row and which of its keys is wrong.
    """
    rows: list[Row] = []
    reasons: list[str] = []
    for number, values in enumerate(listed):
        try:
            row = known.get(values.get("key")) or model()
            rows.append(_filled(row, values, number))
        except BROKEN as error:
            reasons += [f"{name} {number + 1}, {why}" for why in reasons_of(error)]
    keys = [row.key for row in rows if hasattr(row, "key")]
    reasons += [f"{name}: {key} twice" for key in {*keys} if keys.count(key) > 1]
    if reasons:
        raise ValidationError(reasons)
    return rows


def _filled(row: Row, values: Mapping[str, Any], position: int) -> Row:
    columns = _columns(type(row))
    refuse_unknown(sorted(values.keys() - columns.keys()))
    for name, column in columns.items():
        value = values[name] if name in values else column.get_default()
        # A float has more decimals than the file.
        setattr(row, name, str(value) if isinstance(value, float) else value)
    row.sort_order = position  # type: ignore[attr-defined]
    row.clean_fields({field.name for field in row._meta.fields} - columns.keys())
    row.clean()
    return row


def _columns(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """Return what a file may say of a row: neither whose it is nor its place."""
    return {
        field.name: field
        for field in model._meta.concrete_fields
        if not field.is_relation
        and not field.primary_key
        and field.name != "sort_order"
    }
