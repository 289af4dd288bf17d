"""Two answers for whatever watches over the site; neither says more than yes or no."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.reads import healthy
from sweeps.models import Lease

log = logging.getLogger(__name__)


@require_safe
@cache_control(no_store=True)
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def ready(request: HttpRequest) -> JsonResponse:
    """Say which parts do their work; 503 when one does not."""
    parts = {name: _works(name) for name in PARTS}
    return JsonResponse(
        {name: "ok" if works else "failing" for name, works in parts.items()},
        status=200 if all(parts.values()) else 503,
    )


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _index() -> bool:
    return healthy()


def _worker() -> bool:
    return Lease.objects.worker_is_fresh()


PARTS: Final[dict[str, Callable[[], bool]]] = {
    "database": _database,
    "index": _index,
    "worker": _worker,
}


def _works(name: str) -> bool:
    """Return what a part says of itself, False when it cannot even say so."""
    try:
        return PARTS[name]()
    except Exception as error:  # noqa: BLE001  whatever it is, the part does not work
        # Not as an exception, which loses its message, and with it the name.
        kind = type(error).__qualname__
        log.error("The %s cannot say how it is: %s.", name, kind)
        return False
