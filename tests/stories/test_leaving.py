"""What is taken back is gone, whatever is interrupted and whatever is restored."""

from __future__ import annotations

from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

import pytest

from images.models import Picture
from search.models import Outbox
from stories import actions, sinks
from stories.actions import leaving
from stories.keys.models import Key
from stories.keys.models import Tombstone as KeysTombstone
from stories.models import (
    Consent,
    Leaving,
    Message,
    Photo,
    Scope,
    State,
    Story,
    StoryText,
    Submission,
    Tombstone,
)
from tests.stories.factories import make_story
from tests.stories.private import BOTH, give, make_draft, make_published, make_waiting

pytestmark = pytest.mark.django_db(databases=BOTH)

ROWS = (Story, StoryText, Submission, Consent, Message, Photo, Picture, Key)


def left() -> list[str]:
    return [model.__name__ for model in ROWS if model.objects.exists()]


@pytest.fixture
def told(monkeypatch):
    """Return the public ids that a sink was asked to forget."""
    told: list[str] = []
    monkeypatch.setattr(sinks, "_SINKS", {"lessons": told.append})
    return told


def test_a_draft_goes_with_its_photo(private_files):
    actions.withdraw(make_draft(photo=True))
    assert not left()
    assert not private_files()


def test_a_published_story_goes_with_all_that_was_made_of_it(
    told, private_files, public_files
):
    story = make_published(photo=True)
    story.photo.get_rendition("width-100")
    text = story.texts.get()
    assert len(public_files()) > 2
    public_id = story.public_id
    actions.withdraw(story.submission)
    assert not left()
    assert not public_files()
    assert not private_files()
    assert told == [public_id]
    assert Tombstone.objects.marks(public_id)
    assert KeysTombstone.objects.filter(ref=public_id).exists()
    assert Outbox.objects.filter(kind="story", object_id=text.pk).count() >= 2


@pytest.mark.parametrize("which", ["photo", "rendition"])
def test_caches_keep_a_tellers_picture_for_a_minute_at_most(client, which):
    photo = make_published(photo=True).photo
    rendition = photo.get_rendition("width-100")
    file = {"photo": photo.file, "rendition": rendition.file}[which]
    answer = client.get(f"/media/{file.name}")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=60"
    answer.close()


def test_photo_of_a_hidden_story_is_not_served(client, moderator):
    story = make_published(photo=True)
    files = (story.photo.file, story.photo.get_rendition("width-100").file)
    actions.hide_story(story, moderator)
    for file in files:
        assert client.get(f"/media/{file.name}").status_code == 404


def test_files_that_no_row_knows_go_too(public_files, tmp_path):
    """A rendition may be written while its story is being withdrawn."""
    story = make_published(photo=True)
    stem = story.photo.file.name.split("/")[-1].removesuffix(".jpg")
    stray = tmp_path / "media" / "renditions" / f"{stem}.width-9.jpg"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    actions.withdraw(story.submission)
    assert not public_files()


def test_others_stay():
    mine, theirs = make_published(), make_published()
    actions.withdraw(mine.submission)
    assert list(Story.objects.all()) == [theirs]
    assert Key.objects.count() == 1


def test_a_story_without_submission_can_be_ended(told):
    story = make_story(languages=("en", "de"))
    actions.end_story(story)
    assert not left()
    assert told == [story.public_id]


class TestInterrupted:
    """Once the key is gone it is taken back; the replay does the rest."""

    @pytest.mark.parametrize(
        "step", ["erase_submission", "erase_files", "_bury", "forget_leaving"]
    )
    def test_withdrawal_is_finished_by_the_replay(
        self, step, told, monkeypatch, public_files
    ):
        story = make_published(photo=True)

        def killed(*args):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(leaving, step, killed)
            with pytest.raises(KeyboardInterrupt):
                actions.withdraw(story.submission)
        assert not Key.objects.exists()
        actions.replay_tombstones()
        assert not left()
        assert not public_files()
        assert told == [story.public_id]
        assert not Leaving.objects.exists()

    def test_a_replay_with_nothing_to_do_costs_few_queries(
        self, django_assert_max_num_queries
    ):
        make_published()
        with django_assert_max_num_queries(8):
            assert actions.replay_tombstones() == 0

    def test_published_in_the_moment_of_withdrawal_it_still_goes(
        self, monkeypatch, moderator
    ):
        submission = make_waiting(spelling_waiver=True)
        erase = leaving.erase_submission

        def published_meanwhile(pk):
            # The moderator's transaction had read the key before it was destroyed.
            consent = Consent.objects.get(scope=Scope.TEXT)
            story = make_story(text_consent=consent)
            Submission.objects.update(story=story, state=State.PUBLISHED)
            erase(pk)

        monkeypatch.setattr(leaving, "erase_submission", published_meanwhile)
        actions.withdraw(submission)
        assert not left()
        assert Tombstone.objects.count() == KeysTombstone.objects.count() == 2


class TestOldCopies:
    """Tombstones stand in both databases; either may be an old copy."""

    def test_old_main_database_loses_the_story_again(self, told):
        # As restored: the rows are there, their tombstones are not.
        story = make_published()
        draft = make_draft()
        KeysTombstone.objects.create(ref=draft.key_ref)
        KeysTombstone.objects.create(ref=story.public_id)
        assert actions.replay_tombstones() == 2
        assert not left()
        assert told == [story.public_id]

    def test_old_keys_database_loses_the_key_again(self):
        submission = make_waiting()
        Tombstone.objects.create(ref=submission.key_ref)
        actions.replay_tombstones()
        assert not left()
        assert KeysTombstone.objects.filter(ref=submission.key_ref).exists()

    def test_days_of_tombstones_stay(self):
        Tombstone.objects.create(ref="abcdefgh", day="2026-01-02")
        KeysTombstone.objects.create(ref="bcdfghjk", day="2026-01-03")
        actions.replay_tombstones()
        for model in (Tombstone, KeysTombstone):
            days = model.objects.order_by("day").values_list("day", flat=True)
            assert [str(day) for day in days] == ["2026-01-02", "2026-01-03"]

    def test_published_stories_survive_the_loss_of_all_keys(self):
        story = make_published()
        Key.objects.all().delete()
        actions.replay_tombstones()
        assert Story.objects.public().exists()
        actions.withdraw(story.submission)
        assert not left()


class TestSwitchingOff:
    def test_the_photo_goes_and_the_words_stay(self, told, public_files):
        story = make_published(photo=True, photo_description="Hands")
        story.photo.get_rendition("width-100")
        actions.switch_off_consent(story.submission, Scope.PHOTO)
        story.refresh_from_db()
        assert (story.photo, story.photo_consent) == (None, None)
        assert story.photo_description == ""
        assert not public_files()
        assert not Picture.objects.exists()
        assert not Consent.objects.filter(scope=Scope.PHOTO).exists()
        assert story.texts.exists()
        assert told == [story.public_id]

    def test_a_use_goes_with_its_row(self):
        story = make_published()
        actions.switch_off_consent(story.submission, Scope.PRESS)
        story.refresh_from_db()
        assert story.allowed_uses == ["classroom", "social", "embed"]
        assert not Consent.objects.filter(scope=Scope.PRESS).exists()

    def test_without_the_text_everything_goes(self):
        story = make_published()
        actions.switch_off_consent(story.submission, Scope.TEXT)
        assert not left()

    def test_it_works_without_the_key_as_well(self, public_files):
        story = make_published(photo=True)
        Key.objects.all().delete()
        actions.switch_off_consent(story.submission, Scope.PHOTO)
        assert not public_files()

    def test_interrupted_it_shows_no_photo_and_is_finished_later(
        self, monkeypatch, public_files
    ):
        from stories.actions import consenting
        from stories.sweeps import finish_interrupted

        story = make_published(photo=True)

        def killed():
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(consenting, "erase_discarded", killed)
            with pytest.raises(KeyboardInterrupt):
                actions.switch_off_consent(story.submission, Scope.PHOTO)
        story.refresh_from_db()
        assert story.photo is None
        assert finish_interrupted() == 1
        assert not public_files()


class TestSinks:
    def test_a_broken_sink_is_asked_again_and_keeps_no_other_waiting(
        self, told, monkeypatch, caplog
    ):
        words = "SECRET" + " WORDS"

        def broken(public_id):
            raise ValueError(words)

        monkeypatch.setitem(sinks._SINKS, "broken", broken)
        story = make_published()
        actions.withdraw(story.submission)
        assert told == [story.public_id]
        assert words not in caplog.text
        monkeypatch.delitem(sinks._SINKS, "broken")
        assert sinks.forget_leaving() == 1
        assert not Leaving.objects.exists()


def test_photo_that_was_switched_off_stays_off_in_an_old_copy(public_files):
    story = make_published(photo=True)
    submission, picture = story.submission, story.photo
    with picture.file.open() as file:
        content = ContentFile(file.read())
    rows = [story.photo_consent, picture, submission.photo, story]
    old = serializers.serialize("json", rows)
    actions.switch_off_consent(submission, Scope.PHOTO)
    assert public_files() == []
    default_storage.save(picture.file.name, content)
    for row in serializers.deserialize("json", old):
        row.save()
    assert Story.objects.get().shown_photo()

    actions.replay_tombstones()

    story.refresh_from_db()
    assert story.photo is None
    assert public_files() == []
    assert not Consent.objects.filter(scope=Scope.PHOTO).exists()


def test_consent_that_is_given_again_holds():
    submission = make_draft()
    actions.switch_off_consent(submission, Scope.PRESS)
    give(submission)
    actions.replay_tombstones()
    assert submission.consents.filter(scope=Scope.PRESS).exists()
