"""The sitemap: every public address, with its languages that really exist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from editorial.models import Text
from languages.registry import CODES, ORIGINAL
from newsroom.models import FigureText, ModuleText, TermText
from pages.documents import public_pages
from practices.models import PracticeText
from stories.models import Story
from stories.presentation import story_address
from toolkit.models import LessonText

FRONTS: Final = (
    "home",
    "stories:list",
    "toolkit:list",
    "practices:list",
    "newsroom:front",
    "newsroom:terms",
    "newsroom:figures",
    "newsroom:timeline",
)
"""Fronts of the rooms that are open; results of a search are for nobody's index."""


class _PublicSitemap(Sitemap[Any]):
    """Writes absolute addresses from PUBLIC_URL, whatever host was asked."""

    i18n = True
    alternates = True

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc


class FrontSitemap(_PublicSitemap):
    """The fronts, which exist in every language."""

    x_default = True

    def items(self) -> tuple[str, ...]:
        return FRONTS

    def location(self, item: str) -> str:
        return reverse(item)


Versions = dict[str, Any]
"""One page or thing: its published versions by language."""


class VersionsSitemap(_PublicSitemap):
    """What exists only in some languages: an address for each of them."""

    changed: ClassVar[str] = "last_published_at"

    def get_languages_for_item(self, item: Versions) -> list[str]:
        return list(item)

    def location(self, item: Versions) -> str:
        address: str = item[get_language() or ORIGINAL].get_absolute_url()
        return address

    def lastmod(self, item: Versions) -> datetime | None:
        days = [getattr(version, self.changed) for version in item.values()]
        return max((day for day in days if day), default=None)


class PageSitemap(VersionsSitemap):
    """The pages about this site."""

    def items(self) -> list[Versions]:
        return _by_language(public_pages())


class TextSitemap(VersionsSitemap):
    """The texts of one kind of thing."""

    text_model: ClassVar[type[Text]]
    changed = "changed_at"

    def items(self) -> list[Versions]:
        texts = self.text_model.objects.public().with_changes()
        return _by_language(texts.select_related("thing"))


class PracticeSitemap(TextSitemap):
    """The practices."""

    text_model = PracticeText


class ModuleSitemap(TextSitemap):
    """The newsroom's training modules."""

    text_model = ModuleText


class TermSitemap(TextSitemap):
    """The newsroom's terms."""

    text_model = TermText


class LessonSitemap(TextSitemap):
    """The lessons."""

    text_model = LessonText


class FigureSitemap(TextSitemap):
    """The newsroom's figures."""

    text_model = FigureText


class StorySitemap(_PublicSitemap):
    """The stories, each in those of the site's languages that it can be read in."""

    def items(self) -> list[Story]:
        return list(Story.objects.public().newest_first().prefetch_related("texts"))

    def get_languages_for_item(self, item: Story) -> list[str]:
        texts = {text.language for text in item.texts.all()}
        # One that was told in another language still has an address: the house's own.
        return [code for code in CODES if code in texts] or [ORIGINAL]

    def location(self, item: Story) -> str:
        return story_address(item.public_id)

    def lastmod(self, item: Story) -> date:
        return item.published_on


SITEMAPS: Final[dict[str, type[Sitemap[Any]]]] = {
    "figures": FigureSitemap,
    "fronts": FrontSitemap,
    "modules": ModuleSitemap,
    "pages": PageSitemap,
    "practices": PracticeSitemap,
    "lessons": LessonSitemap,
    "stories": StorySitemap,
    "terms": TermSitemap,
}


def _by_language(versions: Iterable[Any]) -> list[Versions]:
    things: dict[Any, Versions] = {}
    for version in versions:
        things.setdefault(version.translation_key, {})[version.language] = version
    return list(things.values())
