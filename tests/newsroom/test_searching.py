"""What the search and the form for reports know of the newsroom."""

from __future__ import annotations

from datetime import date

import pytest

from editorial.actions import save_facts
from newsroom.presentation.figures import OUTDATED
from tests.factories import ConceptFactory
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure

pytestmark = pytest.mark.django_db


def found(client, q, **filters):
    response = client.get("/en/search/", {"q": q, **filters})
    return [hit.document.title for hit in response.context["found"].hits]


def test_search_finds_terms_and_modules_by_kind(client, index):
    make_term("illegal migrant")
    make_module("Migrants in headlines")
    index()
    both = {"illegal migrant", "Migrants in headlines"}
    assert set(found(client, "migrants")) == both
    assert found(client, "migrants", kind="term") == ["illegal migrant"]
    assert found(client, "migrants", kind="module") == ["Migrants in headlines"]


def test_search_finds_a_module_by_its_quiz_and_units(client, index):
    make_module("Words and frames")
    index()
    assert found(client, "scenario") == ["Words and frames"]
    assert found(client, "title unit") == ["Words and frames"]


def test_changed_facts_reach_the_index(client, index):
    term = make_term("illegal migrant")
    index()
    term.themes = [ConceptFactory(slug="health")]
    save_facts(term)
    index()
    assert found(client, "", theme="health") == ["illegal migrant"]


def test_unpublished_term_leaves_the_index(client, index):
    term = make_term("illegal migrant")
    index()
    term.texts.get().unpublish()
    index()
    assert found(client, "migrant") == []


def test_terms_and_modules_can_be_reported(client):
    for kind, thing in (("term", make_term("wave")), ("module", make_module("Frames"))):
        response = client.get(f"/en/report/{kind}/{thing.public_id}/")
        content = response.content.decode()
        assert response.status_code == 200
        assert 'class="room-newsroom"' in content
        assert thing.texts.get().title in content


def page_of(client, q: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": q})
    return response.content.decode()


def test_hit_of_a_figure_with_many_words_names_the_publisher_too(client, index):
    make_figure(title="Orders to leave", summary="So many words. " * 16)
    index()
    assert "Example Office" in page_of(client, "orders")


def test_hit_of_a_figure_says_where_when_and_by_whom(client, index):
    make_figure(title="Orders to leave", place="PL", period="2024-Q4")
    index()
    page = page_of(client, "orders", "de")
    for shown in ("Polen", "4. Quartal 2024", "23. November 2026"):
        assert shown in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "historical"}, "Historical"),
        ({"status": "superseded"}, "Superseded by a newer one"),
        ({"confidence": "medium"}, "Medium confidence"),
    ],
)
def test_hit_of_a_figure_has_its_badges(client, index, facts, said):
    make_figure(title="Orders to leave", **facts)
    index()
    assert said in page_of(client, "orders")


def test_hit_is_late_from_the_day_on_though_the_index_is_old(
    client, index, monkeypatch
):
    make_figure(title="Orders to leave", next_release="2027-03")
    index()
    assert str(OUTDATED) not in page_of(client, "orders")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2027, 4, 1))
    assert str(OUTDATED) in page_of(client, "orders")


def test_hit_is_superseded_though_the_index_is_old(client, index):
    old = make_figure(title="Orders to leave")
    index()
    make_figure(title="Newer", supersedes=old)
    assert "Superseded by a newer one" in page_of(client, "orders")


def test_hit_of_another_kind_has_no_badges(client, index):
    make_term("illegal migrant")
    index()
    assert 'class="badges"' not in page_of(client, "migrant")
