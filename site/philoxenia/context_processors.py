"""What the shell of every page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override

from editorial.addresses import NO_SLUG
from languages.registry import BY_CODE, LANGUAGES, ORIGINAL, Language, direction_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return language, direction, the switcher's links and the copy's state."""
    language = get_language() or ORIGINAL
    return {
        "language": BY_CODE.get(language, BY_CODE[ORIGINAL]),
        "direction": direction_of(language),
        "language_links": _LanguageLinks(request),
        "trial_copy": not settings.PRODUCTION,
        "operator": settings.OPERATOR,
    }


class _LanguageLinks:
    """The same page in every language; computed only when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Any:
        for language in LANGUAGES:
            yield language, self._address(language)

    def _address(self, language: Language) -> str:
        match = self.request.resolver_match
        query = self.request.GET.urlencode()
        if match is None:
            return f"/{language.code}/"
        kwargs = match.kwargs
        if "slug" in kwargs:
            # Each language has its own.
            kwargs = {**kwargs, "slug": NO_SLUG}
        try:
            with override(language.code):
                path = reverse(match.view_name, args=match.args, kwargs=kwargs)
        except NoReverseMatch:
            return f"/{language.code}/"
        return f"{path}?{query}" if query else path
