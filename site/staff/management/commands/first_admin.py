from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand

from staff.models import User


class Command(BaseCommand):
    """Makes an administrator when there is none and prints `name password`, once."""

    help = "Make an administrator with a random password, when there is none."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if User.objects.filter(is_superuser=True).exists():
            return
        name, password = _free_name(), secrets.token_urlsafe(15)
        User.objects.create_superuser(name, password=password)
        self.stdout.write(f"{name} {password}")


def _free_name() -> str:
    names = ("admin", *(f"admin{number}" for number in range(2, 100)))
    taken = set(User.objects.values_list("username", flat=True))
    return next(name for name in names if name not in taken)
