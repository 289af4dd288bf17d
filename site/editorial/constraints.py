"""What the database refuses, whatever door a row comes through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import models

SOURCE: Final = ("title", "url", "publisher")
"""Columns without which a source can't be looked up."""


def never_empty(prefix: str, names: Iterable[str]) -> list[models.BaseConstraint]:
    """Return constraints by which none of these columns is an empty string."""
    return [
        models.CheckConstraint(
            condition=~models.Q(**{name: ""}), name=f"{prefix}_has_{name}"
        )
        for name in names
    ]
