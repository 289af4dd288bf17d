from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.feeds import CannotTell, TextFeed
from editorial.filters import Filters, words_of
from languages.registry import ORIGINAL
from practices.filters import FACETS
from practices.models import Practice, PracticeText
from practices.presentation import records
from search.reads import listed


class PracticeFeed(TextFeed):
    """The practices that the filters choose."""

    kind = "practice"
    heading = _("Practices · philoxenia")
    about = _("What towns do so that people who arrive can live there.")
    front = "practices:list"
    facets = FACETS

    def shown_texts(self, request: HttpRequest) -> list[PracticeText]:
        language = get_language() or ORIGINAL
        public = Practice.objects.public()
        found, degraded = listed(
            lambda words: public.found(words, language), words_of(request)
        )
        if degraded:
            raise CannotTell
        chosen = Filters(FACETS, request.GET).apply(found).with_rows()
        return [record.text for record in records(chosen.at_length(), language)]
