"""Logs say what broke and where, never what somebody wrote or who they are."""

from __future__ import annotations

import logging
import traceback


class NoContentFilter(logging.Filter):
    """Replaces a logged exception by its type and frames.

    Messages and locals may quote what a stranger sent.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0]:
            kind, _value, trace = record.exc_info
            frames = "".join(traceback.format_tb(trace))
            record.msg = f"{kind.__module__}.{kind.__qualname__}\n{frames}"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        elif record.name.startswith(("django.request", "django.security")):
            status = getattr(record, "status_code", "")
            record.msg = f"{record.name} {status}"
            record.args = ()
        return True
