"""Who may do what: one table, applied by `furnish()`."""

from __future__ import annotations

from typing import Final

TRANSLATORS: Final = "Translators"
EDITORS: Final = "Editors"
MODERATORS: Final = "Moderators"

_DRAFT: Final = ("add", "change", "view")
_FULL: Final = ("add", "change", "delete", "publish", "lock", "unlock", "view")

GROUP_PERMISSIONS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    # group: {"app.model": permitted actions}
    TRANSLATORS: {
        "wagtailadmin.admin": ("access",),
        "newsroom.figure": ("view",),
        "newsroom.figuretext": _DRAFT,
        "newsroom.module": ("view",),
        "newsroom.moduletext": _DRAFT,
        "newsroom.term": ("view",),
        "newsroom.termtext": _DRAFT,
        "practices.practice": ("view",),
        "practices.practicetext": _DRAFT,
        "toolkit.lesson": ("view",),
        "toolkit.lessontext": _DRAFT,
    },
    EDITORS: {
        "wagtailadmin.admin": ("access",),
        "newsroom.figure": ("add", "change", "delete", "view"),
        "newsroom.figuretext": _FULL,
        "newsroom.module": ("add", "change", "delete", "view"),
        "newsroom.moduletext": _FULL,
        "newsroom.term": ("add", "change", "delete", "view"),
        "newsroom.termtext": _FULL,
        "practices.practice": ("add", "change", "delete", "view"),
        "practices.practicetext": _FULL,
        "toolkit.lesson": ("add", "change", "delete", "view"),
        "toolkit.lessontext": _FULL,
        "simple_translation.translation": ("submit",),
        "pages.front": ("add", "change", "delete", "view"),
        "vocabulary.concept": ("add", "change", "view"),
        "images.picture": ("add", "change", "delete"),
        "stories.storytext": ("change",),
    },
    MODERATORS: {
        "wagtailadmin.admin": ("access",),
        "stories.submission": ("moderate",),
        "stories.storytext": ("change",),
    },
}
"""Translators write drafts; editors also publish and answer for facts; moderators
read what tellers entrust, and nothing but stories.

Editors and moderators translate published stories, which readers see at once; so
translators, whose work somebody else publishes, don't.
"""
