"""When the index was last looked at as a whole."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class RunManager(models.Manager["Run"]):
    """Keeps the last run of each work alone."""

    def note(self, work: str, documents: int) -> None:
        """Remember that a work has just ended."""
        self.update_or_create(
            work=work, defaults={"ended_at": timezone.now(), "documents": documents}
        )

    def by_work(self) -> dict[str, Run]:
        """Return work → its last run, of what was done at all."""
        return {run.work: run for run in self.all()}


class Run(models.Model):
    """The last time that something was done with the whole index."""

    class Work(models.TextChoices):
        """What is done; `documents` are those built, or those found wrong."""

        REINDEX = "reindex"
        RECONCILE = "reconcile"

    work = models.CharField(max_length=20, choices=Work.choices, unique=True)
    ended_at = models.DateTimeField()
    documents = models.PositiveIntegerField()

    objects = RunManager()

    class Meta:
        verbose_name = "run"

    def __str__(self) -> str:
        return self.work
