from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from editorial.querysets import in_order, joined, owners
from search.reads import matching_ids

if TYPE_CHECKING:
    from stories.models import Story, StoryText  # noqa: F401  for the annotation


def shown_on(day: date, path: str = "") -> Q:
    """Return what makes a story public on a day; `path` (`story__`) leads to it."""
    begun = {f"{path}not_before": None}, {f"{path}not_before__lte": day}
    shown = Q(
        **{
            f"{path}hidden": False,
            f"{path}published_on__lte": day,
            f"{path}expires_on__gt": day,
        }
    ) & (Q(**begun[0]) | Q(**begun[1]))
    if settings.PRODUCTION:
        # A trial copy that was given a real address still holds its samples.
        shown &= Q(**{f"{path}is_sample": False})
    return shown


def allows(use: str) -> Q:
    """Return what is true of a story whose teller allows a use."""
    # Not `contains`: SQLite has none for JSON. Values are words of a closed set.
    return Q(allowed_uses__icontains=f'"{use}"')


class StoryQuerySet(models.QuerySet["Story"]):
    """The reads of public stories."""

    def public(self, today: date | None = None) -> StoryQuerySet:
        """Return what readers may see on a day: embargo and expiry hold at once."""
        return self.filter(shown_on(today or timezone.localdate()))

    def shows_file(self, path: str, today: date | None = None) -> bool:
        """Say whether one of these stories shows a file of the media folder."""
        day = today or timezone.localdate()
        of_photo = Q(photo__file=path) | Q(photo__renditions__file=path)
        return self.filter(of_photo, photo_consent__expires_on__gt=day).exists()

    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-published_on", "-pk")

    def readable_first(self, language: str) -> StoryQuerySet:
        """Order those told in a language before the others, the newest first."""
        own = self._texts().filter(story=OuterRef("pk"), language=language)
        return self.annotate(readable=Exists(own)).order_by(
            "-readable", "-published_on", "-pk"
        )

    def allowing(self, use: str) -> StoryQuerySet:
        """Return the stories whose tellers allow a use; a value of `AllowedUse`."""
        return self.filter(allows(use))

    def about(self, themes: Collection[int]) -> StoryQuerySet:
        """Return the stories of any of these themes, all where none is named."""
        if not themes:
            return self.all()
        told_of = self.model.themes.through.objects.filter(
            story=OuterRef("pk"), concept__in=themes
        )
        return self.filter(Exists(told_of))

    def matching(self, q: str, language: str) -> StoryQuerySet:
        """Return those with a text that the words find, the most relevant first."""
        ids = matching_ids("story", q, language)
        return in_order(self, owners(self._texts(), ids, "story_id"))

    def released(self, days: int, today: date) -> StoryQuerySet:
        """Return public stories whose embargo ended in the last days."""
        since = today - timedelta(days=days)
        return self.public(today).filter(not_before__range=(since, today))

    def like(self, story: Story) -> StoryQuerySet:
        """Return other stories, most shared themes first, then the same origin."""
        shared = Count("themes", filter=Q(themes__in=story.themes.all()))
        same_origin = Q(origin=story.origin) if story.origin else Q(pk=None)
        return (
            self.exclude(pk=story.pk)
            .annotate(shared=shared)
            .annotate(
                same_origin=models.ExpressionWrapper(
                    same_origin, output_field=models.BooleanField()
                )
            )
            .filter(Q(shared__gt=0) | same_origin)
            .order_by("-shared", "-same_origin", "-published_on", "-pk")
        )

    def hidden(self) -> StoryQuerySet:
        """Return what a moderator took from readers, whether or not it is reported."""
        return self.filter(hidden=True)

    def for_desk(self) -> StoryQuerySet:
        """Add what the desk's lists show: languages, and how many reports are open."""
        still_open = Count("reports", filter=Q(reports__closed_on=None))
        return (
            self.annotate(open_reports=still_open)
            .prefetch_related("texts")
            .newest_first()
        )

    def with_rows(self) -> StoryQuerySet:
        """Add what a list shows of each story."""
        return self.select_related("photo", "photo_consent").prefetch_related(
            "texts", "photo__renditions"
        )

    def _texts(self) -> StoryTextQuerySet:
        from stories.models import StoryText

        return StoryText.objects.all()


class StoryTextQuerySet(models.QuerySet["StoryText"]):
    """The reads of stories' words."""

    def public(self, today: date | None = None) -> StoryTextQuerySet:
        """Return the texts of the stories that readers may see on a day."""
        return self.filter(shown_on(today or timezone.localdate(), "story__"))

    def for_search(self) -> StoryTextQuerySet:
        """Return public texts with all that a search document needs.

        `public_languages` are the languages of the story, with commas between.
        """
        same_story = self.model._default_manager.filter(story=OuterRef("story"))
        return (
            self.public()
            .select_related("story")
            .annotate(public_languages=joined(same_story, "language"))
        )
