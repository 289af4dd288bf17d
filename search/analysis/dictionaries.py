"""Word lists that lead every form of a word to its base form.

simplemma's lists are turned once into tries that are mapped into memory: all
processes share them, where simplemma's own dictionaries take 2 GB for 20 languages.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, lru_cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile

import marisa_trie
from simplemma.__metadata__ import __version__ as SIMPLEMMA_VERSION
from simplemma.strategies.default import DefaultStrategy
from simplemma.strategies.dictionaries import frontcode
from simplemma.strategies.dictionaries.dictionary_factory import (
    DATA_FOLDER,
    DecodedStrMapping,
    DictionaryFactory,
    _read_decompressed,
)
from simplemma.strategies.dictionary_lookup import DictionaryLookupStrategy

from .folding import DIGRAPHS, SPELLINGS

log = logging.getLogger(__name__)

SEPARATOR = b"\xff"
"""What `BytesTrie` puts between a word and its base form."""

MOST_SPELLINGS = 6
MOST_STEPS = 3_000
"""How far one word's spellings are followed; dense lists end after some hundred."""

CACHED_SPELLINGS = 4_096


class WordList(DecodedStrMapping):
    """One language's forms and base forms, in a trie."""

    __slots__ = ("trie",)

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self.trie = trie

    def _lookup(self, key: str) -> str | None:
        found = self.trie.get(key)
        return str(found[0], "utf-8") if found else None

    def __iter__(self) -> Iterator[str]:
        yield from self.trie.iterkeys()

    def __len__(self) -> int:
        return len(self.trie)


class WordLists(DictionaryFactory):
    """The word lists in one folder, opened when first needed."""

    __slots__ = ("_folder", "_opened")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[str, WordList] = {}

    def get_dictionary(self, lang: str) -> WordList:
        """Return a language's list; one that is missing is built first."""
        found = self._opened.get(lang)
        if found is None:
            found = self._opened[lang] = WordList(_open(lang, self._folder))
        return found


def path_of(language: str, folder: Path) -> Path:
    """Return where a language's trie lies; another simplemma has another file."""
    return folder / f"{language}-{SIMPLEMMA_VERSION}.trie"


def missing(languages: Sequence[str], folder: Path) -> list[str]:
    """Return the languages whose tries have to be built, the longest work first."""
    wanted = [code for code in languages if not path_of(code, folder).exists()]
    return sorted(wanted, key=lambda code: -_list_file(code).stat().st_size)


def build_all(
    languages: Sequence[str],
    folder: Path,
    done: Callable[[str], object],
    *,
    processes: int | None = None,
) -> None:
    """Build the tries of these languages side by side, a process each.

    A process of its own gives the memory back: the longest lists take 400 MB.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(
        max_workers=processes or min(4, os.cpu_count() or 1),
        mp_context=get_context("spawn"),
        max_tasks_per_child=1,
    ) as pool:
        builds = {pool.submit(build, code, folder): code for code in languages}
        for built in as_completed(builds):
            built.result()
            done(builds[built])


def build(language: str, folder: Path) -> None:
    """Write one language's trie; whoever reads meanwhile sees the old or the new."""
    folder.mkdir(parents=True, exist_ok=True)
    trie = _trie(language)
    with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        pass
    try:
        trie.save(part.name)
        Path(part.name).chmod(0o644)
        os.replace(part.name, path_of(language, folder))
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise


def _list_file(language: str) -> Path:
    return DATA_FOLDER / f"{language}.plzma"


def _trie(language: str) -> marisa_trie.BinaryTrie:
    """Build from the stream: simplemma's way through a dict takes twice the memory."""
    return marisa_trie.BinaryTrie(_records(language), num_tries=2)


def _records(language: str) -> Iterator[bytes]:
    stream = _read_decompressed(language)
    backwards, _count, position = frontcode._read_header(stream)
    for _start, word, base in frontcode._iter_records(stream, position):
        if backwards:
            word, base = word[::-1], base[::-1]
        yield word + SEPARATOR + base


def _open(language: str, folder: Path) -> marisa_trie.BytesTrie:
    path = path_of(language, folder)
    try:
        return marisa_trie.BytesTrie().mmap(str(path))
    except (OSError, RuntimeError):
        log.info("Building the word list of %s: no usable one in its folder.", language)
    try:
        build(language, folder)
        return marisa_trie.BytesTrie().mmap(str(path))
    except OSError:
        # A folder that cannot be written costs this process memory, not the reader.
        return marisa_trie.BytesTrie().frombytes(_trie(language).tobytes())


@cache
def lists_in(folder: Path) -> WordLists:
    """Return the one set of word lists of a folder in this process."""
    return WordLists(folder)


class Lemmatizer:
    """Leads words of small letters to their base forms."""

    def __init__(self, folder: Path) -> None:
        self._lists = lists_in(folder)
        self._known = DictionaryLookupStrategy(self._lists)
        self._guess = DefaultStrategy(dictionary_factory=self._lists)

    def lemma(self, word: str, language: str) -> str | None:
        """Return the base form, for a word typed without marks that of its spelling."""
        if (known := self.known(word, language)) is not None:
            return known
        for spelling in self.spellings(word, language):
            return self.known(spelling, language)
        return self._guess.get_lemma(word, language)

    def known(self, word: str, language: str) -> str | None:
        """Return the base form of a word of the dictionary, None for any other."""
        if word.islower() and word.isalpha():
            trie = self._lists.get_dictionary(language).trie
            found = trie.get(word) or trie.get(word.capitalize())
            return str(found[0], "utf-8") if found else None
        return self._known.get_lemma(word, language)

    def knows(self, word: str, language: str) -> bool:
        """Tell whether the dictionary has this word, though typed without its marks."""
        listed = self.known(word, language) is not None
        return listed or bool(self.spellings(word, language))

    def spellings(self, word: str, language: str) -> Sequence[str]:
        """Return the dictionary's words that look like this one when typed plainly.

        The nearest come first. The word itself is not among them.
        """
        return _spellings_in(self._lists, word, language)


@lru_cache(CACHED_SPELLINGS)
def _spellings_in(lists: WordLists, word: str, language: str) -> Sequence[str]:
    choices = _choices(language)
    if (branch := choices.begin.search(word)) is None:
        return ()
    trie = lists.get_dictionary(language).trie
    first = branch.start()
    found: dict[str, int] = {}
    # Capitals, because German lists its nouns with them, and every list its names.
    cases: tuple[Callable[[str], str], ...] = (str.capitalize, str)
    begins = ((case(word[:first]), first, 0, case) for case in cases)
    paths = [path for path in begins if _begins(trie, path[0])]
    steps = 0
    while paths and steps < MOST_STEPS:
        begun, position, changes, case = paths.pop()
        for typed, letter, cost in choices.at(word, position):
            steps += 1
            after = position + typed
            branch = choices.begin.search(word, after)
            end = branch.start() if branch else len(word)
            longer = begun + (letter if begun else case(letter)) + word[after:end]
            if branch:
                if _begins(trie, longer):
                    paths.append((longer, end, changes + cost, case))
            elif changes + cost and longer in trie:
                found.setdefault(longer.lower(), changes + cost)
    nearest = sorted(found, key=lambda spelling: (found[spelling], spelling))
    return tuple(nearest[:MOST_SPELLINGS])


def _begins(trie: marisa_trie.BytesTrie, letters: str) -> bool:
    return next(trie.iterkeys(letters), None) is not None


Choice = tuple[int, str, int]
"""How many typed letters a possible letter stands for, the letter, and its cost."""


class _Choices:
    """What typed letters may stand for in one language."""

    def __init__(self, language: str) -> None:
        self._of: dict[str, tuple[Choice, ...]] = {}
        for plain, meant in SPELLINGS.get(language, {}).items():
            self._of[plain] = tuple((len(plain), letter, 1) for letter in meant)
        for plain, letter in DIGRAPHS.get(language, {}).items():
            self._of[plain] = (*self._of.get(plain, ()), (len(plain), letter, 1))
        any_of = "|".join(map(re.escape, sorted(self._of)))
        self.begin = re.compile(any_of or "(?!)")
        """Finds the next letter that has a choice."""

    def at(self, word: str, position: int) -> tuple[Choice, ...]:
        """Return the choices at a letter, as it was typed first."""
        letter, pair = word[position], word[position : position + 2]
        pairs = self._of.get(pair, ()) if len(pair) == 2 else ()
        return ((1, letter, 0), *self._of.get(letter, ()), *pairs)


@cache
def _choices(language: str) -> _Choices:
    return _Choices(language)


@cache
def lemmatizer_in(folder: Path) -> Lemmatizer:
    """Return the one lemmatizer of a folder in this process."""
    return Lemmatizer(folder)
