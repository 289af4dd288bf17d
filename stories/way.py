"""The way of telling: its steps in their order, as one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages.registry import ORIGINAL
from stories import actions
from stories.drafts import Draft
from stories.forms import steps as forms
from stories.forms.consents import WORDING
from stories.models import GivenBy, Submission

BEFORE: Final = "before"
PHOTO: Final = "photo"
CONSENTS: Final = "consents"
CHECK: Final = "check"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way: what it asks, how it is kept, for whom, and if it was."""

    name: str
    title: Any
    form: type[forms.StepForm] = forms.NothingForm
    template: str = "stories/tell/step.html"
    keep: Callable[[Submission, Any], None] = lambda submission, form: None
    applies: Callable[[Draft], bool] = lambda draft: True
    said: Callable[[Draft], bool] = lambda draft: False


def _keep_words(submission: Submission, form: forms.StepForm) -> None:
    actions.save_step(submission, **form.parts())


def _keep_age(submission: Submission, form: forms.AgeForm) -> None:
    told = actions.save_step(submission, **form.parts())
    if told.under_18 and form.draft.has_photo:
        actions.remove_photo(submission)


def _keep_photo(submission: Submission, form: forms.PhotoForm) -> None:
    _keep_words(submission, form)
    if photo := form.cleaned_data["photo"]:
        try:
            actions.attach_photo(submission, photo)
        except ValidationError as error:
            raise ValidationError({"photo": error}) from error


def _keep_consents(submission: Submission, form: forms.ConsentsForm) -> None:
    language = get_language() or ORIGINAL
    scopes = form.scopes()
    actions.give_consents(submission, scopes, wording=WORDING, language=language)
    by_guardian = scopes if form.cleaned_data.get("guardian") else []
    actions.give_consents(
        submission,
        by_guardian,
        wording=WORDING,
        language=language,
        given_by=GivenBy.GUARDIAN,
    )


STEPS: Final = (
    Step(
        BEFORE,
        _("Tell your story"),
        template="stories/tell/before.html",
        said=lambda draft: True,
    ),
    Step(
        "age",
        _("Your age"),
        forms.AgeForm,
        "stories/tell/age.html",
        _keep_age,
        said=lambda draft: bool(draft.telling.age_band),
    ),
    Step(
        "story",
        _("Your story"),
        forms.StoryForm,
        keep=_keep_words,
        said=lambda draft: bool(draft.telling.title and draft.telling.body),
    ),
    Step(
        "name",
        _("Your name"),
        forms.NameForm,
        "stories/tell/name.html",
        _keep_words,
        said=lambda draft: bool(draft.telling.name),
    ),
    Step(
        "places",
        _("Countries"),
        forms.PlacesForm,
        "stories/tell/places.html",
        _keep_words,
        said=lambda draft: bool(draft.telling.origin or draft.telling.residence),
    ),
    Step(
        "themes",
        _("What readers should know"),
        forms.ThemesForm,
        keep=_keep_words,
        said=lambda draft: bool(draft.telling.themes or draft.telling.content_notes),
    ),
    Step(
        PHOTO,
        _("A photo, if you like"),
        forms.PhotoForm,
        "stories/tell/photo.html",
        _keep_photo,
        applies=lambda draft: not draft.under_18,
        said=lambda draft: draft.has_photo,
    ),
    Step(
        CONSENTS,
        _("What you agree to"),
        forms.ConsentsForm,
        "stories/tell/consents.html",
        _keep_consents,
        said=lambda draft: bool(draft.agreed),
    ),
    Step(CHECK, _("Read it once more"), template="stories/tell/check.html"),
)
BY_NAME: Final = {step.name: step for step in STEPS}


def way_of(draft: Draft) -> list[Step]:
    """Return the steps that this teller takes."""
    return [step for step in STEPS if step.applies(draft)]


def beside(step: Step, draft: Draft, by: int) -> Step:
    """Return the step so many before or after one; the ends lead nowhere further."""
    way = way_of(draft)
    if step not in way:
        way = list(STEPS)
    at = way.index(step) + by
    return way[max(0, min(at, len(way) - 1))]


def stopped_at(draft: Draft) -> Step:
    """Return the step after the last one that was answered, or the first needed one."""
    way = way_of(draft)
    for name in ("age", "story"):
        if not BY_NAME[name].said(draft):
            return BY_NAME[name]
    last = max(at for at, step in enumerate(way) if step.said(draft))
    return way[min(last + 1, len(way) - 1)]
