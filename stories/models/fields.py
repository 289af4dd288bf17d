"""Columns that both sides of the wall use."""

from __future__ import annotations

from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TAG: Final = 35
"""Characters of a language tag; RFC 5646, section 4.4.1, asks for room for 35."""

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
