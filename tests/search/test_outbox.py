from __future__ import annotations

from contextlib import suppress

from django.db import transaction

import pytest

from editorial.actions import publish
from practices.models import PracticeText
from search import actions, gathering
from search.engines import engine
from search.engines.base import Key, Unavailable
from search.models import Outbox
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(index):
    """The ids that the index holds; what the fixtures themselves made is done."""
    while index():
        pass
    return lambda: sorted(key.object_id for key, _digest in engine().digests())


def text_of(practice, language="en"):
    return practice.texts.get(locale__language_code=language)


def test_published_is_found_after_one_turn(held):
    text = text_of(make_practice())
    assert held() == []
    assert actions.apply_outbox(200)
    assert held() == [text.pk]


def test_unpublished_leaves_the_index(held):
    text = text_of(make_practice())
    actions.apply_outbox(200)
    text.unpublish()
    actions.apply_outbox(200)
    assert held() == []


def test_deleted_leaves_the_index(held):
    practice = make_practice()
    actions.apply_outbox(200)
    practice.delete()
    actions.apply_outbox(200)
    assert held() == []


def test_what_a_new_index_was_built_from_does_not_wait_any_longer(held):
    made = [text_of(make_practice()).pk for _number in range(3)]
    assert Outbox.objects.count() == 3
    actions.reindex()
    assert held() == made
    # The row with the highest id stays: pages make their ETag of it.
    assert Outbox.objects.count() == 1


def test_rows_of_a_transaction_that_fails_do_not_stay(held):
    before = Outbox.objects.count()
    with suppress(RuntimeError), transaction.atomic():
        make_practice()
        raise RuntimeError
    assert Outbox.objects.count() == before


def test_publishing_fails_with_its_outbox_row(held, monkeypatch):
    text = text_of(make_practice(live=False))

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Outbox.objects, "create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(text)
    assert not PracticeText.objects.get(pk=text.pk).live


def test_the_highest_row_stays_and_is_applied_once(held):
    make_practice()
    highest = Outbox.objects.latest("pk").pk
    assert actions.apply_outbox(200) > 0
    assert [row.pk for row in Outbox.objects.all()] == [highest]
    assert actions.apply_outbox(200) == 0


def test_the_mark_goes_when_a_higher_row_was_applied(held):
    actions.enqueue("practice", 1)
    actions.apply_outbox(200)
    actions.enqueue("practice", 2)
    actions.apply_outbox(200)
    assert Outbox.objects.get().object_id == 2


def test_a_lower_id_that_commits_later_is_applied(held):
    text = text_of(make_practice())
    Outbox.objects.all().delete()
    Outbox.objects.create(pk=1_000_006, kind="practice", object_id=0)
    actions.apply_outbox(200)
    before = actions.content_version()
    Outbox.objects.create(pk=1_000_005, kind="practice", object_id=text.pk)
    between = actions.content_version()
    assert actions.apply_outbox(200) == 1
    assert held() == [text.pk]
    assert Outbox.objects.get().pk == 1_000_006
    assert len({before, between, actions.content_version()}) == 3


def test_a_turn_takes_no_more_than_its_limit(held):
    for number in range(5):
        actions.enqueue("practice", number)
    assert actions.apply_outbox(3) == 3
    assert actions.apply_outbox(3) == 2


def test_what_was_written_but_not_deleted_is_written_again(held, monkeypatch):
    text = text_of(make_practice())
    with monkeypatch.context() as patch:
        patch.setattr(actions, "_forget", lambda applied: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.apply_outbox(200)
    actions.apply_outbox(200)
    assert held() == [text.pk]


def test_rows_wait_for_an_index(db, index_path):
    make_practice()
    waiting = Outbox.objects.count()
    assert actions.apply_outbox(200) == 0
    assert Outbox.objects.count() == waiting


def test_rows_wait_while_another_process_writes(held):
    make_practice()
    with engine().exclusive(wait=True):
        assert actions.apply_outbox(200) == 0
    assert actions.apply_outbox(200) > 0


def test_one_broken_object_does_not_stop_the_others(held, monkeypatch, caplog):
    broken, sound = text_of(make_practice()), text_of(make_practice(title="Sound"))
    kind = actions.kinds.get("practice")

    def document(text):
        if text.pk == broken.pk:
            raise ValueError("words that must not be logged")
        return kind.document(text)

    monkeypatch.setitem(
        actions.kinds._kinds,
        "practice",
        type(kind)(kind.name, kind.label, kind.queryset, document),
    )
    actions.apply_outbox(200)
    assert held() == [sound.pk]
    assert "must not be logged" not in caplog.text


def test_a_kind_that_no_room_brings_is_removed(held):
    actions.enqueue("gone", 1)
    assert actions.apply_outbox(200) == 1
    assert held() == []


def test_the_version_changes_with_rows_and_with_the_index(held):
    versions = [actions.content_version()]
    actions.enqueue("practice", 1)
    versions.append(actions.content_version())
    actions.apply_outbox(200)
    versions.append(actions.content_version())
    assert len(set(versions)) == 3
    assert actions.content_version() == versions[-1]


def test_the_version_costs_one_query(held, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.content_version()


def test_reconcile_repairs_and_reports(held):
    missing = text_of(make_practice())
    outdated = text_of(make_practice(title="Before"))
    gone = text_of(make_practice(title="Gone"))
    Outbox.objects.exclude(object_id__in=[outdated.pk, gone.pk]).delete()
    actions.apply_outbox(200)
    PracticeText.objects.filter(pk=outdated.pk).update(title="After")
    PracticeText.objects.filter(pk=gone.pk).update(live=False)
    assert actions.reconcile() == actions.Differences(missing=1, outdated=1, extra=1)
    assert held() == sorted([missing.pk, outdated.pk])
    assert not actions.reconcile()


def test_a_broken_index_is_rebuilt_by_the_sweep(held, index_path):
    text = text_of(make_practice())
    index_path.write_bytes(b"broken" * 4000)
    assert actions.apply_outbox(200) == 0
    assert actions.rebuild_if_needed() == 1
    assert held() == [text.pk]
    assert actions.rebuild_if_needed() == 0


def test_a_missing_index_is_rebuilt_by_the_sweep(db, index_path):
    text = text_of(make_practice())
    with pytest.raises(Unavailable):
        engine().stamp()
    assert actions.rebuild_if_needed() == 1
    assert [key for key, _ in engine().digests()] == [Key("practice", text.pk)]


def test_reindex_tells_how_far_it_is(db):
    make_practice(languages=("en", "de"))
    told = []
    assert actions.reindex(lambda done, total: told.append((done, total))) == 2
    assert told[-1] == (2, 2)


def test_a_publication_during_a_rebuild_is_found_after_it(held, monkeypatch):
    make_practice()
    actions.apply_outbox(200)
    late = []

    def read_document(document):
        if not late:
            late.append(text_of(make_practice(title="Late")))
            actions.apply_outbox(200)
        return original(document)

    original = gathering.read_document
    monkeypatch.setattr(gathering, "read_document", read_document)
    actions.reindex()
    assert late[0].pk in held()


def test_a_publication_during_a_rebuild_is_found_before_its_end(held, monkeypatch):
    monkeypatch.setattr(gathering, "BATCH", 1)
    make_practice(languages=("en", "de"))
    late, found = [], []

    def tell(done, total):
        if late:
            found.append(late[0].pk in held())
        else:
            late.append(text_of(make_practice(title="Late")))

    actions.reindex(tell)
    assert found[0]


def test_restored_older_database_settles(held):
    """Its rows count from below what the index has seen."""
    text = text_of(make_practice())
    while actions.apply_outbox(200):
        pass
    newest = Outbox.objects.latest("pk")
    Outbox.objects.filter(pk=newest.pk).update(id=newest.pk - 1)
    for _turn in range(3):
        done = actions.apply_outbox(200)
    assert done == 0
    assert held() == [text.pk]
