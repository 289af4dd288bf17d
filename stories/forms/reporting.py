"""What is asked of whoever reports something, and of a reporter who comes back.

The actions say what is missing or too long; the forms only keep what was typed.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stories.actions.reporting import NO_REASON
from stories.forms.selects import OneOf
from stories.models import Reason


class Words(forms.CharField):
    """Words in any language and any direction; nothing is stripped or refused here."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            strip=False,
            widget=forms.Textarea(
                attrs={"rows": 8, "dir": "auto", "autocomplete": "off"}
            ),
            **options,
        )


class ReportForm(forms.Form):
    """Why, and what we should know."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Why do you report it?"),
        choices=Reason.choices,
        required=False,
        widget=OneOf,
        error_messages={"invalid_choice": NO_REASON},
    )
    words = Words(
        label=_("What should we know?"),
        help_text=_(
            "In any language, up to 5,000 characters. Leave out what nobody may read, "
            "such as addresses or numbers of papers."
        ),
    )


class AnswerForm(forms.Form):
    """What a reporter adds."""

    use_required_attribute = False

    words = Words(label=_("Your words"))

    def __init__(self, *args: Any, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label
