"""How a figure stands among its editions: what is public decides, not what was typed.

A newer edition replaces the older ones while it is public. Once it is withdrawn, the
newest one left counts again.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import RawSQL

SUPERSEDED: Final = "superseded"
CURRENT: Final = "current"

# An older figure may be replaced over a withdrawn one between, and the ORM can't
# follow a chain. UNION, unlike UNION ALL, ends a circle.
_REPLACED: Final = RawSQL(
    """
    WITH RECURSIVE older(id) AS (
        SELECT figure.supersedes_id
        FROM newsroom_figure figure
        JOIN newsroom_figuretext words ON words.thing_id = figure.id
        WHERE figure.supersedes_id IS NOT NULL AND words.live
        UNION
        SELECT figure.supersedes_id
        FROM newsroom_figure figure
        JOIN older ON older.id = figure.id
        WHERE figure.supersedes_id IS NOT NULL
    )
    SELECT id FROM older
    """,
    (),
)
_HAS_SUCCESSOR: Final = RawSQL(
    "SELECT supersedes_id FROM newsroom_figure WHERE supersedes_id IS NOT NULL", ()
)


def standing() -> Case:
    """Return each figure's status as readers see it, for an annotation."""
    return Case(
        When(Q(pk__in=_REPLACED), then=Value(SUPERSEDED)),
        When(
            Q(status=SUPERSEDED) & Q(pk__in=_HAS_SUCCESSOR),
            then=Value(CURRENT),
        ),
        default=F("status"),
    )
