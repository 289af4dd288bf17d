"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "philoxenia.settings.main")
application = get_wsgi_application()


def _keep_gone_what_was_taken_back() -> None:
    """Replay tombstones before the first request; fails where it cannot be done.

    Somebody may have put an old copy of a database in place while nothing ran; from
    here on nobody can, as far as that hangs on us.
    """
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connections

    from stories import actions
    from sweeps import presence
    from sweeps.checkpoint import empty_write_ahead_logs

    presence.stay()
    try:
        if actions.replay_tombstones():
            empty_write_ahead_logs()
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "What was taken back cannot be kept gone: the main or the keys database "
            "does not answer or is not prepared. Call `manage.py prepare`, start again."
        ) from error
    finally:
        connections.close_all()


_keep_gone_what_was_taken_back()
