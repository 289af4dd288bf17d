"""The one place that decides which markup stored texts may carry."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Final

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from wagtail.rich_text import expand_db_html

import bleach

NOT_IN_XML: Final = re.compile(
    r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What XML 1.0 has no way to write, however it is escaped (its production `Char`)."""
ALLOWED_TAGS: Final = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "br",
        "em",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
LONGEST_KEY: Final = 9
"""Digits of a page's primary key; a longer number is none."""
_LIST_TO_TICK: Final = re.compile(r"<ul>(?=\s*<li>\s*(?:<p>)?☐)")


def _of_link(_tag: str, name: str, value: str) -> bool:
    """Return whether a link may carry this; Wagtail's own form fails for other ids."""
    match name:
        case "linktype":
            return value == "page"
        case "id":
            return value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY
        case _:
            return name == "href"


ALLOWED_ATTRIBUTES: Final[dict[str, Callable[[str, str, str], bool]]] = {"a": _of_link}
ALLOWED_PROTOCOLS: Final = frozenset({"http", "https", "mailto", "tel"})


@lru_cache(maxsize=64)
def clean_html(markup: str) -> str:
    """Return the markup with every tag and attribute dropped that is not on the list.

    `linktype` and `id` are Wagtail's stored form of a link to a page. One publication
    saves the same words several times, so the last ones are remembered.
    """
    return bleach.clean(
        markup,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        protocols=ALLOWED_PROTOCOLS,
        strip=True,
        strip_comments=True,
    )


def shown_html(markup: str) -> SafeString:
    """Return stored markup for a page: links to pages of the site lead there, a wide
    table scrolls in a box of its own, and lines to tick have no bullets."""
    if "linktype" in markup:
        markup = expand_db_html(markup)
    box = format_html(
        '<div class="table-box" role="region" aria-label="{}" tabindex="0"><table>',
        gettext("Table"),
    )
    boxed = markup.replace("<table>", box).replace("</table>", "</table></div>")
    ticked = _LIST_TO_TICK.sub('<ul class="to-tick">', boxed)
    return mark_safe(ticked)  # noqa: S308  cleaned when it was stored


def plain_text(markup: str) -> str:
    """Return the words of a piece of stored markup, blocks parted by a space.

    What is stored is clean already, so its tags need no parser that mends them.
    """
    words = unescape(strip_tags(markup.replace("<", " <")))
    return " ".join(words.split())
