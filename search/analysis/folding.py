"""Letters without their marks: the form under which a word is found as it is typed.

Sources: Unicode's compatibility decompositions (UAX #15); what has none (ł, đ, ø…)
follows Unicode TR #30's draft folding list; Arabic and Persian letters follow what
Lucene's `ArabicNormalizer` and `PersianNormalizer` treat as one letter.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from languages.registry import known_as

LETTERS: Mapping[str, str] = {
    # й is a letter of its own, not an и with a mark.
    "й": "й",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ı": "i",
    "ς": "σ",
    "ґ": "г",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ے": "ي",
    "ک": "ك",
    "ة": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ـ": "",
}
"""Letters whose plain form Unicode does not know, or knows otherwise."""

MARKS = (
    range(0x0300, 0x0370),
    range(0x0483, 0x0488),
    range(0x0591, 0x05C8),
    range(0x0610, 0x061B),
    range(0x064B, 0x0660),
    range(0x0670, 0x0671),
    range(0x06D6, 0x06EE),
)
"""Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, which people leave out.

Marks of other scripts (the vowel signs of Hindi) are letters and stay.
"""

LOWER: Mapping[str, Mapping[int, int]] = {"tr": str.maketrans("Iİ", "ıi")}
"""Capitals that `str.lower()` gets wrong in a language."""

USUAL: Mapping[str, Mapping[int, int | str | None]] = {
    "fa": str.maketrans("يك", "یک", "\u200c"),
    "ro": str.maketrans("şţ", "șț"),
    "tr": str.maketrans("", "", "\u0307"),
}
"""Other spellings of a letter, brought to the one that dictionaries use."""

DIGRAPHS: Mapping[str, Mapping[str, str]] = {
    "de": {"ae": "ä", "oe": "ö", "ue": "ü"},
}
"""What people type where the keyboard lacks the letter."""


class _Folded(dict[int, str]):
    """A table for `str.translate` that learns each letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = LETTERS.get(letter)
        if folded is None:
            parts = unicodedata.normalize("NFKD", letter)
            folded = "".join(LETTERS.get(part, _plain(part)) for part in parts)
        self[code] = folded
        return folded


def _plain(character: str) -> str:
    if any(ord(character) in marks for marks in MARKS):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return character
    return ""


_FOLDED = _Folded()


def lower(word: str, language: str) -> str:
    """Return a word in small letters, spelled as dictionaries of its language do."""
    language = known_as(language)
    if capitals := LOWER.get(language):
        word = word.translate(capitals)
    word = word.lower()
    return word.translate(usual) if (usual := USUAL.get(language)) else word


def fold(word: str) -> str:
    """Return a word of small letters without marks; empty where no letter is left."""
    return word.translate(_FOLDED)


def without_digraphs(word: str, language: str) -> str:
    """Return the word with `ue` read as `ü`, where the language writes it so."""
    for typed, letter in DIGRAPHS.get(language, {}).items():
        word = word.replace(typed, letter)
    return word


MARKED: Mapping[str, str] = {
    "ar": "أإآٱؤئىة",
    "bg": "ѝ",
    "cs": "áčďéěíňóřšťúůýž",
    "de": "äöüß",
    "el": "άέήίΐϊόύΰϋώς",
    "es": "áéíñóúü",
    "et": "äõöüšž",
    "fa": "آأؤئ",
    "fi": "åäöšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hu": "áéíóöőúüű",
    "it": "àéèìîóòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nl": "áäèéëíïóöúü",
    "pl": "ąćęłńóśźż",
    "pt": "áàâãçéêíóôõúü",
    "ro": "ăâîșț",
    "ru": "ё",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sv": "åäéö",
    "tr": "âçğıîöşûü",
    "uk": "ґї",
}
"""The letters of each language that people type without their marks (CLDR 46,
exemplar characters; English finds its borrowed ones by their folded form)."""


def _spellings(letters: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for letter in letters:
        found[fold(letter)].append(letter)
    return {plain: tuple(marked) for plain, marked in found.items()}


SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    language: _spellings(letters) for language, letters in MARKED.items()
}
"""For each plain letter (or pair, as `ss`), what it may stand for in a language."""
