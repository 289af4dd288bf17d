"""What a teller types at her own door: her code, and words to the editors."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories import receipts
from stories.own_story import OwnStory

UNKNOWN: Final = _(
    "We know no story under this code. Check the digits. "
    "If the story was taken back, or its time was over, it is gone."
)
_EMPTY: Final = _("Type your code.")
_NO_DIGITS: Final = _("A code has digits only: take out letters and other signs.")
_WRONG_LENGTH: Final = _("A code has 25 digits. How many you typed: %(typed)s.")


class CodeField(forms.CharField):
    """A receipt code in any script's digits, with or without spaces and hyphens."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Your code"),
            help_text=_("25 digits, as you wrote them down."),
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "dir": "ltr",
                    "class": "code-field",
                }
            ),
        )

    def to_python(self, value: Any) -> str:
        """Return the 25 digits; raises ValidationError that says what is wrong."""
        typed = str(value or "")
        code = receipts.parse(typed)
        if code is not None:
            return code
        digits = sum(unicodedata.decimal(char, None) is not None for char in typed)
        signs = any(unicodedata.category(char)[0] in "LPS" for char in typed)
        if not digits and not signs:
            raise ValidationError(_EMPTY, code="empty")
        if digits == receipts.DIGITS or not digits:
            raise ValidationError(_NO_DIGITS, code="no_digits")
        params = {"typed": digits}
        raise ValidationError(_WRONG_LENGTH, code="length", params=params)


class CodeForm(forms.Form):
    """Where a teller shows her code."""

    use_required_attribute = False
    code = CodeField()


class AnswerForm(forms.Form):
    """Words to the editors; what is wrong with them, their action says."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"dir": "auto"})
    )


class ObjectionForm(AnswerForm):
    """What should be different before the text appears."""

    words = forms.CharField(
        label=_("What should be different?"),
        help_text=_("Say which words, and what should stand there instead."),
        widget=forms.Textarea(attrs={"dir": "auto"}),
    )


def words_form(
    own: OwnStory, words: str, wrong: ValidationError | None = None
) -> forms.Form:
    """Return the form for words that fits the state, with what was refused of them."""
    kind = AnswerForm if own.can_answer else ObjectionForm
    if wrong is None:
        return kind(initial={"words": words})
    form = kind({"words": words})
    form.errors["words"] = form.error_class(wrong.messages)
    return form


def unsent(words: str) -> dict[str, str]:
    """Return what `form/unsent.html` shows of words that were not kept."""
    return {"words": words} if words.strip() else {}
