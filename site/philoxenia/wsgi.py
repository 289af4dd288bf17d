"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "philoxenia.settings.main")
application = get_wsgi_application()


def _keep_gone_what_was_taken_back() -> None:
    """Replay tombstones before the first request; fails where it cannot be done.

    Somebody may have put an old copy of a database in place while nothing ran.
    """
    from django.db import connections

    from stories.actions import replay_tombstones

    replay_tombstones()
    connections.close_all()


_keep_gone_what_was_taken_back()
