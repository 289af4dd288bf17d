from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    """A person's story: told, reviewed together, published, taken back."""

    name = "stories"
    verbose_name = _("Stories")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from images import guards
        from images.models import PERSONAL
        from search import kinds
        from stories import checks, reported, sweeps  # noqa: F401  registers the checks
        from stories.documents import KIND
        from stories.photos import is_public
        from stories.presentation import REPORTED_STORY

        kinds.register(KIND)
        reported.register(reported.STORY, REPORTED_STORY)
        guards.register(PERSONAL, is_public)
        sweeps.register_all()
