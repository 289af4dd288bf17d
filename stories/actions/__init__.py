"""Every crossing of the wall: one verb each.

What a verb refuses, it refuses with a ValidationError for the reader; what was taken
back meanwhile raises KeyGone.
"""

from __future__ import annotations

from stories.actions.announcing import announce
from stories.actions.consenting import give_consents, switch_off_consent
from stories.actions.leaving import end_story, withdraw
from stories.actions.moderating import (
    ask,
    decline,
    edit_public_version,
    hide_story,
    publish_story,
    show_story,
)
from stories.actions.replaying import replay_tombstones
from stories.actions.reporting import (
    accept_removal,
    ask_reporter,
    close_report,
    report,
    tell_more,
)
from stories.actions.telling import (
    answer,
    approve,
    attach_photo,
    remove_photo,
    save_step,
    start_submission,
    submit,
)

__all__ = [
    "accept_removal",
    "announce",
    "answer",
    "approve",
    "ask",
    "ask_reporter",
    "attach_photo",
    "close_report",
    "decline",
    "edit_public_version",
    "end_story",
    "give_consents",
    "hide_story",
    "publish_story",
    "remove_photo",
    "replay_tombstones",
    "report",
    "save_step",
    "show_story",
    "start_submission",
    "submit",
    "switch_off_consent",
    "tell_more",
    "withdraw",
]
