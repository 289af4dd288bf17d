from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.actions import reset_second_factor
from staff.models import User


class Command(BaseCommand):
    """Lets somebody in again whose phone and recovery codes are gone."""

    help = "Take a person's second factor away and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--yes", action="store_true", help="don't ask")

    def handle(self, *_args: Any, username: str, yes: bool, **_options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(
                f"Nobody is called {username}. "
                "The admin lists the names under Settings › Users."
            )
        if not yes and not _confirmed(username):
            raise CommandError("Nothing was changed.")
        if reset_second_factor(user):
            self.stdout.write(f"{username} has no second factor now.")
        else:
            self.stdout.write(f"{username} had no second factor.")
        self.stdout.write(
            "All sessions have ended. Whoever signs in first with the password sets up "
            "the new one: if it may be known to others, run "
            f"`manage.py changepassword {username}`."
        )


def _confirmed(username: str) -> bool:
    answer = input(
        f"Has {username} shown you who they are? Their second factor and recovery "
        "codes will be gone. Type yes to go on: "
    )
    return answer.strip() == "yes"
