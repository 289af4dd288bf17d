"""Clean HTML as a tree that typst can draw."""

from __future__ import annotations

from typing import TypeAlias

from django.conf import settings

from wagtail.rich_text import expand_db_html

from bs4 import BeautifulSoup, Tag

Node: TypeAlias = "str | dict[str, object]"
"""Words, or an element: its tag `t`, its children `c` and, for a link, `href`."""


def tree_of(markup: str) -> list[Node]:
    """Return the tree of markup that `clean_html` let through.

    No heading level is skipped in it, and links to our own pages are whole addresses.
    """
    soup = BeautifulSoup(expand_db_html(markup), "html.parser")
    for heading in soup.find_all(["h3", "h4"]):
        if heading.name == "h4" and not heading.find_previous("h3"):
            heading.name = "h3"
    return _children(soup)


def whole_address(address: str) -> str:
    """Return an address that also leads there from paper or from a file."""
    if address.startswith("/"):
        return f"{settings.WAGTAILADMIN_BASE_URL}{address}"
    return address


def _children(tag: Tag) -> list[Node]:
    nodes = [_node(child) for child in tag.children if isinstance(child, Tag | str)]
    return [node for node in nodes if node not in ("", None)]


def _node(child: Tag | str) -> Node:
    if isinstance(child, Tag):
        element: dict[str, object] = {"t": child.name, "c": _children(child)}
        if address := child.get("href"):
            element["href"] = whole_address(str(address))
        return element
    words = str(child)
    # Line breaks between blocks are the writer's, not words.
    return words if words.strip() else " " * bool(words and "\n" not in words)
