"""Puts the operator's data into texts, and a visible blank where it is missing."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

BLANKS: Final = {
    "name": _("[name of the operator]"),
    "address": _("[postal address of the operator]"),
    "email": _("[e-mail address of the operator]"),
    "privacy_email": _("[e-mail address for data protection]"),
    "authority": _("[data protection authority]"),
    "hosting": _("[hosting company and its country]"),
    "source": _("[address of the source code]"),
}
"""What a reader sees for each key of `settings.OPERATOR` that is not set."""

_MAIL: Final = frozenset({"email", "privacy_email"})
_LINKS: Final = frozenset({"source"})
_ANY_TOKEN: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_TOKEN: Final = re.compile(r"\{\{\s*operator\.(" + "|".join(BLANKS) + r")\s*\}\}")


def fill_html(markup: str, language: str) -> SafeString:
    """Return trusted markup with its tokens filled, blanks named in the language."""
    with override(language):
        return mark_safe(  # noqa: S308  stored markup passed clean_html
            _TOKEN.sub(lambda match: _as_html(match[1]), markup)
        )


def fill_text(text: str, language: str) -> str:
    """Return plain text with its tokens filled."""
    with override(language):
        return _TOKEN.sub(
            lambda match: settings.OPERATOR[match[1]] or str(BLANKS[match[1]]), text
        )


def left_tokens(filled: str) -> list[str]:
    """Return everything in double braces that the filling has left."""
    return [match[0] for match in _ANY_TOKEN.finditer(filled)]


def _as_html(key: str) -> str:
    value = settings.OPERATOR[key]
    if not value:
        return format_html('<mark class="blank">{}</mark>', BLANKS[key])
    if key in _MAIL:
        return format_html('<a href="mailto:{0}">{0}</a>', value)
    if key in _LINKS:
        return format_html('<a href="{0}">{0}</a>', value)
    return conditional_escape(value)
