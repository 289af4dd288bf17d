"""Real rows for tests, made through the same actions as in the running site."""

from __future__ import annotations

from datetime import date
from functools import cache

import factory
from factory.django import DjangoModelFactory

from editorial.actions import publish, save_facts
from editorial.concepts import FILE as CONCEPTS
from editorial.library import read_yaml
from editorial.models import locale_of
from practices.models import Fact, Practice, PracticeSource, PracticeText, Result
from staff.models import User
from vocabulary.models import Concept


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    password = factory.django.Password("a password for tests")

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        self.groups.set(extracted or [])


class ConceptFactory(DjangoModelFactory):
    class Meta:
        model = Concept
        django_get_or_create = ("kind", "slug")

    kind = "theme"
    slug = "housing"
    name_en = factory.LazyAttribute(lambda concept: concept.slug.capitalize())


@cache
def _shipped_concepts() -> dict[str, list[dict]]:
    return read_yaml(CONCEPTS)


def make_shipped_concepts() -> None:
    """Store the shipped concepts with their names, without labels, in one query."""
    Concept.objects.bulk_create(
        (
            Concept(
                kind=kind,
                slug=row["slug"],
                position=position,
                **{f"name_{code}": name for code, name in row["name"].items()},
            )
            for kind, rows in _shipped_concepts().items()
            for position, row in enumerate(rows)
        ),
        ignore_conflicts=True,
    )


def make_practice(
    *,
    title: str = "A house with many doors",
    languages: tuple[str, ...] = ("en",),
    themes: tuple[str, ...] = (),
    groups: tuple[str, ...] = (),
    directions: tuple[str, ...] = (),
    sourced: bool = True,
    live: bool = True,
    summary: str = "Neighbours share a house.",
    **facts: object,
) -> Practice:
    """Return a practice with published texts; the first language is the original."""
    practice = Practice(
        **{"name": "Haus der Türen", "name_language": "de", "country": "DE", **facts}
    )
    practice.themes = [ConceptFactory(kind="theme", slug=slug) for slug in themes]
    practice.target_groups = [
        ConceptFactory(kind="target_group", slug=slug) for slug in groups
    ]
    practice.results = [
        Result(key=f"result-{n}", direction=direction, sort_order=n)
        for n, direction in enumerate(directions)
    ]
    if sourced:
        practice.sources = [
            PracticeSource(
                title="Annual report",
                url="https://example.org/report",
                publisher="Example Town",
                read_on=date(2026, 11, 23),
                backs=Fact.values,
            )
        ]
    save_facts(practice)
    original = None
    for language in languages:
        text = PracticeText(
            thing=practice,
            locale=locale_of(language),
            translation_key=practice.translation_key,
            title=title if original is None else f"{title} ({language})",
            summary=summary,
            translated_from=original,
            from_edition=original.edition if original else None,
            from_revision=original.live_revision if original else None,
            live=False,
        )
        if live:
            publish(text)
            text.refresh_from_db()
        else:
            text.save()
        original = original or text
    return practice
