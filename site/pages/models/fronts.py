"""The words on the fronts that editors may change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.registry import DJANGO_LANGUAGES, ORIGINAL
from pages.querysets import FrontQuerySet


class Slot(models.TextChoices):
    """The fronts whose words may be changed."""

    HOME = "home", _("Home")
    STORIES = "stories", _("Stories")
    TOOLKIT = "toolkit", _("Toolkit")
    PRACTICES = "practices", _("Practices")
    NEWSROOM = "newsroom", _("Newsroom")
    SEARCH = "search", _("Search")


class Front(models.Model):
    """One front's words in one language; an empty field keeps the built-in words."""

    slot = models.CharField(_("front"), max_length=20, choices=Slot.choices)
    language = models.CharField(
        _("language"), max_length=12, choices=DJANGO_LANGUAGES, default=ORIGINAL
    )
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    objects = FrontQuerySet.as_manager()

    class Meta:
        ordering = ["slot", "language"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "language"], name="front_once"),
        ]
        verbose_name = _("front")
        verbose_name_plural = _("fronts")

    def __str__(self) -> str:
        return f"{self.get_slot_display()} · {self.get_language_display()}"
