"""Loads the samples of trial copies: `<slug>/story.yaml` and `<language>.md`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction

import frontmatter

from editorial import library
from editorial.filed_facts import concepts_of
from search.actions import enqueue
from stories.models import (
    AllowedUse,
    Consent,
    ContentNote,
    GivenBy,
    NameStyle,
    Scope,
    Story,
    StoryText,
    StoryTranslator,
)
from vocabulary.models import Kind

SAMPLES: Final = Path(__file__).parent / "samples"
SHOWN_FOR: Final = timedelta(days=3650)
"""A sample has no teller who could renew her consent, so it is shown for long."""

Texts = dict[str, dict[str, Any]]
_FOLLOWERS: Final[dict[str, Callable[[], None]]] = {}


def register(name: str, follow: Callable[[], None]) -> None:
    """Have `follow` called when samples were loaded; upper rooms join in `ready()`."""
    _FOLLOWERS[name] = follow


def load_samples(samples: Path = SAMPLES) -> library.Report:
    """Bring every sample story into the database; may run any number of times."""
    report = library.Report()
    for folder in sorted(path for path in samples.iterdir() if path.is_dir()):
        facts = library.read_yaml(folder / "story.yaml")
        texts = {path.stem: _read(path) for path in sorted(folder.glob("*.md"))}
        library.sync(
            report,
            f"samples/{folder.name}",
            [facts, texts],
            state=partial(_state, facts["id"]),
            write=partial(_write, facts, texts),
        )
    if report.loaded:
        for follow in _FOLLOWERS.values():
            follow()
    return report


def _read(path: Path) -> dict[str, Any]:
    document = frontmatter.loads(path.read_text(encoding="utf-8"))
    return {**document.metadata, "body": document.content}


def _state(public_id: str) -> Any:
    story = Story.objects.filter(public_id=public_id).first()
    if story is None:
        return None
    columns = {
        field.attname: getattr(story, field.attname)
        for field in Story._meta.concrete_fields
        if field.attname not in ("id", "text_consent_id")
    }
    themes = sorted(story.themes.values_list("slug", flat=True))
    texts = story.texts.order_by("language").values_list(
        "language", "title", "quote", "body", "translator"
    )
    return [columns, themes, list(texts)]


@transaction.atomic
def _write(facts: dict[str, Any], texts: Texts) -> None:
    story = Story.objects.filter(public_id=facts["id"]).first()
    story = story or Story(public_id=facts["id"], is_sample=True)
    published: date = facts["published_on"]
    story.published_on = published
    story.expires_on = published + SHOWN_FOR
    story.origin = facts.get("origin", "")
    story.residence = facts.get("residence", "")
    story.name_style = NameStyle(facts.get("name_style", NameStyle.NONE))
    story.name = facts.get("name", "")
    story.original_language = facts["original_language"]
    story.content_notes = [
        ContentNote(note).value for note in facts.get("content_notes", [])
    ]
    story.allowed_uses = [
        AllowedUse(use).value for use in facts.get("allowed_uses", [])
    ]
    if story.pk is None:
        story.text_consent = Consent.objects.create(
            scope=Scope.TEXT,
            given_by=GivenBy.SAMPLE,
            given_on=published,
            expires_on=story.expires_on,
        )
    story.full_clean()
    story.save()
    story.themes.set(concepts_of(Kind.STORY_THEME, facts.get("themes", [])))
    _write_texts(story, texts)


def _write_texts(story: Story, texts: Texts) -> None:
    # Deleting reaches search by a signal; writing has to be told.
    story.texts.exclude(language__in=texts).delete()
    for language, content in texts.items():
        text, _created = StoryText.objects.update_or_create(
            story=story,
            language=language,
            defaults={
                "title": content["title"],
                "quote": content["quote"],
                "body": content["body"],
                "translator": StoryTranslator(content["translator"]),
            },
        )
        text.full_clean()
        enqueue("story", text.pk)
