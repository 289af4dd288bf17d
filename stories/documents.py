"""What search gets of a story: one document a text, in any language."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from search.kinds import Kind, SearchDocument, Use
from stories.filters import SEARCH_FACETS
from stories.models import AllowedUse, Story, StoryText
from stories.presentation import badges_of, story_address

if TYPE_CHECKING:
    from stories.querysets import StoryTextQuerySet


def public_texts() -> StoryTextQuerySet:
    """Return the texts that search may show, each with its story."""
    return StoryText.objects.for_search()


def document(text: StoryText) -> SearchDocument:
    """Return the words and facets of one public text."""
    story = text.story
    return SearchDocument(
        kind="story",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.quote,
        text="\n".join(words for words in (story.name, text.body) if words),
        facets=lambda: _facets(story),
        date=story.published_on,
        url=story_address(story.public_id, text.language),
        public_id=story.public_id,
    )


def _facets(story: Story) -> dict[str, list[str]]:
    places = {"origin": story.origin, "residence": story.residence}
    for_classrooms = AllowedUse.CLASSROOM in story.allowed_uses
    known = {name: [country] for name, country in places.items() if country}
    return {
        "theme": [theme.slug for theme in story.themes.all()],
        "country": list(dict.fromkeys(chain(*known.values()))),
        **known,
        "original": [story.original_language],
        # No teller is asked whether anybody may print hers for anything.
        "use": [Use.CLASSROOM.value] if for_classrooms else [],
    }


def addresses(text: Any) -> dict[str, str]:
    """Return language → address of every text of the story; see `for_search`."""
    tags = text.public_languages.split(",")
    return {tag: story_address(text.story.public_id, tag) for tag in tags}


def _badges(text: StoryText) -> list[str]:
    return badges_of(text.story)


KIND = Kind(
    name="story",
    label=_("Stories"),
    queryset=public_texts,
    document=document,
    facet_rows=("story__themes",),
    language="language",
    addresses=addresses,
    badges=_badges,
    facets=SEARCH_FACETS,
    in_feeds=False,
)
