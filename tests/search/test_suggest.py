"""Suggestions while typing, and what a reader may have meant."""

from __future__ import annotations

import pytest

from practices.models import PracticeText
from search import suggestions
from search.actions import apply_outbox
from search.models import Word
from search.suggestions import did_you_mean, suggest
from tests.factories import make_practice
from tests.search.test_find import HOSTILE
from vocabulary.models import Concept, Label

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(index):
    """Practices of a town in three languages; each word of a title is in two."""
    for number in range(2):
        make_practice(
            title=f"Neighbours {number} of the gardens",
            languages=("en",),
            country="AT",
            summary="Gardens. Refugees. Schools.",
        )
        make_practice(
            title=f"Häuser {number}", languages=("de",), summary="Flüchtlinge. Gärten."
        )
        make_practice(title=f"Школа {number}", languages=("bg",), summary="Градина.")
    make_practice(title="The secret gate", summary="Xylophones.", languages=("en",))
    while apply_outbox():
        pass


def texts(q, language="en"):
    return [one.text for one in suggest(q, language)]


def test_titles_come_before_words(town):
    found = suggest("gard", "en")
    assert [one.text for one in found[:3]] == [
        "Neighbours 0 of the gardens",
        "Neighbours 1 of the gardens",
        "gardens",
    ]
    assert [bool(one.url) for one in found[:3]] == [True, True, False]
    assert found[0].room == "Practices"


def test_a_title_is_found_from_any_of_its_words_on(town):
    assert texts("of the gar")[0] == "Neighbours 0 of the gardens"
    assert "Neighbours 1 of the gardens" in texts("NEIGHBOURS 1 OF")


def test_the_last_word_is_completed_with_its_marks_and_the_rest_stays(town):
    assert "Wien Straße flüchtlinge" in texts("Wien Straße fluch", "de")
    assert '"häuser und gärten' in texts('"häuser und gart', "de")


def test_a_word_that_is_finished_is_not_completed(town):
    assert "gardens" not in texts("gardens ")
    assert "gardens" not in texts("gardens")


def test_own_language_comes_first_and_others_where_it_gives_few(town):
    assert texts("ga", "de")[0] == "gärten"
    assert "gardens" in texts("ga", "de")
    found = suggest("школ", "en")
    assert (found[0].text, found[0].language) == ("Школа 0", "bg")


def test_a_thing_is_suggested_once_in_the_readers_language(index):
    practice = make_practice(title="Berlin", languages=("bg", "de", "en", "sk"))
    while apply_outbox():
        pass
    assert [one.language for one in suggest("berl", "de") if one.url] == ["de"]
    practice.texts.filter(locale__language_code="de").update(live=False)
    assert len([one for one in suggest("berl", "de") if one.url]) == 1


def test_one_letter_suggests_nothing(town):
    assert texts("g") == []
    assert texts("") == []


def test_a_word_of_one_document_is_not_suggested(town):
    assert texts("xylo") == []
    assert texts("secret") == ["The secret gate"]


def test_a_title_that_is_no_longer_public_is_not_suggested(town):
    PracticeText.objects.filter(title="The secret gate").update(live=False)
    assert texts("secret") == []


SLIPS = [
    ("en", "refugeees", "refugees"),
    ("en", "refguees", "refugees"),
    ("en", "efugees", "refugees"),
    ("en", "Refugets", "refugees"),
    ("en", "gardens refugews", "gardens refugees"),
    ("en", '"refugees. scools"', '"refugees. schools"'),
    ("de", "fluchtlimge", "flüchtlinge"),
    ("en", "fluchtlimge", "flüchtlinge"),
    ("bg", "градинна", "градина"),
    ("en", "gardens -refugeees", ""),
    ("en", "refugees", ""),
    ("en", "xylophonse", ""),
    ("en", "qqqqqqqq", ""),
]


def test_a_slip_is_corrected(town):
    found = [(language, q, did_you_mean(q, language)) for language, q, _meant in SLIPS]
    assert found == SLIPS


def test_a_correction_finds_something_under_the_same_choices(town):
    assert did_you_mean("refugeees", "en", {"country": ["AT"]}) == "refugees"
    assert did_you_mean("refugeees", "en", {"country": ["GR"]}) == ""


def test_a_slip_in_the_name_of_a_concept_is_corrected(index):
    make_practice(title="Talk", languages=("de",), themes=("language",))
    concept = Concept.objects.get(slug="language")
    Label.objects.create(concept=concept, language="de", name="Sprachkurse")
    while apply_outbox():
        pass
    assert did_you_mean("Spachkurse", "de") == "sprachkurse"
    assert did_you_mean("Spachkurse", "en") == "sprachkurse"
    assert did_you_mean("Spachkurse", "de", {"country": ["GR"]}) == ""


def test_of_many_words_that_nobody_wrote_the_first_are_corrected(town):
    wrong = suggestions._unknown("gardens qqqqa qqqqb qqqqc qqqqd qqqqe", "en")
    assert [token.form for token in wrong] == ["qqqqa", "qqqqb", "qqqqc"]
    q = "refugeees scools gardenss refguees"
    assert did_you_mean(q, "en") == "refugees schools gardens refguees"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("gardn", ["gard", "gardz", "garden"]),
        ("градна", ["градн", "градза", "градина"]),
    ],
)
def test_only_words_of_nearly_its_length_are_looked_at(db, typed, near):
    others = [typed[:2], typed[:3], typed + "abc", typed * 2]
    for number, key in enumerate([*near, *others]):
        Word.objects.create(
            language="en",
            token=f"{number}",
            key=key.encode(),
            tail=key[::-1].encode(),
            spelling=key,
            items=2,
        )
    found = Word.objects.near([typed], ["en"]).values_list("spelling", flat=True)
    assert sorted(found) == sorted(near)


def test_nothing_that_is_typed_breaks_a_suggestion(town, client):
    for q in HOSTILE:
        answer = client.get(
            "/ar/search/suggest/", {"q": q.encode(errors="surrogatepass")}
        )
        assert answer.status_code == 200
        assert isinstance(answer.json()["suggestions"], list)
        assert isinstance(did_you_mean(q, "tr"), str)


def test_the_answer_is_kept_and_logged_nowhere(town, client, caplog):
    caplog.set_level("DEBUG")
    answer = client.get("/de/search/suggest/", {"q": "fluc"})
    assert answer.json()["suggestions"] == [
        {
            "text": "flüchtlinge",
            "language": "de",
            "direction": "ltr",
            "url": "",
            "room": "",
        }
    ]
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert not answer.cookies
    assert "fluc" not in caplog.text


def test_suggestions_cost_few_queries(town, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/en/search/suggest/", {"q": "neigh"})


def test_the_page_asks_what_was_meant_and_keeps_the_choices(
    town, client, django_assert_max_num_queries
):
    client.get("/en/search/")
    with django_assert_max_num_queries(15):
        page = client.get("/en/search/?q=refugeees&country=AT").content.decode()
    assert "Did you mean" in page
    assert 'href="?q=refugees&amp;country=AT"' in page
    page = client.get("/en/search/?q=refugees").content.decode()
    assert "Did you mean" not in page


def test_a_word_that_nothing_has_is_corrected_beside_one_that_is_found(town, client):
    page = client.get("/en/search/?q=gardens+refugeees").content.decode()
    assert 'href="?q=gardens+refugees"' in page


def test_without_an_index_nothing_is_meant(town, client, index_path):
    index_path.unlink()
    assert did_you_mean("refugeees", "en") == ""
    assert texts("gard") == []
    assert "Did you mean" not in client.get("/en/search/?q=x").content.decode()
