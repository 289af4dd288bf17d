"""The pictures of a campaign that people share: its question in its language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from languages.registry import direction_of
from stories.covers import woven_cover
from toolkit.printing.typesetting import as_png

if TYPE_CHECKING:
    from pages.models import CampaignPage

TEMPLATE: Final = Path(__file__).parent / "typst" / "share.typ"
_drawn = lru_cache(maxsize=32)(as_png)
"""Remembers the last ones: what is shared is asked for by many at once."""


@dataclass(frozen=True)
class Size:
    """One shape of the pictures, in pixels."""

    name: str
    label: str | Promise
    width: int
    height: int


SIZES: Final = {
    size.name: size
    for size in (
        Size("wide", _("Wide"), 1200, 630),
        Size("square", _("Square"), 1080, 1080),
        Size("tall", _("Tall"), 1080, 1920),
    )
}
"""By their names in addresses; the first also stands for the page on other sites."""


@dataclass(frozen=True)
class ShareImage:
    """One picture of a campaign; no story and no photo is in it."""

    page: CampaignPage
    size: Size

    @property
    def address(self) -> str:
        kwargs = {"pk": self.page.pk, "name": self.size.name}
        with override(self.page.language):
            return reverse("share_image", kwargs=kwargs)

    @property
    def full_url(self) -> str:
        return f"{settings.PUBLIC_URL}{self.address}"

    @property
    def file_name(self) -> str:
        return f"{self.page.slug}-{self.page.language}-{self.size.name}.png"

    def png(self) -> bytes:
        """Return the picture; the same page gives the same bytes."""
        address = f"{settings.PUBLIC_URL}{self.page.get_absolute_url()}"
        return _drawn(
            TEMPLATE,
            json.dumps(
                {
                    "width": self.size.width,
                    "height": self.size.height,
                    "language": self.page.language,
                    "direction": direction_of(self.page.language),
                    "title": self.page.title,
                    "question": self.page.question,
                    "address": address.split("://")[-1].rstrip("/"),
                    "cover": woven_cover(self.page.slug, []),
                }
            ),
        )


def share_images(page: CampaignPage) -> list[ShareImage]:
    """Return the pictures of a published campaign in every size."""
    return [ShareImage(page, size) for size in SIZES.values()]
