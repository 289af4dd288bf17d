"""The words to which tellers agree; a change of their sense is a new version."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from stories.models import Scope

WORDING: Final = "2026-11-25"
"""The version of the texts below, kept with each consent. Change one, date it anew."""

MEANINGS: Final = {
    Scope.TEXT: (
        _("My story may be read on this site"),
        _(
            "Anybody in the world can read it, also in translation, and find it "
            "through search engines. Without this we cannot publish it. It holds "
            "for two years; then we take the story down unless you agree again."
        ),
    ),
    Scope.PHOTO: (
        _("My photo may be shown with it"),
        _("People can recognise you. It holds for one year."),
    ),
    Scope.CLASSROOM: (
        _("Schools may use it"),
        _("In lessons, on paper and on screen. Printed pages cannot be called back."),
    ),
    Scope.PRESS: (
        _("The press may quote it"),
        _("With the name you chose. What is printed cannot be called back."),
    ),
    Scope.SOCIAL: (
        _("It may be shared in social media"),
        _(
            "By us and by others. There it can be read by people who mean you "
            "harm, and copies are hard to remove."
        ),
    ),
    Scope.EMBED: (
        _("Other websites may show it"),
        _("As a window to this site: when you take it back, it is gone there too."),
    ),
}
"""Scope → what she agrees to, and what that means."""

GUARDIAN: Final = (
    _("I am the parent or guardian, I have read the story and I agree as well"),
    _(
        "Under 18, a parent or guardian has to agree to everything ticked above. "
        "Please let them tick this themselves."
    ),
)
