"""Loads the shipped pages: `library/<slug>/<language>.md`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from editorial import library
from editorial.models import locale_of
from languages.registry import CODES, ORIGINAL
from pages.actions import ROOT_SLUG, ensure_root_page, publish_page
from pages.models import CampaignPage, StandardPage
from pages.routing import TREE_ROOT_DEPTH

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


def load() -> library.Report:
    """Bring every shipped page into the trees of its languages and publish it."""
    report = library.Report()
    for slug in PAGES:
        load_page(slug, report)
    return report


def load_page(slug: str, report: library.Report) -> None:
    """Load one page, the original before its translations."""
    for language in sorted(CODES, key=lambda code: code != ORIGINAL):
        path = LIBRARY / slug / f"{language}.md"
        if path.exists():
            _load_file(report, slug, language, library.read_text(path))


def _load_file(
    report: library.Report, slug: str, language: str, file: library.TextFile
) -> None:
    words = _words(file)
    path = f"pages/{slug}/{language}"
    if language != ORIGINAL and not _find(slug, ORIGINAL):
        # An editor deleted the page, so nobody wants it in other languages.
        report.kept.append(path)
        return
    library.sync(
        report,
        path,
        [file.meta, file.sections],
        state=partial(_state, slug, language, list(words)),
        write=partial(_write, slug, language, words),
    )


def _words(file: library.TextFile) -> dict[str, str]:
    """Return what a file says, by the columns that hold it."""
    return {
        **{name: str(value) for name, value in file.meta.items()},
        "body": file.html(""),
        **{name: file.html(name) for name in file.sections if name},
    }


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


def _state(slug: str, language: str, columns: list[str]) -> Any:
    page = _find(slug, language)
    # A root page stands empty before its text is loaded for the first time.
    if page is None or page.latest_revision is None:
        return None
    latest = page.get_latest_revision_as_object()
    return [page.live, *(getattr(latest, column, None) for column in columns)]


@transaction.atomic
def _write(slug: str, language: str, words: dict[str, str]) -> None:
    found = _find(slug, language)
    page = found.specific if found else _add(slug, language, words)
    for column, value in words.items():
        setattr(page, column, value)
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
