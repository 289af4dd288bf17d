"""A draft as its forms need it: what was said, what is there, what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from stories.models import Consent, GivenBy, Scope, Submission
from stories.opened import OpenSubmission
from stories.telling import Telling


@dataclass(frozen=True)
class Draft:
    """What stands under a code so far; an empty one where nothing does yet.

    What was agreed to is read when somebody asks: most steps don't.
    """

    telling: Telling = Telling()
    has_photo: bool = False
    submission: Submission | None = None

    @cached_property
    def _given(self) -> set[tuple[str, str]]:
        if self.submission is None:
            return set()
        given = Consent.objects.filter(submission=self.submission)
        return set(given.values_list("given_by", "scope"))

    @property
    def agreed(self) -> frozenset[str]:
        """Scopes that the teller agreed to."""
        return frozenset(scope for by, scope in self._given if by == GivenBy.TELLER)

    @property
    def guardian(self) -> bool:
        """Whether a parent or guardian agreed as well."""
        return (GivenBy.GUARDIAN, Scope.TEXT) in self._given

    @property
    def under_18(self) -> bool:
        return self.telling.under_18

    @property
    def agreement_open(self) -> bool:
        """Say whether something is there that nobody has agreed to yet."""
        return (
            Scope.TEXT not in self.agreed
            or (self.has_photo and Scope.PHOTO not in self.agreed)
            or (self.under_18 and not self.guardian)
        )


EMPTY: Final = Draft()


def read_draft(opened: OpenSubmission) -> Draft:
    """Return a submission's draft in clear."""
    photo = getattr(opened.submission, "photo", None)
    return Draft(
        telling=opened.telling,
        has_photo=photo is not None and not photo.discarded,
        submission=opened.submission,
    )
