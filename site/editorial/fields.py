"""Model fields that every room's content uses."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.fields import RichTextField

from editorial.addresses import PUBLIC_ID, PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH
from editorial.dates import in_calendar
from editorial.html import clean_html

FEATURES: Final = (
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "hr",
    "link",
    "blockquote",
)
"""What the admin's editor of rich text offers: what the allow-list lets through."""
_PARTIAL_DATE: Final = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII
)


def new_public_id() -> str:
    """Return 8 random characters without vowels, so that no id spells a word."""
    return "".join(
        secrets.choice(PUBLIC_ID_ALPHABET) for _position in range(PUBLIC_ID_LENGTH)
    )


class PublicIdField(models.CharField):
    """The id in addresses: unique, made once, never changed."""

    default_validators = [RegexValidator(rf"^{PUBLIC_ID}\Z")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(
            max_length=PUBLIC_ID_LENGTH,
            unique=True,
            editable=False,
            default=new_public_id,
        )
        super().__init__(*args, **kwargs)


def validate_partial_date(value: str) -> None:
    """Accept a year, a month of a year or a day; raise ValidationError otherwise."""
    if not _PARTIAL_DATE.fullmatch(value) or not in_calendar(value):
        raise ValidationError(
            _(
                "“%(value)s” is no date. Write a year (2016), a month (2016-07) "
                "or a day (2016-07-31)."
            ),
            params={"value": value},
        )


class PartialDateField(models.CharField):
    """A date as exactly as its source gives it: `2016`, `2016-07` or `2016-07-31`."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class CleanRichTextField(RichTextField):
    """Rich text that passes the allow-list whatever door it came through."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The admin's editor drops what it does not offer.
        kwargs["features"] = kwargs.get("features") or [*FEATURES]
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        cleaned = clean_html(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned


class FactListField(models.JSONField):
    """A list of facts by name, ticked in a form; `facts` is the closed set."""

    def __init__(
        self, *args: Any, facts: list[tuple[str, Any]] | None = None, **kwargs: Any
    ) -> None:
        self.facts = facts or []
        kwargs["default"] = list
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse also what is not of the closed set, through whichever door it came."""
        super().validate(value, model_instance)
        known = [name for name, _label in self.facts]
        if not isinstance(value, list):
            raise ValidationError(self.error_messages["invalid"])
        for item in value:
            if item not in known:
                raise ValidationError(
                    forms.MultipleChoiceField.default_error_messages["invalid_choice"],
                    params={"value": item},
                )

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            required=not self.blank,
            choices=self.facts,
            widget=forms.CheckboxSelectMultiple,
            help_text=self.help_text,
        )


slug_validator = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z")
