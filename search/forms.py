"""What an address may ask of the search; nothing in it is an error."""

from __future__ import annotations

from typing import Any

from django import forms

from . import queries


class WordsField(forms.CharField):
    """A reader's words, cut and cleaned rather than refused."""

    def to_python(self, value: Any) -> str:
        return queries.clean(str(value or ""))


class PageField(forms.Field):
    """A page number; whatever is none is page 1."""

    def to_python(self, value: Any) -> int:
        text = str(value or "")
        # Longer numbers are no pages, and Python refuses to read very long ones.
        return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


class SearchForm(forms.Form):
    """The words and the page."""

    q = WordsField(required=False)
    page = PageField(required=False)
