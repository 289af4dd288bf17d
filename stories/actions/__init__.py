"""Every crossing of the wall: one verb each.

What a verb refuses, it refuses with a ValidationError for the reader; what was taken
back meanwhile raises KeyGone.
"""

from __future__ import annotations

from stories.actions.announcing import announce
from stories.actions.consenting import agree_again, give_consents, switch_off_consent
from stories.actions.leaving import end_story, withdraw
from stories.actions.moderating import (
    ask,
    decline,
    decline_unread,
    edit_public_version,
)
from stories.actions.publishing import hide_story, publish_story, show_story
from stories.actions.replaying import replay_tombstones
from stories.actions.reporting import (
    accept_removal,
    ask_reporter,
    close_report,
    close_unread,
    report,
    tell_more,
)
from stories.actions.telling import (
    answer,
    approve,
    attach_photo,
    object_to,
    remove_photo,
    save_step,
    set_spelling_waiver,
    start_submission,
    submit,
)
from stories.actions.translating import put_translation, remove_translation

__all__ = [
    "accept_removal",
    "agree_again",
    "announce",
    "answer",
    "approve",
    "ask",
    "ask_reporter",
    "attach_photo",
    "close_report",
    "close_unread",
    "decline",
    "decline_unread",
    "edit_public_version",
    "end_story",
    "give_consents",
    "hide_story",
    "object_to",
    "publish_story",
    "put_translation",
    "remove_photo",
    "remove_translation",
    "replay_tombstones",
    "report",
    "save_step",
    "set_spelling_waiver",
    "show_story",
    "start_submission",
    "submit",
    "switch_off_consent",
    "tell_more",
    "withdraw",
]
