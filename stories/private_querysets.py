from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, When

from stories import receipts

if TYPE_CHECKING:
    from stories.models import Report, Submission


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """The reads of submissions."""

    def by_code(self, typed: str) -> Submission | None:
        """Return the submission of a receipt code; a wrong one costs the same query."""
        return self.with_photo().filter(receipt__in=receipts.lookups(typed)).first()

    def with_photo(self) -> Self:
        """Add whether there is a photo, for whoever shows the draft."""
        return self.select_related("photo")

    def waiting(self) -> Self:
        """Return what moderators have to do, the slow lane last.

        What has waited longest comes first, from the day that it was sent, answered
        or approved: one begun weeks ago and sent today stands behind yesterday's.
        """
        return self.filter(state__in=["waiting", "approved"]).order_by(
            "slow", "changed_on", "pk"
        )

    def begun_quick(self, day: date) -> Self:
        """Return those begun on a day that the usual order takes; not the slow lane."""
        return self.filter(made_on=day, slow=False)

    def to_do(self) -> Self:
        """Return what moderators read one by one, in that order."""
        return self.waiting().exclude(_unread())

    def unread(self) -> Self:
        """Return what stands in the slow lane and nobody has answered yet."""
        return self.filter(_unread()).order_by("pk")

    def with_their_tellers(self) -> Self:
        """Return what tellers have to answer or approve, the oldest first."""
        return self.filter(state__in=["asked", "proposed"]).order_by("changed_on", "pk")

    def declined(self) -> Self:
        """Return what was declined and is not erased yet, the newest first."""
        return self.filter(state="declined").order_by("-changed_on", "-pk")

    def sent(self) -> Self:
        """Return what its teller has sent: a draft is hers alone."""
        return self.exclude(state="draft")

    def with_rows(self) -> Self:
        """Add what the moderators' lists show of each; the receipt stays where it is.

        `answered` says whether the teller has written since she sent the story.
        """
        from stories.models import Message

        written = Message.objects.filter(submission=OuterRef("pk"), sender="teller")
        return (
            self.defer("receipt")
            .select_related("photo")
            .annotate(answered=Exists(written), endorsements=Count("endorsed_by"))
        )

    def lapsed(self, days: Mapping[str, int], today: date) -> Self:
        """Return those that have stood in a state for longer than its days."""
        too_old = Q(pk__in=[])
        for state, kept in days.items():
            too_old |= Q(state=state, changed_on__lt=today - timedelta(days=kept))
        return self.filter(too_old)

    def unpublished_past_consent(self, today: date) -> Self:
        """Return what was sent, never appeared, and now may not: an agreement ended."""
        unpublished = self.sent().filter(story=None)
        return unpublished.filter(
            consents__scope="text", consents__expires_on__lte=today
        ).distinct()

    def taken_back(self, tombstones: models.QuerySet[models.Model]) -> Self:
        """Return those whose key, or whose story, has a tombstone."""
        return self.filter(
            Exists(tombstones.filter(ref=OuterRef("key_ref")))
            | Exists(tombstones.filter(ref=OuterRef("story__public_id")))
        )


def _unread() -> Q:
    from stories.models import Message

    answered = Exists(Message.objects.filter(submission=OuterRef("pk")))
    return Q(slow=True, state="waiting", version=0) & ~Q(answered)


class ReportQuerySet(models.QuerySet["Report"]):
    """The reads of reports."""

    def by_code(self, typed: str) -> Report | None:
        """Return the report of a receipt code; a wrong one costs the same query."""
        return self.filter(receipt__in=receipts.lookups(typed)).first()

    def made_quick(self, day: date) -> Self:
        """Return those made on a day that take a place in the usual order.

        Those in the slow lane take none, and those about the reporter need none.
        """
        return self.filter(made_on=day, slow=False).exclude(reason="about_me")

    def of_kinds(self, kinds: Iterable[str]) -> Self:
        """Return those on things of these kinds."""
        return self.filter(kind__in=list(kinds))

    def undecided(self) -> Self:
        """Return what is not closed yet."""
        return self.filter(state__in=["open", "asked"])

    def waiting(self) -> Self:
        """Return what is not closed yet, in the order of the moderators' work.

        What waits for us before what waits for an answer, the slow lane last of each;
        who says it is about them comes first.
        """
        return self.undecided().order_by(
            Case(When(state="open", then=0), default=1),
            "slow",
            Case(When(reason="about_me", then=0), default=1),
            "pk",
        )

    def with_rows(self) -> Self:
        """Add what the moderators' lists show; the receipt stays where it is."""
        return (
            self.defer("receipt")
            .select_related("story")
            .annotate(accepted=Count("accepted_by"))
        )

    def to_do(self) -> Self:
        """Return what moderators read one by one, in the order of their work."""
        return self.waiting().exclude(_unread_report())

    def for_staff(self) -> Self:
        """Return those to do that wait for us, and not for whoever wrote them."""
        return self.to_do().filter(state="open")

    def unread(self) -> Self:
        """Return what stands in the slow lane unanswered, what is about them first."""
        about_me_first = Case(When(reason="about_me", then=0), default=1)
        return self.filter(_unread_report()).order_by(about_me_first, "pk")

    def agreed(self, moderators: int) -> Self:
        """Return what is not closed though so many moderators accepted it."""
        accepted = self.undecided().annotate(accepted=Count("accepted_by"))
        return accepted.filter(accepted__gte=moderators)

    def lapsed(self, kept: int, unanswered: int, today: date) -> Self:
        """Return what was closed, or asked in vain, longer ago than these days."""
        closed = Q(closed_on__lt=today - timedelta(days=kept))
        asked = Q(state="asked", changed_on__lt=today - timedelta(days=unanswered))
        return self.filter(closed | asked)


def _unread_report() -> Q:
    from stories.models import Message

    talked = Exists(Message.objects.filter(report=OuterRef("pk"), sender="moderator"))
    return Q(slow=True, state="open") & ~Q(talked)
