from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from urllib.parse import quote

from wagtail.models import Revision

import pytest

from languages.registry import LANGUAGES
from practices.models import PracticeText
from search.actions import apply_outbox, reconcile
from search.engines import engine
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(index):
    make_practice(
        title="Schools in Vienna",
        languages=("en", "de"),
        themes=("education",),
        country="AT",
    )
    make_practice(title="A school in Athens", themes=("housing",), country="GR")
    make_practice(title="مدرسة للجميع", languages=("ar",), country="GR")
    apply_outbox()


def get(client, query="", language="en"):
    response = client.get(f"/{language}/search/{query}")
    assert response.status_code == 200
    return response


def titles(response):
    return [hit.document.title for hit in response.context["found"].hits]


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_results_say_their_number_room_and_language(client, towns):
    page = text(get(client, "?q=school"))
    assert "2 results" in page
    assert "Practices" in page
    assert "English" in page
    assert "<mark>Schools</mark> in Vienna" in page


def test_one_result_is_said_in_the_singular(client, towns):
    assert "1 result " in text(get(client, "?q=athens"))


def test_a_hit_carries_its_own_language_and_direction(client, towns):
    page = text(get(client, f"?q={quote('مدارس')}"))
    (hit,) = re.findall("<article.*?</article>", page)
    assert 'lang="ar"' in hit
    assert 'dir="rtl"' in hit
    assert "العربية" in hit


def test_choices_filter_and_keep_their_counts(client, towns):
    response = get(client, "?q=school&country=AT&country=GR&theme=housing")
    assert titles(response) == ["A school in Athens"]
    countries = next(f for f in response.context["facets"] if f.name == "country")
    assert [(c.label, c.count, c.selected) for c in countries.choices] == [
        ("Austria", 0, True),
        ("Greece", 1, True),
    ]
    assert '<li class="badge">Country: <bdi>Austria</bdi></li>' in text(response)
    themes = next(f for f in response.context["facets"] if f.name == "theme")
    assert {(c.value, c.count) for c in themes.choices} == {
        ("education", 1),
        ("housing", 1),
    }


def test_countries_are_named_in_the_readers_language(client, towns):
    assert "Griechenland" in text(get(client, "?q=school", "de"))


@pytest.mark.parametrize(
    "query",
    [
        "?q=school&theme=no-such",
        "?q=school&country=ZZ",
        "?q=school&language=xx",
        "?q=school&kind=<b>",
        "?q=school&colour=red",
        "?q=school&page=99",
        "?q=school&page=-1",
        "?q=school&page=one",
        f"?q=school&page={'9' * 5000}",
        "?q=school&page=٢",
    ],
)
def test_unknown_values_and_pages_are_ignored(client, towns, query):
    response = get(client, query)
    assert len(titles(response)) == 2
    assert response.context["page"].number == 1


def test_no_result_says_what_to_do(client, towns):
    page = text(get(client, "?q=xylophone"))
    assert "0 results" in page
    assert "Nothing fits all of this" in page


def links_of(response):
    """Return the addresses within the results and their filters, by what they say."""
    content = response.content.decode().split('<div class="with-filters">')[1]
    content = content.split("</main>")[0]
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', content)
    return {words: html.unescape(address) for address, words in found}


def test_no_link_of_a_search_without_hits_is_a_dead_end(client, towns):
    response = get(client, "?q=xylophone&country=GR&theme=housing&order=newest")
    links = links_of(response)
    assert {"Clear all choices", "Show everything", "JSON", "Feed"} <= links.keys()
    for words, address in links.items():
        whole = f"/en/search/{address}" if address.startswith("?") else address
        assert client.get(whole).status_code == 200
        assert ("q=xylophone" in whole) == (words != "Show everything")
    cleared = client.get(f"/en/search/{links['Clear all choices']}").context["search"]
    assert cleared.words == "xylophone"
    assert cleared.order == "newest"
    assert cleared.filters.selection == {}
    assert "Clear all choices" not in links_of(get(client, "?q=xylophone"))


def test_new_words_keep_the_order_although_nothing_can_be_narrowed(client, towns):
    page = text(get(client, "?q=xylophone&order=newest"))
    assert '<input type="hidden" name="order" value="newest" form="search-all">' in page


def test_an_empty_search_shows_everything(client, towns):
    assert len(titles(get(client))) == 3


def test_a_page_beyond_an_empty_list_is_page_one(client, index):
    assert get(client, "?q=xylophone&page=7").context["page"].number == 1


def test_words_that_stand_nowhere_together_are_said(client, towns):
    page = text(get(client, "?q=vienna+athens"))
    assert "Nothing has all of your words" in page


def test_without_an_index_a_list_and_a_notice_are_shown(client, towns, index_path):
    index_path.unlink()
    response = get(client, "?q=athens&theme=education")
    assert "being prepared" in text(response)
    assert "no-store" in response["Cache-Control"]
    assert titles(response) == ["Schools in Vienna"]
    # Not all is counted while there is no index, so no number is said.
    assert '<span class="count">' not in text(response)
    assert not re.search(r'<h2 id="results-heading">[^<]*\d', text(response))


def test_the_newest_come_first_where_somebody_wants_it(client, towns):
    Revision.objects.update(created_at=datetime(2026, 10, 1, tzinfo=UTC))
    for day, row in enumerate(PracticeText.objects.order_by("pk"), start=1):
        published = datetime(2026, 11, day, 12, tzinfo=UTC)
        PracticeText.objects.filter(pk=row.pk).update(last_published_at=published)
    reconcile()
    response = get(client, "?q=school&order=newest&country=AT&country=GR")
    assert titles(response) == ["A school in Athens", "Schools in Vienna"]
    page = text(response)
    assert '<strong aria-current="true">Newest first</strong>' in page
    assert '<a href="?q=school&amp;country=AT&amp;country=GR">Best first</a>' in page
    assert '<input type="hidden" name="order" value="newest" form="search-all">' in page
    assert "order=newest" in response.context["query"]


def test_a_result_leads_to_its_other_languages_the_readers_first(client, index):
    practice = make_practice(title="Garden", languages=("en", "ar", "de", "fr"))
    practice.texts.get(locale__language_code="fr").unpublish()
    apply_outbox()
    response = get(client, "?q=garden&language=ar", "de")
    (hit,) = response.context["found"].hits
    assert [name for name, _address in hit.elsewhere] == ["Deutsch", "Englisch"]
    for name, address in hit.elsewhere:
        assert f'<a href="{address}">{name}</a>' in text(response)
    landed = client.get(hit.elsewhere[0][1], follow=True)
    assert "Garden (de)" in landed.content.decode()


def test_pages_are_linked_and_keep_the_question(client, index):
    for number in range(11):
        make_practice(title=f"School {number}", country="GR")
    while apply_outbox():
        pass
    first = get(client, "?q=school&country=GR")
    assert len(titles(first)) == 10
    link = re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1]
    assert "q=school" in link
    assert "country=GR" in link
    assert len(titles(get(client, link.replace("&amp;", "&")))) == 1


def test_results_are_not_for_crawlers(client, towns):
    assert '<meta name="robots" content="noindex">' in text(get(client, "?q=school"))


def test_the_page_has_one_search_box(client, towns):
    assert text(get(client, "?q=school")).count('name="q"') == 1


def test_the_page_is_in_every_language(client, towns):
    for language in LANGUAGES:
        page = text(get(client, "?q=school", language.code))
        assert f'<html lang="{language.code}" dir="{language.direction}">' in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused(client, towns, method):
    assert getattr(client, method)("/en/search/").status_code in (403, 405)


@pytest.mark.parametrize(
    "q",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "\u202eevil\u2066",
        "a\0b",
        "NEAR(a b) title:* ((((",
        "a " * 10_000,
    ],
)
def test_hostile_words_get_a_clear_page(client, towns, q):
    page = client.get("/ar/search/", {"q": q, "theme": q, "page": q, "kind": q})
    assert page.status_code == 200
    content = page.content.decode()
    assert "<script>alert" not in content
    assert "<img" not in content
    assert "\u202e" not in content
    assert "\0" not in content


def test_the_page_costs_few_queries(client, towns, django_assert_max_num_queries):
    get(client, "?q=school")
    with django_assert_max_num_queries(10):
        get(client, "?q=school&theme=education")


def test_the_page_changes_its_etag_once_the_index_knows(client, towns):
    first = get(client, "?q=garden")
    again = client.get("/en/search/?q=garden", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make_practice(title="A garden")
    apply_outbox()
    changed = client.get(
        "/en/search/?q=garden", headers={"If-None-Match": first["ETag"]}
    )
    assert titles(changed) == ["A garden"]


def test_reading_leaves_the_index_as_it_is(client, towns):
    stamp = engine().stamp()
    get(client, "?q=school")
    assert engine().stamp() == stamp
