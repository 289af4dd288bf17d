"""Editors add and change concepts: names in all languages, labels for search."""

from __future__ import annotations

from django.urls import reverse

from wagtail.users.models import UserProfile

import pytest

from editorial import concepts as shipped
from languages.registry import CODES
from search.actions import apply_outbox
from search.concepts import named
from search.engines import engine
from search.models import Outbox
from search.queries import Query
from tests.factories import ConceptFactory, make_practice
from tests.practices.test_publishing import outbox_that_fails
from tests.stories.factories import make_story
from vocabulary.models import Concept

pytestmark = pytest.mark.django_db
NO_LABELS = {"labels-TOTAL_FORMS": 0, "labels-INITIAL_FORMS": 0}
CRANES = {
    "labels-TOTAL_FORMS": 1,
    "labels-INITIAL_FORMS": 0,
    "labels-0-language": "en",
    "labels-0-name": "Cranes",
    "labels-0-hidden": "on",
}


def address(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_vocabulary_concept:{name}", args=args)


def add(client, **sent: object):
    form = {"kind": "theme", "slug": "building", "position": 0, "name_en": "Building"}
    return client.post(address("add"), {**form, **NO_LABELS, **sent})


def change(client, concept: Concept, **sent: object):
    form = {"position": concept.position, "name_en": concept.name_en}
    return client.post(address("edit", concept.pk), {**form, **NO_LABELS, **sent})


def slugs(q: str) -> set[str]:
    return {
        slug for span in named(Query(q), "en", engine().stamp()) for slug in span.slugs
    }


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_editor_adds_a_concept_and_readers_see_its_new_name(client, desk):
    add(desk)
    concept = Concept.objects.get()
    make_practice(themes=("building",), languages=("de",))
    assert "Building" in client.get("/de/practices/").content.decode()
    change(desk, concept, name_de="Neues Bauen")
    assert "Neues Bauen" in client.get("/de/practices/").content.decode()
    assert "Neues Bauen" not in client.get("/en/practices/").content.decode()


def test_slug_and_vocabulary_stay_once_saved(desk):
    concept = ConceptFactory()
    change(desk, concept, kind="subject", slug="other", position=7)
    concept.refresh_from_db()
    assert (concept.kind, concept.slug, concept.position) == ("theme", "housing", 7)


def test_second_concept_with_the_same_slug_is_refused(desk):
    concept = ConceptFactory()
    assert add(desk, slug=concept.slug).context["form"].errors
    assert Concept.objects.count() == 1


def test_name_in_english_must_be_there(desk):
    assert "name_en" in add(desk, name_en="", name_de="Bauen").context["form"].errors


@pytest.mark.parametrize(("language", "first"), [("fr", "fr"), ("en", "en")])
def test_editors_language_and_the_original_stand_before_the_folded(
    desk, editor, language, first
):
    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = language
    profile.save()
    page = desk.get(address("edit", ConceptFactory().pk)).content.decode()
    places = {code: page.index(f'name="name_{code}"') for code in CODES}
    order = sorted(places, key=places.__getitem__)
    assert order[: len({first, "en"})] == list(dict.fromkeys([first, "en"]))
    assert all(page.count(f'name="name_{code}"') == 1 for code in CODES)
    folded = page.index("collapsed", places["en"])
    assert places["en"] < folded < places["bg"]


def test_label_is_searched_for_once_the_outbox_was_applied(desk, index):
    concept = ConceptFactory()
    apply_outbox()
    assert slugs("crane") == set()
    change(desk, concept, **CRANES)
    apply_outbox()
    assert slugs("crane") == {"housing"}
    label = concept.labels.get()
    assert label.hidden
    gone = {"labels-INITIAL_FORMS": 1, "labels-0-id": label.pk, "labels-0-DELETE": "on"}
    change(desk, concept, **{**CRANES, **gone})
    apply_outbox()
    assert slugs("crane") == set()


def test_label_stands_there_once(desk):
    concept = ConceptFactory()
    again = {key.replace("-0-", "-1-"): value for key, value in CRANES.items()}
    twice = {**CRANES, **again, "labels-TOTAL_FORMS": 2}
    assert change(desk, concept, **twice).status_code == 200
    assert not concept.labels.exists()


def test_change_and_its_outbox_rows_are_one(desk):
    concept = ConceptFactory()
    desk.raise_request_exception = False
    with outbox_that_fails():
        change(desk, concept, name_en="Scaffolding")
    concept.refresh_from_db()
    assert concept.name_en == "Housing"
    change(desk, concept, name_en="Scaffolding")
    last = Outbox.objects.latest("pk")
    assert (last.kind, last.object_id) == ("concept", concept.pk)


def test_list_is_searched_by_names_of_any_language_and_narrowed_by_vocabulary(desk):
    ConceptFactory(name_fi="Asuminen")
    ConceptFactory(kind="subject", slug="history")

    def found(**query: str) -> list[str]:
        concepts = desk.get(address("list"), query).context["object_list"]
        return [concept.slug for concept in concepts]

    assert found(q="asumi") == ["housing"]
    assert found(kind="subject") == ["history"]


def test_what_an_editor_changed_is_not_loaded_over(desk):
    shipped.load()
    concept = Concept.objects.get(kind="theme", slug="housing")
    change(desk, concept, name_en="Homes", name_de="Wohnen")
    shipped.load()
    concept.refresh_from_db()
    assert (concept.name_en, concept.name_de) == ("Homes", "Wohnen")


@pytest.mark.parametrize("who", ["moderating", "translator"])
def test_others_change_no_concept(client, request, who):
    client.force_login(request.getfixturevalue(who))
    concept = ConceptFactory()
    assert client.get(address("list")).status_code in (302, 403)
    assert add(client).status_code in (302, 403)
    assert change(client, concept, name_en="Changed").status_code in (302, 403)
    assert [row.name_en for row in Concept.objects.all()] == ["Housing"]


def test_editor_is_offered_no_deleting(desk):
    concept = ConceptFactory()
    delete = address("delete", concept.pk)
    assert delete not in desk.get(address("edit", concept.pk)).content.decode()
    desk.post(delete)
    assert Concept.objects.exists()


def level() -> Concept:
    concept = ConceptFactory(kind="level", slug="city")
    make_practice(level=concept)
    return concept


def theme_of_a_draft() -> Concept:
    make_practice(live=False, themes=("housing",))
    return ConceptFactory()


def theme_of_a_story() -> Concept:
    make_story(themes=("work",))
    return ConceptFactory(kind="story_theme", slug="work")


@pytest.mark.parametrize("used", [level, theme_of_a_draft, theme_of_a_story])
def test_used_concept_is_not_deleted(client, admin, used):
    concept = used()
    client.force_login(admin)
    delete = address("delete", concept.pk)
    bulk = reverse("wagtail_bulk_action", args=["vocabulary", "concept", "delete"])
    assert delete not in client.get(address("edit", concept.pk)).content.decode()
    client.post(delete)
    client.post(f"{bulk}?id={concept.pk}")
    assert Concept.objects.filter(pk=concept.pk).exists()


def test_unused_concept_is_deleted_with_its_labels(client, admin):
    concept = ConceptFactory()
    concept.labels.create(language="en", name="Cranes")
    concept.save()
    client.force_login(admin)
    client.post(address("delete", concept.pk))
    assert not Concept.objects.exists()
