"""The list of terms and a term's page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

import pytest

from tests.newsroom.factories import make_term

pytestmark = pytest.mark.django_db


def listed(client, query="", language="en"):
    response = client.get(f"/{language}/newsroom/terms/{query}")
    assert response.status_code == 200
    return [entry.text.title for entry in response.context["entries"]]


def page_of(client, term, language="en"):
    address = f"/{language}/newsroom/terms/{term.public_id}/"
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_rows_lead_from_the_problem_to_what_to_write(client):
    make_term("illegal migrant")
    content = client.get("/en/newsroom/terms/").content.decode()
    assert "better illegal migrant" in content
    assert "best illegal migrant" in content


def test_own_language_comes_first(client):
    make_term("one", facts={"number": 1})
    make_term("two", languages=("en", "de"), facts={"number": 2})
    assert listed(client, language="de") == ["two (de)", "one"]
    assert listed(client) == ["one", "two"]


def test_draft_is_shown_nowhere(client):
    term = make_term(live=False)
    assert listed(client) == []
    response = client.get(f"/en/newsroom/terms/{term.public_id}/x/")
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?problem=metaphor", ["wave"]),
        ("?theme=housing", ["wave"]),
        ("?agreement=disagree", ["undocumented"]),
        ("?agreement=house", ["horde"]),
        ("?authority=Authority+1", ["undocumented"]),
        ("?problem=x&theme=y&agreement=z&authority=%00&page=99", None),
    ],
)
def test_facets_narrow_the_list(client, query, titles):
    everything = {"wave", "undocumented", "horde"}
    make_term("wave", themes=("housing",), facts={"problem": "metaphor"})
    make_term("undocumented", stances=("avoid", "allow"))
    make_term("horde", stances=(), own_view=("problem", "preferred", "why"))
    assert set(listed(client, query)) == set(titles or everything)


def test_words_find_a_term_by_what_to_write_instead(client, index):
    make_term("illegals", preferred="people without papers")
    make_term("wave", preferred="a number")
    index()
    assert listed(client, "?q=papers") == ["illegals"]


def test_authorities_stand_stance_by_stance_with_their_pages(client):
    term = make_term(stances=("avoid", "allow"))
    page = page_of(client, term)
    assert "Authorities disagree about this wording" in page
    assert page.index("Advise against it") < page.index("It says avoid.")
    assert page.index("Allow it") < page.index("It says allow.")
    for shown in ("https://example.org/page", "Example Press", "2013", "second-hand"):
        assert shown in page
    assert "(German)" in page
    assert "(English)" not in page


def test_date_and_language_of_a_statement_are_in_the_readers_language(client):
    term = make_term(languages=("en", "de"))
    term.sources.update(published="2013-04")
    page = page_of(client, term, "de")
    assert '<span lang="en" dir="ltr">It says avoid.</span>' in page
    assert "(Englisch)" in page
    assert "April 2013" in page


def test_house_view_is_said(client):
    term = make_term(stances=(), own_view=("problem", "preferred", "why"))
    assert "What stands here is our own view" in page_of(client, term)


def test_part_that_no_authority_backs_is_said_to_be_our_own(client):
    term = make_term(own_view=("preferred",))
    assert "none of these pages says it: Preferred wording." in page_of(client, term)


def test_wordings_of_all_languages_stand_in_a_table(client):
    term = make_term("one", languages=("en", "de", "ar"))
    page = page_of(client, term, "de")
    assert '<h1 lang="de" dir="ltr">one (de)</h1>' in page
    assert '<td lang="ar" dir="rtl">one (ar)</td>' in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"certainty": "low"}, "not yet been reviewed by a native speaker"),
        ({"use": "false_friend"}, "False friend"),
        ({"use": "do_not_flag"}, "This word is fine here"),
        ({"use": "no_equivalent"}, "has no such expression"),
        ({"official": True}, "Official EU glossary term"),
    ],
)
def test_what_is_special_is_said_in_words(client, words, said):
    assert said in page_of(client, make_term(**words))


def test_old_slug_leads_to_the_present_one(client):
    term = make_term("new name")
    response = client.get(f"/en/newsroom/terms/{term.public_id}/old/")
    assert response["Location"].endswith("/new-name/")


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("problem", "Problem"),
        ("preferred", "Preferred wording"),
        ("why", "Reasons"),
    ],
)
def test_nobody_stands_for_it_so_it_is_not_published(missing, said):
    own_view = {"problem", "preferred", "why"} - {missing}
    with override("en"), pytest.raises(ValidationError, match=said):
        make_term(stances=(), own_view=tuple(own_view))


@pytest.mark.parametrize("column", ["title", "url", "publisher", "authority", "says"])
def test_database_refuses_a_stance_without(column):
    row = make_term().sources.get()
    setattr(row, column, "")
    with transaction.atomic(), pytest.raises(IntegrityError):
        row.save()
