"""For work on the product itself: Django's error pages and reloading."""

from __future__ import annotations

from .main import *  # noqa: F403  one set of settings, changed in two places

DEBUG = True
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
