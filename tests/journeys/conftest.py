"""A real copy, with web and worker as processes of their own, and a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.prepared import ROOT, prepared_copy
from tests.run.conftest import Copy

PASSWORD = "a long password for tests"
EDITOR = ("editor", PASSWORD)
MODERATOR = ("moderator", PASSWORD)
_MAKE_STAFF = """
from django.contrib.auth.models import Group
from staff.models import User
for name, group in (("editor", "Editors"), ("moderator", "Moderators")):
    user = User.objects.create_user(name, password={password!r})
    user.groups.set([Group.objects.get(name=group)])
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
    copy = Copy(prepared_copy(tmp_path_factory.mktemp("copy") / "var"))
    try:
        copy.start()
        manage(copy, "shell", "-c", _MAKE_STAFF.format(password=PASSWORD))
        yield copy
    finally:
        copy.make("stop")
        copy.wait()


@contextmanager
def signed_in(copy: Copy, browser: Browser, who: tuple[str, str]) -> Iterator[Page]:
    """The admin, as somebody sees it who has signed in."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1000},
        base_url=f"http://127.0.0.1:{copy.port}",
    )
    try:
        page = context.new_page()
        page.goto("/admin/login/")
        name, password = who
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.click("button[type=submit]")
        expect(page).to_have_url(f"http://127.0.0.1:{copy.port}/admin/")
        yield page
    finally:
        context.close()
