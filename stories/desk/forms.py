"""The desk's forms; what is wrong in them is said by the actions alone."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.places import country_choices, language_choices
from languages.registry import direction_of
from stories.actions.moderating import EDITABLE
from stories.actions.translating import TRANSLATORS
from stories.desk.cases import tongue_of
from stories.models import ContentNote, NameStyle, StoryText
from stories.opened import OpenSubmission
from stories.telling import Telling
from vocabulary.models import Concept, Kind

_ROWS_OF_A_STORY: Final = 20


class SeenForm(forms.Form):
    """How many messages the moderator was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AskForm(SeenForm):
    """A question for the teller."""

    words = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "The teller reads it under the code. Write in the language of the story, "
            "if you can, and ask one thing at a time."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class DeclineForm(SeenForm):
    """Why a story is not published."""

    words = forms.CharField(
        label=_("The reason, for the teller to read"),
        help_text=_(
            "Say what it is about the text, never about the person. After 30 days all "
            "of it is erased."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class VersionForm(forms.Form):
    """The version that a moderator was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class EditForm(VersionForm):
    """What will appear: the words and the facts that a moderator may change."""

    language = forms.ChoiceField(label=_("Language in which it is told"))
    title = forms.CharField(label=_("Title"), required=False)
    quote = forms.CharField(
        label=_("Pull quote"),
        required=False,
        help_text=_("One sentence of the text that stands for it in lists."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        help_text=_("A blank line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": _ROWS_OF_A_STORY}),
    )
    name_style = forms.ChoiceField(
        label=_("How the teller is named"), choices=NameStyle.choices
    )
    name = forms.CharField(label=_("The name"), required=False)
    origin = forms.ChoiceField(label=_("From"), required=False)
    residence = forms.ChoiceField(label=_("Lives in"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    content_notes = forms.MultipleChoiceField(
        label=_("Content notes"),
        required=False,
        choices=ContentNote.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What a reader may want to know before reading."),
    )
    photo_description = forms.CharField(
        label=_("Description of the photo"), required=False
    )
    spelling_only = forms.BooleanField(
        label=_("Only spelling is corrected"),
        required=False,
        help_text=_(
            "The teller agreed that such a version is published without asking again."
        ),
    )

    def __init__(
        self, *args: Any, opened: OpenSubmission, has_photo: bool, **kwargs: Any
    ) -> None:
        shown = opened.proposal
        initial = {part: getattr(shown, part) for part in EDITABLE}
        initial["version"] = opened.submission.version
        super().__init__(*args, **{**kwargs, "initial": initial})
        countries = [("", "–"), *country_choices()]
        self._choices("language", _languages(shown))
        self._choices("origin", countries)
        self._choices("residence", countries)
        self._choices("themes", list(Concept.objects.names(Kind.STORY_THEME).items()))
        for part in ("title", "quote", "body", "name", "photo_description"):
            self.fields[part].widget.attrs |= {
                "lang": shown.language,
                "dir": direction_of(shown.language),
            }
        if not has_photo:
            del self.fields["photo_description"]
        if not opened.telling.spelling_waiver:
            del self.fields["spelling_only"]

    def _choices(self, part: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[part]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for mypy
        field.choices = choices

    def parts(self) -> dict[str, Any]:
        """Return what the action is to change."""
        return {part: self.cleaned_data[part] for part in EDITABLE & self.fields.keys()}


class TranslationForm(forms.Form):
    """A published story's words in another language."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), required=False)
    quote = forms.CharField(
        label=_("Pull quote"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        help_text=_("A blank line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": _ROWS_OF_A_STORY}),
    )
    translator = forms.ChoiceField(
        label=_("Put into this language by"),
        choices=[(kind.value, kind.label) for kind in TRANSLATORS],
        widget=forms.RadioSelect,
        help_text=_("Readers see it."),
    )

    def __init__(
        self, *args: Any, language: str, text: StoryText | None, **kwargs: Any
    ) -> None:
        parts = ("title", "quote", "body", "translator")
        initial = {part: getattr(text, part) for part in parts} if text else {}
        initial["seen"] = text.version if text else ""
        super().__init__(*args, **{**kwargs, "initial": initial})
        for part in ("title", "quote", "body"):
            self.fields[part].widget.attrs |= {
                "lang": language,
                "dir": direction_of(language),
            }


def _languages(told: Telling) -> list[tuple[str, Any]]:
    """Return the languages to choose from, with the teller's whichever it is."""
    known = language_choices()
    if any(tag == told.language for tag, _name in known):
        return known
    return [(told.language, tongue_of(told.language).name), *known]
