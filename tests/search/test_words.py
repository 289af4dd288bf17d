"""The words and titles of suggestions are those of what is public, and no others."""

from __future__ import annotations

from contextlib import suppress

import pytest

from editorial.actions import publish
from search import actions, gathering, recounting, wordbook
from search.documents import read_document
from search.engines import engine
from search.models import Title, Word, Wordbook
from search.suggestions import suggest
from search.words import Tally
from tests.factories import make_practice
from tests.search.conftest import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def settle(index):
    """Bring index and wordbook up to date, as the worker does each second."""

    def settle():
        while actions.apply_outbox():
            pass

    settle()
    return settle


def text_of(practice, language="en"):
    return practice.texts.get(locale__language_code=language)


def words(language="en"):
    found = Word.objects.filter(language=language)
    return set(found.values_list("spelling", flat=True))


def everything():
    """Return all that suggestions are made of."""
    titles = Title.objects.values_list("language", "key", "kind", "object_id")
    counted = Word.objects.values_list("language", "key", "spelling", "items")
    return sorted(titles), sorted(counted)


def retitle(text, title):
    text.refresh_from_db()
    text.title = title
    publish(text)


def test_a_word_comes_with_the_second_document_and_goes_with_it(settle):
    make_practice(title="Lanterns in winter")
    settle()
    assert "lanterns" not in words()
    second = make_practice(title="More Lanterns")
    settle()
    assert "lanterns" in words()
    text_of(second).unpublish()
    settle()
    assert "lanterns" not in words()
    assert "winter" not in words()


def test_a_changed_text_takes_its_old_words_along(settle):
    texts = [text_of(make_practice(title="Lanterns")) for _number in range(2)]
    settle()
    retitle(texts[0], "Candles")
    settle()
    assert "lanterns" not in words()
    retitle(texts[1], "Candles")
    settle()
    assert "candles" in words()


def test_two_languages_do_not_make_a_word_common(settle):
    for language in ("en", "de"):
        make_practice(title="Lanterns", languages=(language,))
    settle()
    assert "lanterns" not in words() | words("de")


def test_what_is_kept_true_is_what_is_counted_anew(settle):
    first = make_practice(title="Lanterns and candles", languages=("en", "de"))
    settle()
    second = make_practice(title="Candles and lanterns")
    settle()
    for title in ("Lanterns alone", "Candles, candles", "Bread and lanterns"):
        make_practice(title=title)
        settle()
    retitle(text_of(second), "Bread and tea")
    settle()
    first.delete()
    settle()
    kept = everything()
    Wordbook.objects.update(stamp="")
    assert actions.rebuild_words_if_needed() == 1
    assert everything() == kept
    actions.reindex()
    assert everything() == kept
    assert dict(Word.objects.values_list("spelling", "items"))["lanterns"] == 2


def test_a_crash_between_index_and_wordbook_ends_suggestions_until_mended(
    settle, monkeypatch
):
    practices = [make_practice(title="Lanterns") for _number in range(2)]
    settle()
    assert suggest("lante", "en")
    text_of(practices[0]).unpublish()
    with monkeypatch.context() as patch:
        patch.setattr(wordbook, "apply", lambda change: 1 / 0)
        with suppress(ZeroDivisionError):
            actions.apply_outbox()
    assert suggest("lante", "en") == []
    settle()
    assert suggest("lante", "en") == []
    assert actions.rebuild_words_if_needed() == 1
    assert "lanterns" not in words()
    assert [one.text for one in suggest("lante", "en")] == ["Lanterns"]
    assert actions.rebuild_words_if_needed() == 0


def test_an_old_database_file_brings_no_word_back(settle):
    """Its wordbook has the stamp of an index that is long gone."""
    practices = [make_practice(title="Lanterns") for _number in range(2)]
    settle()
    old_words, old_titles = list(Word.objects.all()), list(Title.objects.all())
    old_stamp = Wordbook.objects.get().stamp
    for practice in practices:
        practice.delete()
    settle()
    assert not Word.objects.exists()
    Word.objects.bulk_create(old_words)
    Title.objects.bulk_create(old_titles)
    Wordbook.objects.update(stamp=old_stamp)
    assert suggest("lante", "en") == []
    actions.rebuild_words_if_needed()
    assert not Word.objects.exists()
    assert not Title.objects.exists()


def test_titles_follow_although_the_wordbook_is_not_true(settle):
    practice = make_practice(title="Lanterns")
    settle()
    Wordbook.objects.update(stamp="of another index")
    practice.delete()
    settle()
    assert not Title.objects.exists()


def test_a_builder_gives_up_when_the_index_is_written_meanwhile(settle, monkeypatch):
    for _number in range(2):
        make_practice(title="Lanterns")
    settle()

    def interrupted(index, tally):
        Wordbook.objects.update(touched_at="2020-01-01T00:00Z")
        make_practice(title="Candles")
        settle()
        yield from counted(index, tally)

    counted = recounting._common_words
    with monkeypatch.context() as patch:
        patch.setattr(recounting, "_common_words", interrupted)
        actions.reindex()
    assert not wordbook.is_true(engine())
    assert suggest("lante", "en") == []
    assert actions.rebuild_words_if_needed() == 1
    assert {"lanterns"} <= words()
    assert [one.text for one in suggest("cand", "en")] == ["Candles"]


def test_a_second_builder_waits_while_the_first_is_at_work(settle):
    recounting.begin()
    assert actions.rebuild_words_if_needed() == 0
    Wordbook.objects.update(touched_at="2020-01-01T00:00Z")
    assert actions.rebuild_words_if_needed() == 1


def test_words_are_counted_a_part_a_turn_while_documents_change(settle, monkeypatch):
    monkeypatch.setattr(gathering, "BATCH", 1)
    monkeypatch.setattr(recounting, "TURN", 0)
    first, second, _third = (make_practice(title="Lanterns") for _number in range(3))
    settle()
    Wordbook.objects.update(stamp="")
    assert actions.rebuild_words_if_needed() == 0
    retitle(text_of(first), "Candles")
    second.delete()
    make_practice(title="More candles")
    settle()
    assert actions.rebuild_words_if_needed() == 0
    while not actions.rebuild_words_if_needed():
        pass
    counted = everything()[0], words()
    assert "candles" in words()
    assert "lanterns" not in words()
    actions.reindex()
    assert (everything()[0], words()) == counted


def test_what_another_process_writes_meanwhile_is_counted_from_the_start(
    settle, monkeypatch
):
    monkeypatch.setattr(gathering, "BATCH", 1)
    monkeypatch.setattr(recounting, "TURN", 0)
    practices = [make_practice(title="Lanterns") for _number in range(2)]
    settle()
    Wordbook.objects.update(stamp="")
    assert actions.rebuild_words_if_needed() == 0
    begun = actions._recount
    with monkeypatch.context() as another:
        another.setattr(actions, "_recount", None)
        practices[0].delete()
        settle()
    assert actions._recount is begun
    assert actions.rebuild_words_if_needed() == 0
    assert actions._recount is not begun
    while not actions.rebuild_words_if_needed():
        pass
    assert Title.objects.filter(object_id=text_of(practices[1]).pk).exists()
    assert "lanterns" not in words()


def test_without_an_index_nothing_is_counted(db, index_path):
    make_practice()
    assert actions.rebuild_words_if_needed() == 0
    assert suggest("house", "en") == []


def tally(*texts, language="en"):
    documents = [
        read_document(make_document(number, "", language, text=text))
        for number, text in enumerate(texts)
    ]
    return Tally(documents).words(language)


@pytest.mark.parametrize(
    ("language", "texts", "form", "spelling"),
    [
        ("en", ["Café", "cafe", "CAFÉ"], "cafe", "café"),
        ("el", ["ΣΧΟΛΕΙΟ", "σχολείο", "Σχολείο"], "σχολειο", "σχολείο"),
        ("tr", ["IŞIK", "ışık"], "isik", "ışık"),
        ("fa", ["مدرسه\u200cها"], "مدرسهها", "مدرسه\u200cها"),
        ("de", ["Flücht\u00adling"], "fluchtling", "flüchtling"),
        ("fr", ["L’école"], "ecole", "école"),
    ],
)
def test_a_word_is_spelled_as_most_texts_write_it(language, texts, form, spelling):
    assert tally(*texts, language=language) == {form: (spelling, len(texts))}


def test_a_document_counts_once_however_it_spells_a_word():
    assert tally("café cafe CAFE", "house")["cafe"].items == 1


def test_numbers_letters_and_addresses_are_no_words():
    assert tally("1951 a " + "x" * 60) == {}
