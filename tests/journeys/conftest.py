"""A real copy, with web and worker as processes of their own, and a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.run.conftest import ROOT, Copy

EDITOR = ("editor", "a long password for tests")
_MAKE_EDITOR = """
from django.contrib.auth.models import Group
from staff.models import User
user = User.objects.create_user({name!r}, password={password!r})
user.groups.set(Group.objects.filter(name="Editors"))
"""


def manage(copy: Copy, *arguments: str) -> str:
    """Run a management command on the copy's state."""
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        cwd=ROOT,
        env=copy.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Iterator[Copy]:
    state = tmp_path_factory.mktemp("copy") / "var"
    state.mkdir()
    (state / "tries").symlink_to(ROOT / "var" / "tries")
    copy = Copy(state)
    try:
        copy.start()
        name, password = EDITOR
        manage(copy, "shell", "-c", _MAKE_EDITOR.format(name=name, password=password))
        yield copy
    finally:
        copy.make("stop")
        copy.wait()
