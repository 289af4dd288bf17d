"""No published fact without its source, by whichever door."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import pytest

from editorial.actions import publish, save_facts
from newsroom.models import FigureFact
from practices.models import Practice, PracticeText
from search.models import Outbox
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.practices.test_publishing import FORM, address
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db
MESSAGE = "No source backs: Name, Place"


def facts_form(practice: Practice, **changes: str) -> dict[str, str]:
    source = practice.sources.get()
    return {
        "name": practice.name,
        "name_language": practice.name_language,
        "country": practice.country,
        "evidence": practice.evidence,
        "provenance": practice.provenance,
        **{
            f"{rows}-{count}_FORMS": "0"
            for rows in ("results", "funding", "transfers")
            for count in ("TOTAL", "INITIAL")
        },
        "sources-TOTAL_FORMS": "1",
        "sources-INITIAL_FORMS": "1",
        "sources-0-id": str(source.pk),
        "sources-0-ORDER": "1",
        "sources-0-title": source.title,
        "sources-0-url": source.url,
        "sources-0-publisher": source.publisher,
        "sources-0-read_on": "2026-11-23",
        "sources-0-backs": source.backs,
        **changes,
    }


def save_in_admin(client, practice, **changes):
    where = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
    return client.post(where, facts_form(practice, **changes))


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_facts_page_saves_what_has_its_source(desk):
    practice = make_practice()
    save_in_admin(desk, practice, name="Renamed")
    assert Practice.objects.get().name == "Renamed"


@pytest.mark.parametrize(
    "changes", [{"sources-0-DELETE": "on"}, {"sources-0-backs": "start"}]
)
def test_facts_page_refuses_to_take_a_published_facts_source(desk, changes):
    practice = make_practice()
    outbox = Outbox.objects.count()
    page = save_in_admin(desk, practice, name="Renamed", **changes)
    assert MESSAGE in page.content.decode()
    stored = Practice.objects.get()
    assert stored.name == practice.name
    assert "name" in stored.sources.get().backs
    assert stored.latest_revision_id == practice.latest_revision_id
    assert Outbox.objects.count() == outbox


def test_old_version_without_sources_does_not_come_back(desk):
    practice = make_practice()
    sources = list(practice.sources.all())
    practice.sources = []
    old = practice.save_revision()
    practice.sources = sources
    save_facts(practice)
    where = "wagtailsnippets_practices_practice:revisions_revert"
    page = desk.post(
        reverse(where, args=[practice.pk, old.pk]),
        facts_form(practice, **{"sources-0-DELETE": "on"}),
    )
    assert MESSAGE in page.content.decode()
    assert Practice.objects.get().sources.exists()


def test_source_of_a_draft_may_go(desk):
    practice = make_practice(live=False)
    save_in_admin(desk, practice, **{"sources-0-DELETE": "on"})
    assert not practice.sources.exists()


def test_shell_cannot_take_a_published_facts_source():
    practice = make_practice()
    practice.sources = []
    with pytest.raises(ValidationError, match="No source backs"):
        save_facts(practice)
    assert Practice.objects.get().sources.exists()


MAKERS = pytest.mark.parametrize(
    "make", [make_practice, make_lesson, make_module, make_term]
)
DELETING = {
    "all": lambda thing: thing.sources.all().delete(),
    "one": lambda thing: thing.sources.get().delete(),
    "of every thing": lambda thing: type(thing.sources.get()).objects.all().delete(),
}


@MAKERS
@pytest.mark.parametrize("delete", DELETING.values(), ids=DELETING)
def test_shell_cannot_delete_the_last_source_of_what_is_published(make, delete):
    thing = make()
    with pytest.raises(ValidationError, match="No source backs"), transaction.atomic():
        delete(thing)
    assert type(thing).objects.get().sources.exists()


@MAKERS
def test_source_goes_with_what_it_backs(make):
    thing = make()
    rows = type(thing.sources.get())
    thing.delete()
    assert not rows.objects.exists()
    type(make()).objects.all().delete()
    assert not rows.objects.exists()


def test_one_of_two_sources_may_go_and_both_may_not():
    practice = make_practice()
    source = practice.sources.get()
    source.pk = None
    practice.sources = [*practice.sources.all(), source]
    save_facts(practice)
    practice.sources.first().delete()
    with pytest.raises(ValidationError, match="No source backs"), transaction.atomic():
        practice.sources.all().delete()
    assert Practice.objects.get().sources.count() == 1


def test_source_is_exchanged_for_another():
    practice = make_practice()
    old = practice.sources.get()
    new = type(old)(
        title="Another",
        url=old.url,
        publisher="x",
        read_on=old.read_on,
        backs=old.backs,
    )
    practice.sources = [new]
    save_facts(practice)
    assert Practice.objects.get().sources.get().title == "Another"


def test_other_source_of_a_figure_may_not_go_where_it_alone_backs_a_fact():
    figure = make_figure(source_backs=["value", "period", "definition"])
    row = figure.main_source()
    row.backs = ["vintage"]
    figure.vintage, figure.sources = "Edition of 2024", [row]
    save_facts(figure)
    with pytest.raises(ValidationError, match="No source backs"), transaction.atomic():
        figure.sources.all().delete()
    figure.texts.get().unpublish()
    figure.sources.all().delete()
    assert not figure.sources.exists()


@pytest.mark.parametrize(
    ("backed", "said"),
    [
        (["value", "period", "definition"], "German: No source backs: Who was asked"),
        (["value", "period", "sample"], "No source backs: What is counted"),
    ],
)
def test_facts_page_names_the_language_that_loses_a_source(backed, said):
    figure = make_figure(languages=("en", "de"), source_backs=FigureFact.values)
    text = figure.texts.exclude(translated_from=None).get()
    text.sample = "1,000 adults"
    publish(text)
    figure.source_backs = backed
    with override("en"), pytest.raises(ValidationError) as error:
        save_facts(figure)
    assert any(message.startswith(said) for message in error.value.messages)


def test_facts_page_names_the_language_whose_words_lose_a_figure():
    figure = make_figure(key="one")
    module = make_module(figures=(figure,), languages=("en", "de"))
    text = module.texts.exclude(translated_from=None).get()
    text.outcomes = "{{figure.one}}"
    publish(text)
    module.figures = []
    with override("en"), pytest.raises(ValidationError) as error:
        save_facts(module)
    (message,) = error.value.messages
    assert message.startswith("German: ")


def test_facts_page_names_a_language_once_whose_words_lose_a_figure_twice():
    module = make_module(figures=(make_figure(key="one"),), languages=("en", "de"))
    text = module.texts.exclude(translated_from=None).get()
    assert text.units.update(body="{{figure.one}}") == 2
    module.figures = []
    with override("en"), pytest.raises(ValidationError) as error:
        save_facts(module)
    (message,) = error.value.messages
    assert message.startswith("German: ")


def test_facts_page_says_at_once_all_that_the_words_lose():
    module = make_module(figures=(make_figure(key="one"),))
    module.texts.get().units.update(body="{{figure.one}}")
    module.figures, module.sources = [], []
    with override("en"), pytest.raises(ValidationError) as error:
        save_facts(module)
    figure, source = error.value.messages
    assert "The facts list no figure" in figure
    assert source.startswith("No source backs: ")


def test_checking_costs_no_query_a_language():
    costs = []
    for languages in (("en",), ("en", "de", "fr", "sv")):
        practice = make_practice(languages=languages)
        with CaptureQueriesContext(connection) as queries:
            save_facts(practice)
        costs.append(len(queries) - len(languages))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "action",
    [
        {"action-submit": "action-submit"},
        {"action-publish": "action-publish"},
    ],
)
def test_text_without_sources_is_neither_submitted_nor_published(desk, action):
    text = make_practice(live=False, sourced=False).texts.get()
    page = desk.post(address("edit", text.pk), {**FORM, **action})
    assert MESSAGE in page.content.decode()
    assert "A new title" in page.content.decode()
    text.refresh_from_db()
    assert text.latest_revision is None
    assert text.current_workflow_state is None


def waiting() -> PracticeText:
    """Return a submitted text whose sources have gone since."""
    practice = make_practice(live=False)
    text = practice.texts.get()
    text.save_revision()
    text.get_workflow().start(text, None)
    practice.sources.all().delete()
    return text


@pytest.mark.parametrize("headers", [{}, {"X-Requested-With": "XMLHttpRequest"}])
def test_approval_without_sources_is_refused_in_words(desk, headers):
    text = waiting()
    path = address(
        "workflow_action", text.pk, "approve", text.current_workflow_task_state.pk
    )
    response = desk.post(path, {"comment": ""}, headers=headers)
    assert response.status_code == (200 if headers else 302)
    assert MESSAGE in desk.get(address("edit", text.pk)).content.decode()
    text.refresh_from_db()
    assert not text.live
    assert text.workflow_in_progress


def test_approval_in_the_form_without_sources_is_refused(desk):
    text = waiting()
    page = desk.post(
        address("edit", text.pk),
        {
            **FORM,
            "action-workflow-action": "action-workflow-action",
            "workflow-action-name": "approve",
        },
    )
    assert MESSAGE in page.content.decode()
    text.refresh_from_db()
    assert not text.live
    assert text.workflow_in_progress
