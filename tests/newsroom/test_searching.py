"""What the search and the form for reports know of the newsroom."""

from __future__ import annotations

import pytest

from editorial.actions import save_facts
from tests.factories import ConceptFactory
from tests.newsroom.factories import make_module, make_term

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
