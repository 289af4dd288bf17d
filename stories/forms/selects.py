"""A list to choose from that is cheap to draw, however long it is."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

_CHOSEN: Final = " selected"


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
        options = "\n".join(
            f'<option value="{escape(str(key))}"{_CHOSEN * (str(key) == chosen)}>'
            f"{escape(str(label))}</option>"
            for key, label in self.choices
        )
        shown = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        # Each part of the options is escaped above.
        return mark_safe(f"<select{shown}>\n{options}\n</select>")  # noqa: S308
