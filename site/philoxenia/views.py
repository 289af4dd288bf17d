"""The house's own pages: the door, the home page, and what to say when things fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from editorial.presentation import Shown
from editorial.querysets import ThingQuerySet
from languages.registry import ORIGINAL
from newsroom.models import Module
from newsroom.presentation import Course
from pages.models import Front
from practices.models import Practice
from practices.presentation import Record
from stories.calls import call_in
from stories.models import Story
from stories.presentation import Reading, readings
from toolkit.models import Lesson
from toolkit.presentation import Plan

DOORS: Final = (
    (
        "stories",
        "stories:list",
        _("Stories"),
        _("You came from elsewhere: tell your own story, in your own language."),
    ),
    (
        "toolkit",
        "toolkit:list",
        _("Toolkit"),
        _("You teach people of 12 to 18: take a lesson on migration to class."),
    ),
    (
        "practices",
        "practices:list",
        _("Practices"),
        _("You work for a town: see what others tried, what came of it, what it cost."),
    ),
    (
        "newsroom",
        "newsroom:front",
        _("Newsroom"),
        _("You report: train, check your words and figures, find people to quote."),
    ),
)
"""Room, address, name, and for whom it is and what she gets."""
NEWEST: Final[tuple[tuple[str, Callable[[], ThingQuerySet[Any]], type], ...]] = (
    ("toolkit", Lesson.objects.all, Plan),
    ("practices", Practice.objects.all, Record),
    ("newsroom", Module.objects.all, Course),
)
"""Room, the things that its door shows one of, and how one reads."""


class Home(TemplateView):
    """One sentence of what this is, the search, and a door for each of the four."""

    template_name = "home.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or ORIGINAL
        stories = newest_stories(language)
        items = {
            room: newest(shown, things(), language) for room, things, shown in NEWEST
        }
        if stories:
            items["stories"] = _item(stories[-1])
        return super().get_context_data(
            call=call_in(language),
            front=Front.objects.words("home", language),
            told=stories[0] if stories else None,
            doors=[
                {
                    "room": room,
                    "url": reverse(address),
                    "title": title,
                    "audience": audience,
                    "item": items.get(room),
                }
                for room, address, title, audience in DOORS
            ],
            **kwargs,
        )


def newest(
    shown: type[Shown[Any, Any]], things: ThingQuerySet[Any], language: str
) -> dict[str, Any] | None:
    """Return one real item for the door, in the reader's language if possible."""
    thing = things.public().readable_first(language).with_titles().first()
    return _item(shown(thing, language)) if thing else None


def newest_stories(language: str) -> list[Reading]:
    """Return a story for the door and one told large, the reader's language first."""
    stories = Story.objects.public().readable_first(language).with_rows()
    return readings(stories[:2], language)


def _item(shown: Shown[Any, Any] | Reading) -> dict[str, Any]:
    return {
        "title": shown.text.title,
        "url": shown.address,
        "language": shown.text.language,
        "direction": shown.text.direction,
    }


@require_safe
def to_own_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Invite crawlers to the pages, not to the admin or to endless searches."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/search/",
        "Disallow: /api/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without the database: it may be what failed."""
    from django.template.loader import render_to_string

    context = {"trial_copy": not settings.PRODUCTION}
    return HttpResponse(render_to_string("500.html", context), status=500)
