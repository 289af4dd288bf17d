"""A draft as its forms need it: what was said, what is there, what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stories.models import Consent, GivenBy, Scope, Submission
from stories.opened import open_submission
from stories.telling import Telling


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands under a code so far; an empty one where nothing does yet."""

    telling: Telling = Telling()
    has_photo: bool = False
    agreed: frozenset[str] = frozenset()
    """Scopes that the teller agreed to."""
    guardian: bool = False
    """A parent or guardian agreed as well."""

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


def read_draft(submission: Submission) -> Draft:
    """Return a submission's draft in clear; raises KeyGone once it was taken back."""
    telling = open_submission(submission).telling
    given = set(
        Consent.objects.filter(submission=submission).values_list("given_by", "scope")
    )
    photo = getattr(submission, "photo", None)
    return Draft(
        telling=telling,
        has_photo=photo is not None and not photo.discarded,
        agreed=frozenset(scope for by, scope in given if by == GivenBy.TELLER),
        guardian=(GivenBy.GUARDIAN, Scope.TEXT) in given,
    )
