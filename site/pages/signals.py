"""What Wagtail tells of pages alone, translated into outbox rows.

The signals that search listens to carry the bare Page when an editor unpublishes
several at once or when a page expires, and are not sent at all for copies.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from pages.actions import renew_page


def renew_changed_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    renew_page(instance)


def connect() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(renew_changed_page, dispatch_uid="pages.renew_changed_page")
