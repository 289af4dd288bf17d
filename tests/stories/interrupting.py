"""Kills a process at its n-th step: a row written, or an operation on a file.

A forked child does the work and ends without cleaning up, as after `kill -9`.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connections

_KILLED: Final = 9
_RAISED: Final = 3
_WRITING: Final = ("INSERT", "UPDATE", "DELETE")
"""Between two of these nothing changes, so reads are no steps of their own."""


class Steps:
    """Counts the steps of this process, and ends it when the last allowed is due."""

    allowed: int | None = None
    done = 0

    @classmethod
    def take(cls) -> None:
        if cls.allowed is None:
            return
        cls.done += 1
        if cls.done > cls.allowed:
            os._exit(_KILLED)


def _counted(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
    if sql.startswith(_WRITING):
        Steps.take()
    return execute(sql, *arguments)


class SteppingStorage(FileSystemStorage):
    """Files on the disk, where each operation can be the last, writing half-way too."""

    def _save(self, name: str, content: Any) -> str:
        Steps.take()
        if Steps.allowed is not None:
            data = content.read()
            super()._save(name, ContentFile(data[: len(data) // 2]))
            Steps.take()
            super().delete(name)
            content = ContentFile(data)
        name = super()._save(name, content)
        Steps.take()
        return name

    def delete(self, name: str) -> None:
        Steps.take()
        super().delete(name)
        Steps.take()


def is_done(act: Callable[[], object], steps: int) -> bool:
    """Do it in a process that is killed after so many steps; say whether it ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _end_after(act, steps)
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _KILLED), "the action raised; its traceback stands above"
    return code == 0


def _end_after(act: Callable[[], object], steps: int) -> None:
    try:
        Steps.allowed = steps
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(_counted))
            act()
        os._exit(0)
    except BaseException:  # noqa: BLE001  nothing may run on in the child
        traceback.print_exc()
        os._exit(_RAISED)
