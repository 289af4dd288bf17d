"""Lists to choose from that are cheap to draw, however long they are.

Django draws each option by a template of its own, or by three: the lists of a page took
most of its time.
"""

from __future__ import annotations

from html import escape
from typing import Any, Final

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_CHOSEN: Final = " selected"
_BUTTON: Final = (
    '<div><label for="{}"><input type="{}" name="{}" value="{}"{}> {}</label></div>'
)


class LongSelect(forms.Select):
    """A select without groups."""

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


class OneOf(forms.RadioSelect):
    """Radio buttons without groups, each inside its label, as Django draws them."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the buttons with the chosen ones checked."""
        shown = self.build_attrs(self.attrs, attrs)
        chosen = self.format_value(value)
        rows = (
            (
                option["attrs"].get("id", ""),
                option["type"],
                option["name"],
                option["value"],
                flatatt(option["attrs"]),
                option["label"],
            )
            for option in self.options(name, chosen, shown)
        )
        buttons = format_html_join("\n", _BUTTON, rows)
        return format_html('<div id="{}">\n{}\n</div>', shown.get("id", ""), buttons)


class SomeOf(OneOf, forms.CheckboxSelectMultiple):
    """The same as boxes to tick."""
