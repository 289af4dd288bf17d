"""Links between pages in rich text."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language

from wagtail.rich_text.pages import PageLinkHandler

from languages.registry import ORIGINAL


class ReaderPageLinkHandler(PageLinkHandler):
    """Leads to a page in the reader's language, even where only the original exists.

    Wagtail's own handler leads to the original's address, where the reader would
    find menu and footer in a language that is not hers.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        language = get_language() or ORIGINAL
        return [
            format_html('<a href="{}">', page.localized.address_in(language))
            if page
            else "<a>"
            for page in cls.get_many(attrs_list)
        ]
