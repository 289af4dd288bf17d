from __future__ import annotations

from wagtail.models import Revision

import pytest

from languages.registry import CODES
from practices.models import PracticeText
from search import reads
from search.actions import apply_outbox
from search.kinds import built_once
from search.reads import find, healthy, matching_ids
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


def ids(results):
    return [hit.instance.pk for hit in results.hits]


def text_of(practice, language="en"):
    return practice.texts.get(locale__language_code=language)


@pytest.fixture
def school(index):
    practice = make_practice(
        title="Školy pre všetkých",
        languages=("sk",),
        themes=("education",),
        country="SK",
        summary="Deti sa učia spolu.",
    )
    apply_outbox()
    return text_of(practice, "sk")


@pytest.mark.parametrize("q", ["škola", "skole", "ŠKOLÁCH", "školy všetkým"])
def test_any_form_is_found(school, q):
    assert ids(find(q, language="sk")) == [school.pk]


def test_a_reader_of_another_language_finds_it_too(school):
    assert ids(find("skole", language="en")) == [school.pk]


def test_words_are_marked(school):
    (hit,) = find("skola deti", language="sk").hits
    assert hit.title == "<mark>Školy</mark> pre všetkých"
    assert "<mark>Deti</mark> sa učia" in hit.excerpt


def test_words_of_phrases_are_marked_as_typed_and_excluded_ones_are_not(school):
    (hit,) = find('deťom "pre vsetkych" -budova', language="sk").hits
    assert hit.title == "Školy <mark>pre</mark> <mark>všetkých</mark>"
    assert "<mark>Deti</mark> sa učia spolu" in hit.excerpt
    assert find("deti -škola", language="sk").hits == []


def test_the_newest_come_first_where_that_is_asked(index):
    old = text_of(make_practice(title="School", summary="A school."))
    new = text_of(make_practice(title="A school in a town", languages=("de",)), "de")
    PracticeText.objects.filter(pk=old.pk).update(last_published_at="2020-01-01T12:00Z")
    Revision.objects.update(created_at="2020-01-01T12:00Z")
    apply_outbox()
    assert ids(find("school", language="en")) == [old.pk, new.pk]
    assert ids(find("school", language="en", newest=True)) == [new.pk, old.pk]


def test_markup_in_texts_is_shown_as_text(index):
    make_practice(title="<b>School</b> & <script>", summary="<i>School</i>")
    apply_outbox()
    (hit,) = find("school", language="en").hits
    assert hit.title == ("&lt;b&gt;<mark>School</mark>&lt;/b&gt; &amp; &lt;script&gt;")
    assert "<i>" not in hit.excerpt


def test_unpublished_is_never_shown_whatever_the_index_holds(school):
    PracticeText.objects.filter(pk=school.pk).update(live=False)
    results = find("škola", language="sk")
    assert (results.hits, results.total, results.facets) == ([], 0, {})


def test_a_page_is_full_although_some_of_it_is_gone(index):
    texts = [text_of(make_practice(title=f"School {n}")) for n in range(6)]
    apply_outbox()
    first = ids(find("school", language="en", per_page=3))
    PracticeText.objects.filter(pk__in=first[:2]).update(live=False)
    results = find("school", language="en", per_page=3)
    assert results.total == len(texts) - 2
    assert len(results.hits) == 3
    assert not set(first[:2]) & set(ids(results))


@pytest.mark.parametrize("newest", [False, True])
def test_a_practice_is_one_result_in_the_readers_language(index, newest):
    practice = make_practice(title="Berlin", languages=("en", "de", "sk"))
    make_practice(title="Berlin again", languages=("en",))
    apply_outbox()
    results = find("berlin", language="de", newest=newest)
    assert results.total == len(results.hits) == 2
    assert text_of(practice, "de").pk in ids(results)
    assert results.facets["language"] == [("en", 2), ("de", 1), ("sk", 1)]
    (slovak,) = find("berlin", language="de", filters={"language": ["sk"]}).hits
    assert slovak.language == "sk"


def test_another_language_takes_the_place_of_a_text_that_is_gone(index):
    practice = make_practice(title="Berlin", languages=("en", "de"))
    apply_outbox()
    practice.texts.filter(locale__language_code="en").update(live=False)
    results = find("berlin", language="en")
    assert (ids(results), results.total) == ([text_of(practice, "de").pk], 1)


def test_a_thing_that_is_gone_in_many_languages_is_missed_at_once(index):
    many = make_practice(title="Berlin", languages=CODES)
    left = make_practice(title="Berlin", languages=("de",))
    while apply_outbox():
        pass
    many.texts.update(live=False)
    results = find("berlin", language="en")
    assert (ids(results), results.total) == ([text_of(left, "de").pk], 1)
    assert results.facets["language"] == [("de", 1)]


def test_own_language_comes_first(index):
    practice = make_practice(title="Berlin", languages=("de", "en", "sk"))
    apply_outbox()
    for language in ("de", "en", "sk"):
        assert (
            ids(find("Berlin", language=language))[0] == text_of(practice, language).pk
        )


def test_facets_count_and_filter(index):
    make_practice(title="School one", themes=("education", "youth"), country="DE")
    make_practice(title="School two", themes=("education",), country="AT")
    make_practice(title="School three", themes=("health",), country="AT")
    apply_outbox()
    chosen = {"theme": ["education"], "country": ["AT"]}
    results = find("school", language="en", filters=chosen)
    assert [hit.document.title for hit in results.hits] == ["School two"]
    assert results.facets["theme"] == [("education", 1), ("health", 1)]
    assert results.facets["country"] == [("AT", 1), ("DE", 1)]
    assert results.facets["kind"] == [("practice", 1)]


def test_pages(index):
    for number in range(5):
        make_practice(title=f"School {number}")
    apply_outbox()
    pages = [find("school", language="en", page=n, per_page=2) for n in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [2, 2, 1]
    assert len({pk for page in pages for pk in ids(page)}) == 5
    assert pages[0].pages == 3


@pytest.mark.parametrize("page", [99, 0, -3, 10**30])
def test_a_page_that_does_not_exist_is_page_one(school, page):
    results = find("škola", language="sk", page=page)
    assert (results.page, ids(results)) == (1, [school.pk])


def test_without_an_index_the_own_language_is_listed_before_others(
    db, settings, tmp_path, monkeypatch
):
    monkeypatch.setattr(reads, "MOST_LISTED", 3)
    settings.SEARCH_INDEX = tmp_path / "none.sqlite3"
    for number in range(2):
        make_practice(title=f"School {number}", languages=("de", "fr"))
    make_practice(title="School", languages=("fr",))
    found = find("school", language="de")
    assert found.degraded
    assert [hit.language for hit in found.hits] == ["de", "de", "fr"]


def test_nothing_asked_gives_everything(school):
    assert ids(find("  ", language="sk")) == [school.pk]


def test_only_signs_give_nothing(school):
    assert find('!!! "*" --', language="sk").total == 0


def test_ten_hits_cost_one_query_a_kind_and_its_prefetches(
    index, django_assert_max_num_queries
):
    for number in range(10):
        make_practice(title=f"School {number}", themes=("education",))
    apply_outbox()
    with django_assert_max_num_queries(5):
        assert len(find("school", language="en").hits) == 10


def test_without_an_index_everything_is_listed(db, index_path):
    text = text_of(make_practice(title="Garden"))
    make_practice(title="Draft", live=False)
    results = find("school", language="en")
    assert results.degraded
    assert not healthy()
    assert ids(results) == [text.pk]


def test_a_broken_index_still_answers(school, index_path):
    index_path.write_bytes(b"broken" * 4000)
    results = find("škola", language="sk")
    assert results.degraded
    assert ids(results) == [school.pk]


def test_a_listing_follows_the_filters_and_own_language(db):
    make_practice(title="One", country="DE", languages=("en", "de"))
    make_practice(title="Two", country="AT")
    results = find("", language="de", filters={"country": ["DE"]})
    assert [hit.language for hit in results.hits] == ["de"]


def test_ids_of_a_room_in_order_of_relevance(index):
    practice = make_practice(title="School", languages=("de", "en"))
    other = make_practice(title="A garden", summary="Beside a school.")
    apply_outbox()
    assert matching_ids("practice", "schools", "en") == [
        text_of(practice).pk,
        text_of(other).pk,
        text_of(practice, "de").pk,
    ]
    assert matching_ids("no such kind", "schools", "en") == []


HOSTILE = [
    "a" * 20_000,
    "škola " * 5_000,
    "\0škola\0",
    "\u202eškola\u202c \u2066x\u2069",
    '"škola',
    "'škola",
    "škola*",
    "NEAR(škola deti, 3)",
    "stem:škola AND NOT (deti",
    "škola OR OR",
    "{form lemma}: škola",
    "^škola -deti +",
    "_lsk _kpractice",
    "škola; DROP TABLE doc; --",
    "<script>alert(1)</script>",
    "\ud800škola",
    "\x1b[31m\u0007",
    "%00 %s {} \\",
    "ﷺ" * 500,
    "e" + "\u0301" * 5_000,
    "𝔖𝔠𝔥𝔬𝔬𝔩 школа 学校 مدرسة हिन्दी",
    " ".join(f"word{n}" for n in range(2_000)),
    " ".join(f'-word{n} "a{n} b{n}"' for n in range(2_000)),
    '"' * 501,
    "-" * 20_000,
    '-"škola -"" „škola «" -»«',
    "' OR 1=1 UNION SELECT * FROM fts --",
    '{"query": {"match_all": {}}} _all:* škola~2^5',
    "_chousing meta:_csomething",
]


@pytest.mark.parametrize("q", HOSTILE)
def test_nothing_that_is_typed_breaks_the_search(school, q):
    results = find(q, language="sk")
    assert not results.degraded
    assert isinstance(matching_ids("practice", q, "ar"), list)


def test_operators_are_no_syntax(school):
    assert ids(find("škola AND NEAR( *", language="sk")) == [school.pk]
    assert ids(find("\u202e\0škola", language="sk")) == [school.pk]


def test_a_query_is_neither_logged_nor_stored(school, index_path, caplog):
    caplog.set_level("DEBUG")
    find("xylophonisten", language="de")
    index_path.write_bytes(b"broken" * 4000)
    find("xylophonisten", language="de")
    assert "xylophon" not in caplog.text
    for path in index_path.parent.iterdir():
        assert b"xylophon" not in path.read_bytes()


def test_rows_that_are_built_once_are_read_anew_each_time():
    public = built_once(lambda: PracticeText.objects.public())
    assert list(public()) == []
    text = text_of(make_practice())
    assert list(public()) == [text]
    assert list(public().filter(pk=0)) == []
    assert public().query is not public().query
