"""Verbs lock rows in one order, so that no two who act at once wait for each other."""

from __future__ import annotations

import re

from django.db import connection

import pytest

from stories import actions, receipts
from stories.models import Report, Scope
from tests.stories.factories import make_story
from tests.stories.private import BOTH, make_moderator, make_published

pytestmark = pytest.mark.django_db(databases=BOTH)

ORDER = ["stories_submission", "stories_story", "stories_report"]
LOCKING = re.compile(r'(?:FROM|^UPDATE|^DELETE FROM) "(\w+)"')


@pytest.fixture
def locked_by(monkeypatch):
    """Return the function that says in which order an act locks our tables."""
    # SQLite locks no rows, and so would not even be asked to.
    monkeypatch.setattr(connection.features, "has_select_for_update", True)
    monkeypatch.setattr(connection.ops, "for_update_sql", lambda **_: "/* lock */")

    def locked(act) -> list[str]:
        tables: list[str] = []

        def note(execute, sql, params, many, context):
            done = execute(sql, params, many, context)
            if "/* lock */" in sql or sql.startswith(("UPDATE", "DELETE")):
                table = LOCKING.search(sql).group(1)
                if context["cursor"].rowcount and table in ORDER:
                    tables.append(table)
            return done

        with connection.execute_wrapper(note):
            act()
        return list(dict.fromkeys(tables))

    return locked


def reported(story, reason="about_me", *, slow=False) -> Report:
    code = receipts.new_code()
    public_id = story.public_id
    return actions.report("story", public_id, reason, "It is me.", code, slow=slow)


ACTS = {
    "accept": lambda story, report, moderator: actions.accept_removal(
        report, moderator
    ),
    "withdraw": lambda story, report, moderator: actions.withdraw(story.submission),
    "photo": lambda story, report, moderator: actions.switch_off_consent(
        story.submission, Scope.PHOTO
    ),
    "agree": lambda story, report, moderator: actions.agree_again(
        story.submission, wording="2026-11", language="ar"
    ),
    "hide": lambda story, report, moderator: actions.hide_story(story, moderator),
    "show": lambda story, report, moderator: actions.show_story(story, moderator),
    "report": lambda story, report, moderator: reported(story),
    "close": lambda story, report, moderator: actions.close_report(
        report, moderator, "No."
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_submission_is_locked_before_its_story_and_that_before_its_reports(
    locked_by, act
):
    story = make_published(photo=True)
    report, moderator = reported(story), make_moderator()
    locked = locked_by(lambda: ACTS[act](story, report, moderator))
    assert locked
    assert locked == sorted(locked, key=ORDER.index)


def test_a_story_without_submission_is_locked_before_its_reports(locked_by):
    story = make_story()
    reported(story)
    assert locked_by(lambda: actions.end_story(story)) == ORDER[1:]


@pytest.mark.usefixtures("locked_by")
def test_a_flood_is_locked_by_number():
    story, moderator = make_story(), make_moderator()
    flood = [reported(story, "untrue", slow=True) for _one in range(3)]
    asked: list[str] = []

    def note(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert actions.close_unread(reversed(flood), moderator) == 3
        actions.end_story(story)
    locks = [sql for sql in asked if "/* lock */" in sql and f'"{ORDER[2]}"' in sql]
    assert len(locks) == 2
    by_number = re.compile(r'ORDER BY (1|"stories_report"."id") ASC')
    assert all(by_number.search(sql) for sql in locks)
