"""How a figure stands among its editions: a public newer one replaces the older ones.

Once the newer one is withdrawn, each of them has again the status that was typed.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import RawSQL

SUPERSEDED: Final = "superseded"

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


def standing() -> Case:
    """Return each figure's status as readers see it, for an annotation."""
    return Case(When(Q(pk__in=_REPLACED), then=Value(SUPERSEDED)), default=F("status"))
