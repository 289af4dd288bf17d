"""A published story in other languages, and her own words untouched."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import pytest

from search.models import Outbox
from stories import actions
from stories.keys.keyring import KeyGone
from stories.models import StoryText, StoryTranslator
from tests.stories.private import BOTH, TOLD, make_published

pytestmark = pytest.mark.django_db(databases=BOTH)

GERMAN = {
    "title": "Das Brot vor dem Morgen",
    "quote": "",
    "body": "Um vier gehört die Straße uns.",
    "translator": StoryTranslator.PERSON,
}


@pytest.fixture
def story():
    return make_published()


def address(story, language="de"):
    return reverse("stories_desk:translation", args=[story.public_id, language])


class TestTheAction:
    def test_a_translation_is_public_at_once(self, client, story, editor):
        actions.put_translation(story, editor, "de", **GERMAN)
        page = client.get(f"/de/stories/{story.public_id}/").content.decode()
        assert GERMAN["title"] in page

    def test_search_hears_of_it_and_of_its_removal(self, story, editor):
        Outbox.objects.all().delete()
        text = actions.put_translation(story, editor, "de", **GERMAN)
        row = {"kind": "story", "object_id": text.pk}
        assert Outbox.objects.filter(**row).exists()
        Outbox.objects.all().delete()
        actions.remove_translation(story, editor, "de")
        assert Outbox.objects.filter(**row).exists()
        assert story.texts.get().language == "ar"

    def test_a_second_one_takes_the_place_of_the_first(self, story, editor):
        actions.put_translation(story, editor, "de", **GERMAN)
        actions.put_translation(story, editor, "de", **{**GERMAN, "title": "Brot"})
        assert story.texts.get(language="de").title == "Brot"

    @pytest.mark.parametrize("seen", ["", "0a1b2c3d4e5f6071"])
    def test_what_was_not_seen_is_not_overwritten(self, story, editor, seen):
        actions.put_translation(story, editor, "de", **GERMAN)
        mine = {**GERMAN, "title": "Mine", "seen": seen}
        with pytest.raises(ValidationError, match="Somebody else has changed"):
            actions.put_translation(story, editor, "de", **mine)
        assert story.texts.get(language="de").title == GERMAN["title"]

    def test_what_changed_meanwhile_is_not_removed(self, story, editor):
        text = actions.put_translation(story, editor, "de", **GERMAN)
        actions.put_translation(story, editor, "de", **{**GERMAN, "title": "New"})
        with pytest.raises(ValidationError, match="Somebody else has changed"):
            actions.remove_translation(story, editor, "de", seen=text.version)
        assert story.texts.get(language="de").title == "New"

    def test_her_own_words_are_hers(self, story, moderator, editor):
        with pytest.raises(ValidationError):
            actions.put_translation(story, editor, "AR", **GERMAN)
        with pytest.raises(ValidationError):
            actions.remove_translation(story, editor, "ar")
        assert story.texts.get().title == TOLD["title"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"body": " "},
            {"title": "x" * 200},
            {"translator": StoryTranslator.TELLER},
        ],
    )
    def test_what_is_wrong_is_said_by_part(self, story, editor, wrong):
        with pytest.raises(ValidationError) as error:
            actions.put_translation(story, editor, "de", **{**GERMAN, **wrong})
        assert error.value.message_dict.keys() == wrong.keys()
        assert not StoryText.objects.filter(language="de").exists()

    def test_translators_of_practices_may_not(self, story, translator):
        with pytest.raises(PermissionDenied):
            actions.put_translation(story, translator, "de", **GERMAN)

    def test_withdrawal_takes_translations_along(self, story, editor):
        actions.put_translation(story, editor, "de", **GERMAN)
        actions.end_story(story)
        assert not StoryText.objects.exists()
        with pytest.raises(KeyGone):
            actions.put_translation(story, editor, "fr", **GERMAN)


class TestThePage:
    def test_the_original_stands_beside_the_form(self, client, story, editor):
        client.force_login(editor)
        page = client.get(address(story)).content.decode()
        assert TOLD["title"] in page
        assert '<div lang="ar" dir="rtl"' in page
        assert 'name="body"' in page

    def test_an_editor_publishes_and_removes(self, client, story, editor):
        client.force_login(editor)
        client.post(address(story), {**GERMAN, "act": "put"})
        assert story.texts.get(language="de").translator == "person"
        sent = {"act": "remove", "seen": story.texts.get(language="de").version}
        for _time in range(2):
            response = client.post(address(story), sent)
            assert response["Location"] == reverse(
                "stories_desk:story", args=[story.public_id]
            )
        assert not story.texts.filter(language="de").exists()

    def test_an_error_keeps_what_was_typed(self, client, story, editor):
        client.force_login(editor)
        page = client.post(address(story), {**GERMAN, "title": ""}).content.decode()
        assert GERMAN["body"] in page

    def test_two_at_once_see_both_and_the_second_try_replaces(
        self, client, story, editor
    ):
        client.force_login(editor)
        client.post(address(story), {**GERMAN, "title": "Theirs", "seen": ""})
        mine = {**GERMAN, "title": "Mine"}
        response = client.post(address(story), {**mine, "seen": ""})
        page = response.content.decode()
        assert "Somebody else has changed" in page
        assert ">Theirs</h4>" in page
        assert 'value="Mine"' in page
        assert story.texts.get(language="de").title == "Theirs"
        seen = response.context["form"]["seen"].value()
        client.post(address(story), {**mine, "seen": seen})
        assert story.texts.get(language="de").title == "Mine"

    def test_whoever_removes_sees_first_what_somebody_else_changed(
        self, client, story, editor
    ):
        client.force_login(editor)
        client.post(address(story), {**GERMAN, "seen": ""})
        old = story.texts.get(language="de").version
        client.post(address(story), {**GERMAN, "title": "Theirs", "seen": old})
        for seen in (old, ""):
            sent = {**GERMAN, "act": "remove", "seen": seen}
            response = client.post(address(story), sent)
            page = response.content.decode()
            assert "Somebody else has changed" in page
            assert ">Theirs</h4>" in page
            assert story.texts.get(language="de").title == "Theirs"
        shown = response.context["form"]["seen"].value()
        client.post(address(story), {**GERMAN, "act": "remove", "seen": shown})
        assert not story.texts.filter(language="de").exists()

    def test_the_tellers_words_have_no_form(self, client, story, editor):
        client.force_login(editor)
        assert client.get(address(story, "ar")).status_code == 404
        assert client.get(address(story, "xx")).status_code == 404

    def test_editors_do_not_see_what_is_hidden(self, client, story, moderator, editor):
        actions.hide_story(story, moderator)
        client.force_login(editor)
        assert client.get(address(story)).status_code == 302
        page = client.get(reverse("stories_desk:published")).content.decode()
        assert TOLD["title"] not in page
