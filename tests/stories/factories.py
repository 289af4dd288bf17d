"""Stories as they stand on the public side."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from stories.models import Consent, GivenBy, Scope, Story, StoryText
from tests.factories import ConceptFactory

TITLE = "The bakery at four in the morning"
BODY = (
    "At four the street belongs to us.\n\nWe bake, and nobody asks where we are from."
)


def make_consent(scope: str = Scope.TEXT, **fields: object) -> Consent:
    today = timezone.localdate()
    return Consent.objects.create(
        **{
            "scope": scope,
            "given_by": GivenBy.SAMPLE,
            "given_on": today,
            "expires_on": today + timedelta(days=730),
            **fields,
        }
    )


def make_story(
    *,
    languages: tuple[str, ...] = ("en",),
    title: str = TITLE,
    body: str = BODY,
    quote: str = "",
    themes: tuple[str, ...] = (),
    **facts: object,
) -> Story:
    """Return a story without a submission; the first language is the original."""
    today: date = timezone.localdate()
    if facts.get("photo") and "photo_consent" not in facts:
        facts["photo_consent"] = make_consent(Scope.PHOTO)
    if "text_consent" not in facts:
        facts["text_consent"] = make_consent()
    story = Story.objects.create(
        **{
            "published_on": today,
            "expires_on": today + timedelta(days=730),
            "original_language": languages[0],
            "origin": "SY",
            "residence": "DE",
            **facts,
        }
    )
    story.themes.set(ConceptFactory(kind="story_theme", slug=slug) for slug in themes)
    for language in languages:
        own = language == languages[0]
        StoryText.objects.create(
            story=story,
            language=language,
            title=title if own else f"{title} ({language})",
            quote=quote,
            body=body,
            translator="teller" if own else "person",
        )
    return story
