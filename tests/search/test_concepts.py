"""Words that name a concept, in all languages; the concepts are those that we ship."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from editorial import concepts as library
from editorial.library import read_yaml
from languages.registry import CODES
from search.actions import apply_outbox, content_version
from search.concepts import _at, _read, named
from search.engines import engine
from search.queries import Query
from search.reads import find, matching_ids
from tests.factories import make_practice, make_shipped_concepts
from vocabulary.models import Concept, Label

pytestmark = pytest.mark.django_db

SHIPPED = [
    (kind, row) for kind, rows in read_yaml(library.FILE).items() for row in rows
]


@pytest.fixture(scope="module")
def _stored(kept):
    with kept():
        make_shipped_concepts()
        stored = {
            (concept.kind, concept.slug): concept for concept in Concept.objects.all()
        }
        Label.objects.bulk_create(
            Label(concept=stored[kind, row["slug"]], language=language, name=name)
            for kind, row in SHIPPED
            for language, names in row.get("labels", {}).items()
            for name in names
        )


@pytest.fixture
def concepts(_stored, index):
    """All that ships, with its names and labels, and an index."""


def slugs(q, language):
    return {
        slug
        for span in named(Query(q), language, engine().stamp())
        for slug in span.slugs
    }


def is_whole(name, language, slug):
    query = Query(name)
    (span,) = named(query, language, engine().stamp())
    return span[:2] == (0, len(query.plain)) and slug in span.slugs


def test_concepts_are_named_in_every_language():
    unnamed = [
        (kind, row["slug"], language)
        for kind, row in SHIPPED
        for language in CODES
        if not row["name"].get(language, "").strip()
    ]
    assert unnamed == []


def test_concepts_have_two_more_names_in_every_language():
    few = [
        (kind, row["slug"], language)
        for kind, row in SHIPPED
        for language in CODES
        # Levels are words of the product, which nobody searches by another name.
        if kind != "level" and len(row["labels"].get(language, [])) < 2
    ]
    assert few == []


@pytest.mark.gate
def test_every_name_and_label_names_its_concept(concepts):
    """In whole: a longer name is not taken for the shorter one that it holds."""
    missed = [
        (language, name)
        for _kind, row in SHIPPED
        for language in CODES
        for name in [row["name"][language], *row.get("labels", {}).get(language, [])]
        if not is_whole(name, language, row["slug"])
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("language", "q", "slug"),
    [
        ("pl", "w mieszkaniach", "housing"),
        ("pl", "rynku pracy", "employment"),
        ("de", "Wohnungen für Geflüchtete", "refugees"),
        ("sk", "zdravia", "health"),
        ("sk", "ZDRAVIE", "health"),
        ("el", "προσφύγων", "refugees"),
        ("fr", "les bénévoles", "volunteers"),
        ("en", "an unaccompanied child", "unaccompanied-minors"),
        ("lt", "savanoriams", "volunteers"),
        ("ru", "беженцами", "refugees"),
        ("ar", "اللاجئين", "refugees"),
        ("tr", "gönüllülere", "volunteers"),
        ("fi", "pakolaisille", "refugees"),
        ("uk", "біженцям", "refugees"),
    ],
)
def test_inflected_words_name_it_too(concepts, language, q, slug):
    assert slug in slugs(q, language)


def test_the_longest_name_counts(concepts):
    query = Query("labour market and asylum seekers")
    assert {span[:2] for span in named(query, "en", engine().stamp())} == {
        (0, 2),
        (3, 5),
    }
    assert "asylum" not in slugs("asylum seekers", "en")


def test_words_of_other_languages_are_read_where_the_own_knows_nothing(concepts):
    assert "housing" in slugs("mieszkania", "en")
    assert "employment" in slugs("rynek pracy", "en")
    assert slugs("xylophone 2015 zzz", "en") == set()


def test_a_word_of_the_readers_own_language_is_not_taken_for_anothers(concepts):
    """`Muzyka` is music; `Dom` is home in Polish, and a cathedral in German."""
    assert "home" in slugs("dom", "pl")
    assert slugs("dom", "de") == set()


FOREIGN = [("en", "gesundheit", "health"), ("en", "woning", "housing")]
"""Words of other languages that the dictionary of the first has too."""


@pytest.mark.parametrize(("language", "q", "slug"), FOREIGN)
def test_a_foreign_word_counts_where_it_finds_nothing_of_the_readers_own(
    concepts, language, q, slug
):
    assert slug not in slugs(q, language)
    about = make_practice(title="Xyz", languages=(language,), themes=(slug,))
    make_practice(title=q, languages=("de",), themes=("youth",))
    apply_outbox()
    found = find(q, language=language)
    assert found.hits[0].instance.thing == about
    assert found.total == 2
    listed = matching_ids("practice", q, language)
    assert listed == [hit.instance.pk for hit in found.hits]


def test_what_is_chosen_does_not_make_a_word_foreign(concepts):
    """Or a choice would find more than its number promised."""
    make_practice(title="Der Dom", languages=("de",), country="AT")
    make_practice(title="Dom", languages=("pl",), country="GR")
    make_practice(title="Xyz", languages=("de",), themes=("home",), country="GR")
    apply_outbox()
    promised = dict(find("dom", language="de").facets["country"])
    found = find("dom", language="de", filters={"country": ["GR"]})
    assert found.total == promised["GR"] == 1


def test_a_foreign_word_does_not_count_where_the_own_language_has_it(concepts):
    cathedral = make_practice(title="Der Dom", languages=("de",), themes=("youth",))
    make_practice(title="Xyz", languages=("de",), themes=("home",))
    apply_outbox()
    (hit,) = find("dom", language="de").hits
    assert hit.instance.thing == cathedral
    assert matching_ids("practice", "dom", "de") == [hit.instance.pk]


def test_phrases_and_exclusions_name_nothing(concepts):
    assert slugs('"housing" -asylum', "en") == set()


def test_a_word_finds_what_carries_its_concept_in_other_languages(concepts):
    for language in ("nl", "el", "fr", "pl"):
        make_practice(title="Xyz", languages=(language,), themes=("housing",))
    make_practice(title="Xyz", languages=("nl",), themes=("health",))
    apply_outbox()
    languages = [hit.language for hit in find("mieszkaniami", language="pl").hits]
    assert languages[0] == "pl"
    assert sorted(languages[1:]) == ["el", "fr", "nl"]
    assert len(matching_ids("practice", "Mieszkania", "pl")) == 4


def test_a_renamed_concept_is_known_by_its_new_name(concepts):
    assert slugs("scaffolding", "en") == set()
    before = content_version()
    concept = Concept.objects.get(kind="theme", slug="housing")
    concept.name_en = "Scaffolding"
    concept.save()
    assert content_version() != before
    apply_outbox()
    assert slugs("scaffolding", "en") == {"housing"}
    Label.objects.create(concept=concept, language="en", name="Cranes", hidden=True)
    apply_outbox()
    assert slugs("crane", "en") == {"housing"}
    concept.labels.all().delete()
    apply_outbox()
    assert slugs("crane", "en") == set()


def test_recognising_costs_no_query_once_it_is_known(
    concepts, django_assert_num_queries
):
    slugs("housing", "en")
    with django_assert_num_queries(0):
        slugs("mieszkania", "de")


def test_a_web_process_knows_all_names_before_the_first_search(concepts):
    _read.cache_clear()
    gunicorn = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))
    gunicorn["when_ready"](None)
    assert set(_at(engine().stamp())._labels) == set(CODES)
