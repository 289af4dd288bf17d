from __future__ import annotations

from modeltranslation.translator import TranslationOptions, register

from vocabulary.models import Concept


@register(Concept)
class ConceptTranslation(TranslationOptions):
    """Names alone vary by language; English is the one that must be there."""

    fields = ("name",)
    required_languages = ("en",)
