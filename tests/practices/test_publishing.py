"""Publishing in the admin happens whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import pytest

from editorial.actions import publish as make_public
from practices.models import Disagreement, Fact, PracticeText
from search.models import Outbox
from tests.factories import make_practice

pytestmark = pytest.mark.django_db

FORM = {
    "title": "A new title",
    "summary": "In short.",
    **{
        f"{rows}-{count}_FORMS": "0"
        for rows in ("findings", "disagreements")
        for count in ("TOTAL", "INITIAL")
    },
    **dict.fromkeys(
        (
            "how_it_works",
            "reach",
            "staffing",
            "went_wrong",
            "preconditions",
            "transfers",
        ),
        "null",
    ),
}


def address(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_practices_practicetext:{name}", args=args)


def publish(client, text):
    return client.post(
        address("edit", text.pk), {**FORM, "action-publish": "action-publish"}
    )


@contextmanager
def outbox_that_fails() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON search_outbox "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        yield
        cursor.execute("DROP TRIGGER full")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_publishing_writes_the_outbox_in_the_same_transaction(desk):
    text = make_practice(live=False).texts.get()
    before = Outbox.objects.count()
    publish(desk, text)
    text.refresh_from_db()
    assert text.live
    assert Outbox.objects.count() > before


def test_publishing_is_rolled_back_when_the_outbox_fails(desk):
    text = make_practice(live=False).texts.get()
    desk.raise_request_exception = False
    with outbox_that_fails():
        response = publish(desk, text)
    stored = PracticeText.objects.get(pk=text.pk)
    assert response.status_code == 500
    assert not stored.live
    assert stored.title != "A new title"
    assert stored.latest_revision_id is None


def test_form_refuses_what_has_no_source_and_keeps_the_words(desk):
    text = make_practice(live=False, sourced=False).texts.get()
    response = publish(desk, text)
    content = response.content.decode()
    assert "No source backs: Name, Place" in content
    assert "A new title" in content
    assert not PracticeText.objects.get(pk=text.pk).live


def test_disagreement_needs_a_source_of_what_it_is_about():
    practice = make_practice(live=False)
    text = practice.texts.get()
    text.disagreements = [Disagreement(fact=Fact.REACH, words="800 or 8,000.")]
    text.save()
    practice.sources.update(backs=[Fact.NAME, Fact.PLACE])
    with pytest.raises(ValidationError, match="No source backs: Whom it reaches"):
        make_public(PracticeText.objects.get())
    practice.sources.update(backs=[Fact.NAME, Fact.PLACE, Fact.REACH])
    make_public(PracticeText.objects.get())


@pytest.mark.parametrize("column", ["title", "url", "publisher"])
def test_database_refuses_a_source_without(column):
    with transaction.atomic(), pytest.raises(IntegrityError):
        make_practice(live=False).sources.update(**{column: ""})


def test_a_text_leads_to_its_facts_above_its_words(desk):
    practice = make_practice()
    page = desk.get(address("edit", practice.texts.get().pk)).content.decode()
    facts = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
    assert f'<a href="{facts}">Facts: {practice}</a>' in page


def test_a_thing_offers_translations_once_its_original_is_public(desk):
    words = "Publish the original first, then it can be translated."
    for live in (False, True):
        practice = make_practice(live=live)
        facts = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
        page = desk.get(facts).content.decode()
        assert (words in page) is not live
        assert ("Translate: Deutsch" in page) is live


def test_translator_writes_drafts_and_cannot_publish(client, translator):
    text = make_practice(live=False).texts.get()
    client.force_login(translator)
    publish(client, text)
    assert not PracticeText.objects.get(pk=text.pk).live


def test_translator_sees_facts_and_cannot_change_them(client, translator):
    practice = make_practice()
    client.force_login(translator)
    thing = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
    assert client.get(thing).status_code == 200
    assert client.post(thing, {"name": "Changed"}).status_code in (302, 403)
    practice.refresh_from_db()
    assert practice.name != "Changed"


def test_texts_are_not_added_copied_or_translated_the_stock_way(client, admin):
    text = make_practice().texts.get()
    client.force_login(admin)
    assert client.get(address("add")).status_code == 302
    stock = reverse(
        "simple_translation:submit_snippet_translation",
        args=["practices", "practicetext", text.pk],
    )
    assert client.get(stock).status_code in (302, 403)
    assert client.post(stock, {"locales": ["1"]}).status_code in (302, 403)
    assert PracticeText.objects.count() == 1


def test_translation_starts_empty_beside_its_original(desk):
    practice = make_practice()
    original = practice.texts.get()
    response = desk.post(
        reverse(
            "wagtailsnippets_practices_practice:translate", args=[practice.pk, "fr"]
        )
    )
    text = practice.texts.get(locale__language_code="fr")
    assert response["Location"] == address("edit", text.pk)
    assert text.title == ""
    assert not text.live
    assert text.translated_from == original
    assert original.title in desk.get(address("edit", text.pk)).content.decode()


def test_signing_in_again_leads_back_from_a_translation_that_did_not_start(desk):
    practice = make_practice()
    thing = "wagtailsnippets_practices_practice"
    response = desk.get(reverse(f"{thing}:translate", args=[practice.pk, "fr"]))
    assert response["Location"] == reverse(f"{thing}:edit", args=[practice.pk])
    assert practice.texts.count() == 1


def test_second_translation_into_a_language_leads_to_the_first(desk):
    practice = make_practice()
    start = reverse(
        "wagtailsnippets_practices_practice:translate", args=[practice.pk, "fr"]
    )
    first = desk.post(start)
    second = desk.post(start)
    assert first["Location"] == second["Location"]


def test_up_to_date_translation_is_no_longer_behind(desk):
    practice = make_practice(languages=("en", "de"))
    original = practice.texts.get(translated_from=None)
    publish(desk, original)
    text = practice.texts.get(locale__language_code="de")
    assert text.editions_behind == 1
    desk.post(
        address("edit", text.pk),
        {**FORM, "up_to_date": "on", "action-publish": "action-publish"},
    )
    assert practice.texts.get(locale__language_code="de").editions_behind == 0


def test_workflow_brings_a_translators_draft_to_an_editor(client, translator, editor):
    text = make_practice(live=False).texts.get()
    client.force_login(translator)
    client.post(address("edit", text.pk), {**FORM, "action-submit": "action-submit"})
    text.refresh_from_db()
    assert text.current_workflow_task is not None
    client.force_login(editor)
    client.post(
        address(
            "workflow_action", text.pk, "approve", text.current_workflow_task_state.pk
        ),
        {"comment": ""},
    )
    text.refresh_from_db()
    assert text.live
    assert text.title == "A new title"


def test_preview_shows_the_draft_in_its_own_language(admin):
    practice = make_practice(languages=("en", "ar"))
    text = practice.texts.get(locale__language_code="ar")
    text.summary = "Only in the draft."
    content = text.make_preview_request().content.decode()
    assert '<html lang="ar" dir="rtl"' in content
    assert "Only in the draft." in content
    assert practice.texts.get(locale__language_code="ar").summary != text.summary
