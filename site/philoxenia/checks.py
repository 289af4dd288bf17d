"""What an operator must do before the public may come: `manage.py check --deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def operator_is_named(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a copy whose privacy notice would show blanks."""
    return [
        Error(
            f"Nobody has said what OPERATOR_{key.upper()} is.",
            hint=(
                f"Set the environment variable OPERATOR_{key.upper()}; "
                "until then pages show a blank in its place."
            ),
            id="philoxenia.E001",
        )
        for key, value in settings.OPERATOR.items()
        if not value.strip()
    ]


@register(Tags.security, deploy=True)
def address_is_https(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a copy that would stay a trial copy for ever."""
    if settings.PUBLIC_URL.startswith("https://"):
        return []
    return [
        Error(
            f"PUBLIC_URL is {settings.PUBLIC_URL}, so this is a trial copy.",
            hint="Set the environment variable PUBLIC_URL to an https:// address.",
            id="philoxenia.E002",
        )
    ]


@register(Tags.security, deploy=True)
def backups_are_sealed(**_kwargs: Any) -> list[CheckMessage]:
    """Warn about a copy of which no backup can be made."""
    if settings.BACKUP_RECIPIENT:
        return []
    return [
        Warning(
            "BACKUP_RECIPIENT is not set, so no backup can be made.",
            hint="Make a key: manage.py backup --new-key FILE",
            id="philoxenia.W001",
        )
    ]


@register(Tags.security, deploy=True)
def pages_hold_known_tokens(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse published pages that show readers a token in braces.

    Looks only when a database is named: `check --deploy --database default`.
    """
    if not databases:
        return []
    from pages.documents import document, public_pages
    from pages.tokens import left_tokens

    return [
        Error(
            f"The page {page.get_full_url()} shows {', '.join(unknown)} to readers.",
            hint="Edit the page; docs/settings.md lists the tokens.",
            id="philoxenia.E003",
        )
        for page in public_pages()
        if (shown := document(page))
        and (unknown := left_tokens(f"{shown.summary} {shown.text}"))
    ]
