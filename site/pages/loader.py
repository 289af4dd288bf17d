"""Loads the shipped pages: `library/<slug>/<language>.md`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from editorial import library
from editorial.filed import BROKEN, reasons_of
from editorial.filed_facts import concepts_of
from editorial.models import locale_of
from languages.registry import CODES, ORIGINAL
from pages.actions import ROOT_SLUG, ensure_root_page, publish_page
from pages.models import CampaignPage, StandardPage
from pages.routing import TREE_ROOT_DEPTH
from vocabulary.models import Kind

LIBRARY: Final = Path(__file__).parent / "library"
PAGES: Final[dict[str, type[StandardPage]]] = {
    ROOT_SLUG: StandardPage,
    "privacy": StandardPage,
    "terms": StandardPage,
    "accessibility": StandardPage,
    "contact": StandardPage,
    "ask-me-something-else": CampaignPage,
}
"""The shipped pages in the order of the explorer, the root first."""
_ALWAYS: Final = ("title", "intro", "body")
_OFTEN: Final = ("translator", "question", "call")
"""Columns that a file can fill; `body` is what stands before any heading."""
_RICH: Final = ("body", "call")


def load() -> library.Report:
    """Bring every shipped page into the trees of its languages and publish it."""
    report = library.Report()
    for slug in PAGES:
        load_page(slug, report)
    return report


def load_page(slug: str, report: library.Report) -> None:
    """Load one page, the original before its translations."""
    themes: list[str] = []
    for language in sorted(CODES, key=lambda code: code != ORIGINAL):
        path = LIBRARY / slug / f"{language}.md"
        if path.exists():
            file = library.read_text(path)
            # They are the same in all languages, so the original's file names them.
            if language == ORIGINAL and _has_themes(PAGES[slug]):
                themes = file.meta.get("themes", [])
            _load_file(report, slug, language, file, themes)


def _has_themes(page: StandardPage | type[StandardPage]) -> bool:
    return hasattr(page, "themes")


def _load_file(
    report: library.Report,
    slug: str,
    language: str,
    file: library.TextFile,
    themes: list[str],
) -> None:
    path = f"pages/{slug}/{language}"
    if language != ORIGINAL and not _find(slug, ORIGINAL):
        # An editor deleted the page, so nobody wants it in other languages.
        report.kept.append(path)
        return
    try:
        library.sync(
            report,
            path,
            # As plain dictionaries: comparing them is not reading them.
            [dict(file.meta), dict(file.sections), *([themes] if themes else [])],
            state=partial(_state, slug, language),
            write=partial(_write, report, slug, language, file, themes),
        )
    except BROKEN as error:
        report.broken[path] = reasons_of(error)


def _words(model: type[StandardPage], file: library.TextFile) -> dict[str, str]:
    """Return what a file says, by the columns that a kind of page has."""
    words = {
        column: file.html("" if column == "body" else column)
        if column in _RICH
        else str(file.meta.get(column, ""))
        for column in (*_ALWAYS, *_OFTEN)
        if hasattr(model, column)
    }
    file.refuse_unread()
    return words


def _find(slug: str, language: str) -> StandardPage | None:
    page: StandardPage | None
    if language != ORIGINAL:
        original = _find(slug, ORIGINAL)
        page = original and original.get_translation_or_none(locale_of(language))
        return page
    pages = StandardPage.objects.filter(locale__language_code=ORIGINAL)
    page = (
        pages.filter(depth=TREE_ROOT_DEPTH).first()
        if slug == ROOT_SLUG
        else pages.filter(depth=TREE_ROOT_DEPTH + 1, slug=slug).first()
    )
    return page


def _state(slug: str, language: str) -> Any:
    page = _find(slug, language)
    # A root page stands empty before its text is loaded for the first time.
    if page is None or page.latest_revision is None:
        return None
    latest = page.get_latest_revision_as_object()
    said: dict[str, Any] = {
        name: words for name in _OFTEN if (words := getattr(latest, name, ""))
    }
    if _has_themes(latest) and (themes := latest.themes.all()):
        said["themes"] = sorted(theme.slug for theme in themes)
    state = [page.live, *(getattr(latest, name) for name in _ALWAYS)]
    return [*state, said] if said else state


@transaction.atomic
def _write(
    report: library.Report,
    slug: str,
    language: str,
    file: library.TextFile,
    themes: list[str],
) -> None:
    words = _words(PAGES[slug], file)
    found = _find(slug, language)
    page = found.specific if found else _add(slug, language, words)
    original = _find(slug, ORIGINAL)
    # A file knows nothing of what an editor has changed in the original.
    if language != ORIGINAL and f"pages/{slug}/{ORIGINAL}" not in report.kept:
        page.from_revision = original and original.live_revision
    for column, value in words.items():
        setattr(page, column, value)
    if _has_themes(page):
        page.themes = concepts_of(Kind.STORY_THEME, themes)
    # An alias of the original stands in for a root that was not translated.
    page.alias_of = None
    publish_page(page)


def _add(slug: str, language: str, words: dict[str, str]) -> Any:
    locale = locale_of(language)
    if language == ORIGINAL:
        page = PAGES[slug](slug=slug, locale=locale, live=False, **words)
        return ensure_root_page(locale).add_child(instance=page)
    original: Any = _find(slug, ORIGINAL)
    return original.specific.copy_for_translation(locale, copy_parents=True)
