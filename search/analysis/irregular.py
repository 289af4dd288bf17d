"""Everyday forms that the word lists lack, or lead to another word.

Written by hand from each language's grammar, for words that texts on this platform are
full of: children, people, neighbours, women, letters, what was written, said and seen.
"""

from __future__ import annotations

from collections.abc import Mapping


def _lemmas(table: Mapping[str, str]) -> Mapping[str, str]:
    return {form: lemma for lemma, forms in table.items() for form in forms.split()}


LEMMAS: Mapping[str, Mapping[str, str]] = {
    language: _lemmas(table)
    for language, table in {
        "ar": {"امرأة": "نساء النساء"},
        "bg": {"човек": "хора хората"},
        "cs": {"dobrý": "lepší lepšího lepších", "špatný": "horší horšího horších"},
        "en": {"wife": "wives"},
        "es": {
            "escribir": "escrito escrita escritos escritas",
            "hacer": "hecho hecha hechos hechas",
            "decir": "dicho dicha dichos dichas",
            "ver": "visto vista vistos vistas",
        },
        "et": {"kiri": "kirjad kirju kirjade kirjadega", "hea": "parem parema paremad"},
        "fa": {"رفتن": "رفت رفتند", "آمدن": "آمد آمدند", "گفتن": "گفت گفتند"},
        "fi": {"hyvä": "parempi paremman parempia"},
        "fr": {
            "écrire": "écrit écrite écrits écrites",
            "ouvrir": "ouvert ouverte ouverts ouvertes",
            "vivre": "vécu vécue vécus vécues",
        },
        "it": {"scrivere": "scritto scritta scritti scritte"},
        "pt": {"escrever": "escrito escrita escritos escritas"},
        "ro": {"copil": "copii copiii copiilor"},
        "ru": {"родной": "родные родных родным", "хороший": "лучший лучшие лучших"},
        "sk": {"sused": "susedia", "dobrý": "lepší lepšieho lepších"},
        "uk": {
            "дитина": "діти дітей дітям дітьми дітях",
            "вчитель": "вчителі вчителів вчителям",
            "сусід": "сусіди сусідів сусідам сусідами",
            "йти": "йшов йшла йшли",
        },
    }.items()
}
"""Language → form → base form."""
