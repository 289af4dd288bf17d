"""What search gets: one document a published text of a module or a term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from newsroom.models import ModuleText, TermText
from search.kinds import Kind, SearchDocument

if TYPE_CHECKING:
    from newsroom.querysets import ModuleTextQuerySet, TermTextQuerySet


def public_modules() -> ModuleTextQuerySet:
    """Return the modules' texts that search may show."""
    return ModuleText.objects.for_search()


def public_terms() -> TermTextQuerySet:
    """Return the terms' texts that search may show."""
    return TermText.objects.for_search()


def module_document(text: ModuleText) -> SearchDocument:
    """Return the words and facets of one published module."""
    words = [
        *(f"{row.title}\n{plain_text(row.body)}" for row in text.units.all()),
        *(row.scenario for row in text.quiz.all()),
        plain_text(text.exercise),
        plain_text(text.checklist),
        text.audience,
        text.outcomes,
    ]
    return _document("module", text, text.summary, words)


def term_document(text: TermText) -> SearchDocument:
    """Return the words and facets of one published term."""
    words = [plain_text(text.why), plain_text(text.right_when), text.before, text.after]
    return _document("term", text, " · ".join(text.preferred_wordings()), words)


def _document(
    kind: str, text: ModuleText | TermText, summary: str, words: list[str]
) -> SearchDocument:
    return SearchDocument(
        kind=kind,
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=summary,
        text="\n".join(word for word in words if word),
        facets=lambda: {"theme": [theme.slug for theme in text.thing.themes.all()]},
        date=text.last_published_at.date() if text.last_published_at else None,
        url=text.get_absolute_url(),
    )


_THEMES: Final = ("thing__themes",)
KINDS: Final = (
    Kind("module", _("Training modules"), public_modules, module_document, _THEMES),
    Kind("term", _("Words and terms"), public_terms, term_document, _THEMES),
)
