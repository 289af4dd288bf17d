"""Forms of the same word in every language: whichever is typed must find the others."""

from __future__ import annotations

FORMS: dict[str, list[str]] = {
    "bg": ["училище училища училището", "бежанец бежанци бежанците", "град градове"],
    "cs": ["škola školy školách", "uprchlík uprchlíci uprchlíky", "dítě děti dětem"],
    "de": ["Flüchtling Flüchtlingen", "Haus Häuser Häusern", "Schule Schulen"],
    "el": ["σχολείο σχολεία σχολείων ΣΧΟΛΕΙΟ", "πρόσφυγας πρόσφυγες προσφύγων"],
    "en": ["school schools", "refugee refugees", "child children children's"],
    "es": ["escuela escuelas", "niño niños niñas", "refugiado refugiados"],
    "et": ["kool koolid koolides", "põgenik põgenikud põgenike", "õpetaja õpetajad"],
    "fi": ["koulu koulut kouluissa", "pakolainen pakolaiset pakolaisten", "työ työtä"],
    "fr": ["école écoles l'école", "réfugié réfugiés réfugiée", "œuvre œuvres"],
    "hu": ["iskola iskolák iskolában", "menekült menekültek menekülteket"],
    "it": ["scuola scuole dell'scuola", "rifugiato rifugiati", "città CITTÀ"],
    "lt": ["mokykla mokyklos mokykloje", "pabėgėlis pabėgėliai pabėgėlių"],
    "lv": ["skola skolas skolām", "bēglis bēgļi bēgļiem", "bērns bērni bērniem"],
    "nl": ["school scholen", "vluchteling vluchtelingen", "kind kinderen"],
    "pl": ["szkoła szkoły szkołach", "uchodźca uchodźcy uchodźców", "miasto miasta"],
    "pt": ["escola escolas", "coração corações", "refugiado refugiados"],
    "ro": ["școală școli școlile", "refugiat refugiați refugiaților", "oraș orașe"],
    "sk": ["škola školy škole školách", "utečenec utečenci utečencov", "dieťa deti"],
    "sl": ["šola šole šolah", "begunec begunci beguncev", "otrok otroci"],
    "sv": ["skola skolor skolorna", "flykting flyktingar flyktingarna", "ö öar"],
    "ar": ["مدرسة مدارس المدارس", "لاجئ لاجئون اللاجئين", "أسرة الأسرة"],
    "fa": ["مدرسه مدرسه‌ها", "پناهنده پناهندگان", "کتاب کتاب‌ها"],
    "ru": ["школа школы школах", "беженец беженцы беженцев", "ребёнок ребёнка"],
    "tr": ["okul okullar okullarda", "mülteci mülteciler", "ışık IŞIK ışıklar"],
    "uk": ["школа школи школах", "біженець біженці біженців", "їжа їжі"],
}
