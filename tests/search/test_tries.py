from __future__ import annotations

import time

from django.core.management import call_command

import pytest

from search.analysis.dictionaries import Lemmatizer, missing, path_of


def test_a_missing_trie_is_built_when_a_word_needs_it(tmp_path):
    assert Lemmatizer(tmp_path).lemma("کتاب", "fa")
    assert path_of("fa", tmp_path).exists()


def test_a_damaged_trie_is_built_again(tmp_path):
    path_of("fa", tmp_path).write_bytes(b"not a trie")
    assert Lemmatizer(tmp_path).lemma("کتاب", "fa") == "کتاب"


def test_a_folder_that_cannot_be_written_costs_memory_only(tmp_path):
    (tmp_path / "file").touch()
    assert Lemmatizer(tmp_path / "file" / "tries").lemma("کتاب", "fa") == "کتاب"


def test_the_longest_list_is_built_first(tmp_path):
    assert missing(["fa", "pl", "sl"], tmp_path) == ["pl", "sl", "fa"]


def test_tries_are_built_once(tmp_path, settings, monkeypatch, capsys):
    settings.SEARCH_TRIES = tmp_path
    monkeypatch.setattr(
        "search.management.commands.tries.registry.WORD_LISTS", ("fa", "sl")
    )
    call_command("tries")
    assert "2/2" in capsys.readouterr().err
    started = time.monotonic()
    call_command("tries")
    assert time.monotonic() - started < 0.5
    assert capsys.readouterr().err == ""
    assert sorted(path.name[:2] for path in tmp_path.iterdir()) == ["fa", "sl"]


@pytest.mark.parametrize(
    ("typed", "language", "spelling"),
    [
        ("skole", "sk", "škole"),
        ("uchodzcow", "pl", "uchodźców"),
        ("σχολεια", "el", "σχολεία"),
        ("اسرة", "ar", "أسرة"),
        ("fluechtlinge", "de", "flüchtlinge"),
        ("strasse", "de", "straße"),
    ],
)
def test_a_word_typed_plainly_gets_its_marks_back(typed, language, spelling, settings):
    assert spelling in Lemmatizer(settings.SEARCH_TRIES).spellings(typed, language)


def test_a_long_word_is_no_burden(settings):
    started = time.monotonic()
    Lemmatizer(settings.SEARCH_TRIES).spellings("a" * 64, "fr")
    Lemmatizer(settings.SEARCH_TRIES).spellings("aeiou" * 12, "fr")
    assert time.monotonic() - started < 0.2
