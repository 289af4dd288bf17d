"""A list to choose from that is cheap to draw, however long it is."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN: Final = mark_safe(" selected")


class LongSelect(forms.Select):
    """A select without groups, drawn at once.

    Django draws each option by a template of its own: two lists of countries took most
    of the time of a whole page.
    """

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the element with the chosen option selected."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (key, _CHOSEN if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        shown = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html("<select{}>\n{}\n</select>", flatatt(shown), options)
