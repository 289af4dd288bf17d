"""What the worker does for pages and texts: what editors have scheduled."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from wagtail.models import DraftStateMixin, Page, Revision

from sweeps.registry import register

log = logging.getLogger(__name__)

_LOGGED: Final[dict[str, date]] = {}
"""What could not be done to what, and the day on which that was logged last."""

_REFUSED: Final = {
    "publish": "%s is due and can't be published: its page says why.",
    "unpublish": "%s has expired and can't be unpublished.",
}
"""Verb → what the log says of one that is not as it should be."""


def publish_due() -> int:
    """Publish and unpublish what is due; return how many of both.

    Wagtail's own command does it outside any transaction and stops at the first that
    fails. Here each is done whole, and one that can't be published waits for an editor.
    """
    now = timezone.now()
    return _unpublish_expired(now) + _publish_scheduled(now)


def _scheduled_models() -> list[Any]:
    """Return every model that editors can schedule, all pages as one."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin)
        and (model is Page or not issubclass(model, Page))
    ]


def _unpublish_expired(now: datetime) -> int:
    action = "wagtail.unpublish.scheduled"
    return sum(
        _is_done(
            "unpublish",
            f"{model._meta.label_lower} {expired.pk}",
            partial(expired.unpublish, set_expired=True, log_action=action),
        )
        for model in _scheduled_models()
        for expired in model.objects.filter(live=True, expire_at__lte=now)
    )


def _publish_scheduled(now: datetime) -> int:
    action = "wagtail.publish.scheduled"
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return sum(
        _is_done(
            "publish",
            f"{'.'.join(revision.content_type.natural_key())} {revision.object_id}",
            partial(revision.publish, log_action=action),
        )
        for revision in due.order_by("approved_go_live_at")
    )


def _is_done(verb: str, name: str, change: Callable[[], object]) -> bool:
    """Make one scheduled change; what fails must not stop the others."""
    try:
        with transaction.atomic():
            change()
    except ValidationError:
        if _is_first_today(f"{verb} {name}"):
            log.warning(_REFUSED[verb], name)
    except Exception as error:  # noqa: BLE001  one must not end the others
        if _is_first_today(f"{verb} {name}"):
            # Written out: a logged exception loses its message, and with it the name.
            frames = "".join(traceback.format_tb(error.__traceback__))
            kind = type(error).__qualname__
            log.error("Could not %s %s: %s\n%s", verb, name, kind, frames)
    else:
        return True
    return False


def _is_first_today(failed: str) -> bool:
    """Return whether a failure is to be logged: it comes again until it is mended."""
    today = timezone.localdate()
    is_first = _LOGGED.get(failed) != today
    _LOGGED[failed] = today
    return is_first


def register_all() -> None:
    register("editorial.schedule", publish_due, every=20)
