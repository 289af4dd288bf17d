"""A source as a lesson's files name it."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext

from editorial.models import Source
from toolkit.printing.data import Data


def source_line(source: Source) -> Data:
    """Return who says it, when it was read there, and the address."""
    return {
        "words": gettext("%(title)s, %(publisher)s. Read on %(day)s.")
        % {
            "title": source.title,
            "publisher": source.publisher,
            "day": date_format(source.read_on, "DATE_FORMAT"),
        },
        "url": source.url,
    }
