"""All that a draft says, in words, for its teller to read before she sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editorial.dates import partial_date
from editorial.places import country_name
from languages.registry import ORIGINAL, direction_of
from stories.drafts import Draft
from stories.forms import languages
from stories.forms.consents import MEANINGS
from stories.models import ContentNote, NameStyle, Scope
from stories.telling import AgeBand
from stories.way import Step, way_of
from vocabulary.models import Concept, Kind


@dataclass(frozen=True, slots=True)
class Said:
    """One answer; the teller's own words carry the language that she wrote them in."""

    label: Any
    values: list[Any]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What was said in one step."""

    step: Step
    answers: list[Said]


def summary(draft: Draft) -> dict[str, Any]:
    """Return each step with its answers, and language and direction of her words."""
    said = _answers(draft)
    parts = [Part(step, said[step.name]) for step in way_of(draft) if step.name in said]
    tag = draft.telling.language
    return {"parts": parts, "language": tag, "direction": direction_of(tag or "en")}


def _answers(draft: Draft) -> dict[str, list[Said]]:
    told = draft.telling
    themes = Concept.objects.names(Kind.STORY_THEME) if told.themes else {}
    reader = get_language() or ORIGINAL
    day = partial_date(told.not_before, reader) if told.not_before else ""
    photo = [_("A photo is kept for your story.")] if draft.has_photo else []
    return {
        "age": [Said(_("Your age"), _labels(AgeBand, [told.age_band]))],
        "story": [
            Said(
                _("Language"), _some(told.language and languages.name_of(told.language))
            ),
            Said(_("Title"), _some(told.title), own=True),
            Said(_("Your story"), _some(told.body), own=True),
        ],
        "name": [
            Said(_("Your name"), _labels(NameStyle, [told.name_style])),
            *([Said(_("The name"), [told.name], own=True)] if told.name else []),
        ],
        "places": [
            Said(_("Where you came from"), _country(told.origin, reader)),
            Said(_("Where you live now"), _country(told.residence, reader)),
        ],
        "themes": [
            Said(_("Themes"), [themes[slug] for slug in told.themes if slug in themes]),
            Said(_("What readers should know before"), _notes(told.content_notes)),
            Said(_("Not before this day"), _some(day)),
            Said(
                _("If only spelling is corrected"),
                [_("Publish as I wrote it")]
                if told.spelling_waiver
                else [_("Show me the text first")],
            ),
        ],
        "photo": [
            Said(_("Photo"), photo),
            *(
                [Said(_("What can be seen in it"), [told.photo_description], own=True)]
                if told.photo_description
                else []
            ),
        ],
        "consents": [Said(_("You agree to"), _agreed(draft))],
    }


def _agreed(draft: Draft) -> list[Any]:
    agreed = [MEANINGS[scope][0] for scope in Scope if scope in draft.agreed]
    return [*agreed, _("A parent or guardian agrees too")] if draft.guardian else agreed


def _notes(notes: tuple[str, ...]) -> list[Any]:
    return _labels(ContentNote, notes)


def _labels(choices: Any, values: Any) -> list[Any]:
    return [choices(value).label for value in values if value]


def _country(code: str, reader: str) -> list[str]:
    return [country_name(code, reader)] if code else []


def _some(words: str) -> list[str]:
    return [words] if words else []
