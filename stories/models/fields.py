"""Columns that both sides of the wall use."""

from __future__ import annotations

from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TAG: Final = 35
"""Characters of a language tag; RFC 5646, section 4.4.1, asks for room for 35."""

_REGION: Final = 2
_SCRIPT: Final = 4

validate_tag = RegexValidator(
    r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z",
    _("“%(value)s” is no language tag. Write one like uk, ckb or zh-Hant."),
)


class LanguageTagField(models.CharField):
    """Any language in the world, as a BCP 47 tag."""

    default_validators = [validate_tag]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = LONGEST_TAG
        super().__init__(*args, **kwargs)


def canonical_tag(tag: str) -> str:
    """Return a tag in its usual case; source: RFC 5646, section 2.1.1."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *map(_usual_case, rest)])


def _usual_case(subtag: str) -> str:
    if len(subtag) == _REGION:
        return subtag.upper()
    return subtag.title() if len(subtag) == _SCRIPT else subtag.lower()
