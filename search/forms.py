"""What an address may ask of the search; nothing in it is an error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Order(models.TextChoices):
    """What stands first."""

    BEST = "best", _("Best first")
    NEWEST = "newest", _("Newest first")

    @property
    def in_addresses(self) -> str:
        """The value, empty for what is meant without one."""
        return "" if self is Order.BEST else self.value

    @classmethod
    def parse(cls, value: Any) -> Order:
        return cls(value) if value in cls.values else cls.BEST


class OrderField(forms.Field):
    """An order; whatever is none is the best first."""

    def to_python(self, value: Any) -> Order:
        return Order.parse(value)


class SearchForm(forms.Form):
    """The words, the order and the page."""

    q = WordsField(required=False)
    order = OrderField(required=False)
    page = PageField(required=False)
