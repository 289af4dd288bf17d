"""`make stop`: end the copy that runs on this state folder, launcher or not."""

from __future__ import annotations

import sys
from contextlib import suppress
from os import kill

from running import end_all, read_record, record_path, shown, state_folder
from steps import Failed, end_with, say


def main() -> int:
    state = state_folder()
    record = read_record(state)
    if record:
        _refuse_anothers(record["pid"])
    ended = end_all(state)
    if ended:
        at = f" on port {record['port']}" if record else ""
        say(f"Stopped the copy{at} ({ended} processes).")
    else:
        say(f"Nothing is running on {shown(state)}.")
    return 0


def _refuse_anothers(pid: int) -> None:
    """Say whose it is when the recorded process is not ours to end."""
    with suppress(ProcessLookupError):
        try:
            kill(pid, 0)
        except PermissionError:
            raise Failed(
                f"{shown(record_path(state_folder()))} names process {pid}, which "
                "belongs to another user. Run `make stop` as that user."
            ) from None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(end_with(failure))
