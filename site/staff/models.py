"""Our own user model, so that it can grow without a painful migration."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who works on the site; readers and tellers have no account."""
