"""What stands beside a lesson, as its files say it: figures, and a story."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape
from django.utils.translation import gettext

from newsroom.presentation.figures import Card
from stories.models import NameStyle
from stories.presentation import Reading
from toolkit.printing.data import Data
from toolkit.printing.language import spoken_in
from toolkit.printing.markup import Node, tree_of, whole_address
from toolkit.printing.sources import source_line


def figure_row(card: Card) -> Data:
    """Return a value with what it counts, when, by whose account, and its badges."""
    return {
        **spoken_in(card.text),
        "title": card.text.title,
        "value": f"{card.written_value} {card.unit}".strip(),
        "when": f"{card.place} · {card.period}",
        "source": source_line(card.figure.main_source()),
        "badges": card.badges,
    }


def whole_story(reading: Reading) -> Data:
    """Return a story to hand out: who tells it, what to know first, and every word."""
    paragraphs = (linebreaksbr(words) for words in reading.paragraphs)
    return {
        **spoken_in(reading.text),
        "title": reading.text.title,
        "url": whole_address(reading.address),
        "way": _way(reading),
        "told": [*_name(reading), f" · {_translation(reading)}"],
        "notices": list(_notices(reading)),
        "body": tree_of("".join(f"<p>{words}</p>" for words in paragraphs)),
    }


def story_line(reading: Reading) -> Data:
    """Return where a story stands, in signs that our fonts have."""
    return {
        "label": gettext("A story that goes with it"),
        "url": whole_address(reading.address),
    }


def _way(reading: Reading) -> list[tuple[str, str]]:
    way = (
        (gettext("Country of origin:"), reading.origin),
        (gettext("Lives in:"), reading.residence),
    )
    return [(label, country) for label, country in way if country]


def _name(reading: Reading) -> list[Node]:
    """Return by whom it is told, with the same words as the story's page."""
    story = reading.story
    if not story.name:
        return [gettext("Told without a name")]
    named = gettext("Told by <bdi>%(name)s</bdi>") % {"name": escape(story.name)}
    if story.name_style == NameStyle.ALIAS:
        return [*tree_of(named), f" ({gettext('the name is changed')})"]
    return tree_of(named)


def _translation(reading: Reading) -> str:
    if reading.text.is_original:
        return gettext("as it was told")
    told_in = gettext("Told in: %(name)s") % {"name": reading.original_language_name}
    who = {"who": reading.text.get_translator_display()}
    return f"{told_in} · {gettext('translated by: %(who)s') % who}"


def _notices(reading: Reading) -> Iterator[list[str]]:
    """Yield in lines what must be known first, and how long it may be used."""
    yield [gettext("Its teller may take it back: get it anew before each lesson.")]
    if reading.story.is_sample:
        yield [
            gettext(
                "This is a sample. Nobody lived it like this: it was written to show "
                "how stories look here."
            )
        ]
    if reading.lacks_reader_language:
        words = gettext(
            "This story does not exist in your language yet. You see it in: %(name)s."
        )
        yield [words % {"name": reading.language_name}]
    if reading.notes:
        before = gettext("Before you read: what this story speaks of")
        yield [before, " · ".join(reading.notes)]
