"""What Wagtail tells of pages alone: outbox rows, and where a translation is from.

The signals that search listens to carry the bare Page when an editor unpublishes
several at once or when a page expires, and are not sent at all for copies.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
)

from pages.actions import note_original, renew_page
from pages.models import StandardPage


def renew_changed_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    renew_page(instance)


def note_translated_version(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, StandardPage):
        note_original(target_obj, source_obj)


def connect() -> None:
    copy_for_translation_done.connect(
        note_translated_version, dispatch_uid="pages.note_translated_version"
    )
    for signal in (page_published, page_unpublished):
        signal.connect(renew_changed_page, dispatch_uid="pages.renew_changed_page")
