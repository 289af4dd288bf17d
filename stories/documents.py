"""What search gets of a story: one document a text, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from search.kinds import Kind, SearchDocument
from stories.models import StoryText
from stories.presentation import story_address

if TYPE_CHECKING:
    from stories.querysets import StoryTextQuerySet


def public_texts() -> StoryTextQuerySet:
    """Return the texts that search may show, each with its story."""
    return StoryText.objects.for_search()


def document(text: StoryText) -> SearchDocument:
    """Return the words and facets of one public text."""
    story = text.story
    countries = dict.fromkeys((story.origin, story.residence))
    return SearchDocument(
        kind="story",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.quote,
        text="\n".join(words for words in (story.name, text.body) if words),
        facets=lambda: {
            "theme": [theme.slug for theme in story.themes.all()],
            "country": [country for country in countries if country],
        },
        date=story.published_on,
        url=story_address(story.public_id, text.language),
    )


KIND = Kind(
    name="story",
    label=_("Stories"),
    queryset=public_texts,
    document=document,
    facet_rows=("story__themes",),
)
