"""One form for each step of telling. None demands anything: Back must always work.

What is missing is said by the telling itself when she goes on.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from editorial.places import country_choices
from images.cleaning import too_big
from images.uploads import OversizedUpload
from languages.registry import ORIGINAL
from stories.actions.consenting import GUARDIAN_MISSING, TEXT_MISSING
from stories.drafts import Draft
from stories.forms import languages
from stories.forms.consents import GUARDIAN, MEANINGS
from stories.forms.selects import LongSelect, OneOf, SomeOf
from stories.models import ContentNote, NameStyle, Scope
from stories.telling import LONGEST_BODY, AgeBand, clean_words
from vocabulary.models import Concept, Kind

_OF_THE_LIST: Final = {"invalid_choice": _("Choose from the list.")}
_DATES: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y")
"""How people write a day where the browser has no calendar."""
WORDS: Final = {"dir": "auto", "autocomplete": "off"}


def _languages() -> list[tuple[str, Any]]:
    return [*languages.choices(), (languages.OTHER, _("Another language"))]


def _countries() -> list[tuple[str, Any]]:
    return [("", _("I do not want to say")), *country_choices()]


class Words(forms.CharField):
    """Words in any script; characters that no word needs are left out, not refused."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs=WORDS))
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(clean_words(value) if value else "") or ""


class StepForm(forms.Form):
    """A step's fields, filled with what the draft holds."""

    use_required_attribute = False

    def __init__(self, *args: Any, draft: Draft, **options: Any) -> None:
        self.draft = draft
        options["initial"] = {**self.said(draft), **options.get("initial", {})}
        super().__init__(*args, **options)

    def said(self, draft: Draft) -> dict[str, Any]:
        """Return the draft's values for the fields of this step."""
        return {
            name: getattr(draft.telling, name)
            for name in self.base_fields
            if hasattr(draft.telling, name)
        }

    def parts(self) -> dict[str, Any]:
        """Return what is to be kept of the telling."""
        return dict(self.cleaned_data)

    def missing(self, draft: Draft) -> dict[str, Any]:
        """Return what this step lacks before she can go on, by field."""
        try:
            draft.telling.check_complete()
        except ValidationError as error:
            return {
                part: errors
                for part, errors in error.error_dict.items()
                if part in self.fields
            }
        return {}

    def typed(self) -> dict[str, Any]:
        """Return what was typed, to show it again unchecked."""
        return {
            name: field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
            if not isinstance(field, forms.FileField)
        }


class AgeForm(StepForm):
    """Asked first, because it decides what is asked afterwards."""

    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=AgeBand.choices,
        required=False,
        widget=OneOf,
        error_messages=_OF_THE_LIST,
    )

    def parts(self) -> dict[str, Any]:
        parts = super().parts()
        told = self.draft.telling
        if parts["age_band"] == AgeBand.UNDER_18 and told.name_style == NameStyle.FIRST:
            parts.update(name_style=NameStyle.NONE.value, name="")
        return parts


class StoryForm(StepForm):
    """The story itself, in any language in the world."""

    language = forms.ChoiceField(
        label=_("In which language do you write?"),
        choices=_languages,
        widget=LongSelect,
        required=False,
        error_messages=_OF_THE_LIST,
    )
    other_language = Words(
        label=_("If it is another language: which?"),
        max_length=60,
        help_text=_("Its name as you say it, in English, or a tag like ckb."),
    )
    title = Words(
        label=_("Title"),
        help_text=_("A few words. Better no names of people."),
    )
    body = Words(
        label=_("Your story"),
        help_text=_(
            "As long or as short as you like, up to 20,000 characters. Write as you "
            "speak. Leave an empty line where a new thought begins."
        ),
        widget=forms.Textarea(
            attrs={**WORDS, "class": "long", "rows": 14, "spellcheck": "true"}
        ),
    )

    def said(self, draft: Draft) -> dict[str, Any]:
        tag = draft.telling.language
        ours = not tag or languages.is_ours(tag)
        return {
            **super().said(draft),
            "language": (tag or get_language() or ORIGINAL)
            if ours
            else languages.OTHER,
            "other_language": "" if ours else languages.name_of(tag),
        }

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if len(body) > LONGEST_BODY:
            raise ValidationError(
                ngettext_lazy(
                    "Your story has %(count)s character; we take at most %(most)s. "
                    "Please shorten it.",
                    "Your story has %(count)s characters; we take at most %(most)s. "
                    "Please shorten it.",
                    "count",
                ),
                code="too_long",
                params={"count": len(body), "most": LONGEST_BODY},
            )
        return body

    def parts(self) -> dict[str, Any]:
        parts = super().parts()
        other = parts.pop("other_language")
        if parts["language"] == languages.OTHER:
            told = self.draft.telling.language
            kept = told if told and languages.name_of(told) == other else ""
            parts["language"] = kept or languages.tag_of(other)
        return parts


class NameForm(StepForm):
    """No name, another one, or the first name; her own is never asked of a child."""

    name_style = forms.ChoiceField(
        label=_("What should readers call you?"),
        choices=NameStyle.choices,
        required=False,
        widget=OneOf,
        error_messages=_OF_THE_LIST,
    )
    name = Words(
        label=_("The name"),
        help_text=_("Only if you chose one. Better no family name."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.draft.under_18:
            # Django's stubs know fields by their common class alone.
            self.fields["name_style"].choices = [  # type: ignore[attr-defined]
                choice for choice in NameStyle.choices if choice[0] != NameStyle.FIRST
            ]

    def parts(self) -> dict[str, Any]:
        parts = super().parts()
        parts["name_style"] = parts["name_style"] or NameStyle.NONE.value
        if parts["name_style"] == NameStyle.NONE:
            parts["name"] = ""
        return parts


class PlacesForm(StepForm):
    """Countries, never anything finer."""

    origin = forms.ChoiceField(
        label=_("Where did you come from?"),
        choices=_countries,
        widget=LongSelect,
        required=False,
        error_messages=_OF_THE_LIST,
    )
    residence = forms.ChoiceField(
        label=_("Where do you live now?"),
        choices=_countries,
        widget=LongSelect,
        required=False,
        error_messages=_OF_THE_LIST,
    )


class ThemesForm(StepForm):
    """What it is about, what readers should know before, and from when on."""

    themes = forms.MultipleChoiceField(
        label=_("What is your story about?"),
        required=False,
        widget=SomeOf,
        help_text=_("Tick what fits. Readers find it by this."),
        error_messages=_OF_THE_LIST,
    )
    content_notes = forms.MultipleChoiceField(
        label=_("What should readers know before?"),
        choices=ContentNote.choices,
        required=False,
        widget=SomeOf,
        help_text=_("Some have lived through the same. This stands above the story."),
        error_messages=_OF_THE_LIST,
    )
    not_before = forms.DateField(
        label=_("Not before this day"),
        required=False,
        input_formats=_DATES,
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "autocomplete": "off", "dir": "ltr"},
        ),
        help_text=_(
            "Everybody may choose a day before which the story is not shown. You need "
            "no reason, and no reader sees that you chose one. Leave it empty if any "
            "day is right."
        ),
        error_messages={"invalid": _("Write the day like this: 2027-03-31.")},
    )
    spelling_waiver = forms.BooleanField(
        label=_("Publish as I wrote it if only spelling is corrected"),
        required=False,
        help_text=_(
            "Otherwise we show you the text, and it appears once you have said yes."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = list(Concept.objects.names(Kind.STORY_THEME).items())
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        if not themes:
            del self.fields["themes"]


class PhotoForm(StepForm):
    """A photo and what can be seen in it; both may be left out."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "Of you, of a thing or of a place. We remove where and when it was taken, "
            "and keep it locked away until the story is published."
        ),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
    )
    photo_description = Words(
        label=_("What can be seen in it?"),
        help_text=_("One sentence, for people who cannot see. Better no names."),
    )

    def clean_photo(self) -> UploadedFile[bytes] | None:
        photo = self.cleaned_data["photo"]
        if isinstance(photo, OversizedUpload):
            raise too_big(photo.size)
        if photo and not photo.size:
            # A reload sends an empty one where the browser has let go of the file.
            if self.draft.has_photo:
                return None
            raise ValidationError(
                _("This file is empty. Please choose another."), code="empty"
            )
        return photo or None

    def parts(self) -> dict[str, Any]:
        return {"photo_description": self.cleaned_data["photo_description"]}


class ConsentsForm(StepForm):
    """Each agreement by itself, and none ticked before she ticks it."""

    def __init__(self, *args: Any, draft: Draft, **options: Any) -> None:
        super().__init__(*args, draft=draft, **options)
        scopes = [scope for scope in Scope if scope != Scope.PHOTO or draft.has_photo]
        for scope in scopes:
            self.fields[scope.value] = _tick(*MEANINGS[scope])
        if draft.under_18:
            self.fields["guardian"] = _tick(*GUARDIAN)

    def said(self, draft: Draft) -> dict[str, Any]:
        # Not what the guardian ticked: nobody else may tick that with the next change.
        return dict.fromkeys(draft.agreed, True)

    def missing(self, draft: Draft) -> dict[str, Any]:
        missing = {}
        if Scope.TEXT not in draft.agreed:
            missing[Scope.TEXT.value] = TEXT_MISSING
        if draft.under_18 and not draft.guardian:
            missing["guardian"] = GUARDIAN_MISSING
        return missing

    def scopes(self) -> list[Scope]:
        """Return what was agreed to."""
        return [Scope(name) for name in Scope.values if self.cleaned_data.get(name)]


class NothingForm(StepForm):
    """A step that asks nothing."""


def _tick(label: Any, meaning: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=meaning, required=False)
