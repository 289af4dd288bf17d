from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail.signals import published, unpublished

import pytest
import time_machine

from editorial import sweeps
from editorial.sweeps import publish_due
from practices.models import PracticeText
from search.models import Outbox
from tests.editorial.test_sources import MESSAGE, save_in_admin
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.practices.test_publishing import FORM, address
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def in_days(days: int) -> str:
    """Return the day as the form sends it."""
    day = timezone.localtime() + timedelta(days=days)
    return day.strftime("%Y-%m-%d %H:%M")


def send(client, text: PracticeText, **sent: str):
    return client.post(address("edit", text.pk), {**FORM, **sent})


def done_after(days: int) -> tuple[int, bool]:
    """Return what the sweep does then, and whether search is told."""
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        told = Outbox.objects.count()
        return publish_due(), Outbox.objects.count() > told


def schedule(text: PracticeText, **dates) -> None:
    for name, value in dates.items():
        setattr(text, name, value)
    text.save_revision().publish()


def test_scheduled_text_goes_live_when_it_is_due():
    text = make_practice(live=False).texts.get()
    schedule(text, go_live_at=timezone.now() + timedelta(hours=1))
    assert publish_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert publish_due() == 1
    text.refresh_from_db()
    assert text.live
    assert text.edition == 1


def test_expired_text_is_unpublished():
    text = make_practice().texts.get()
    schedule(text, expire_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert publish_due() == 1
    text.refresh_from_db()
    assert not text.live
    assert text.expired


def test_version_that_cannot_be_published_does_not_stop_the_others():
    first, second = (make_practice(live=False) for _number in range(2))
    for practice in (first, second):
        schedule(practice.texts.get(), go_live_at=timezone.now() + timedelta(hours=1))
    first.sources.all().delete()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert publish_due() == 1
    assert not first.texts.get().live
    assert second.texts.get().live


@pytest.fixture
def new_worker(monkeypatch):
    """Forget what was logged, as a worker that has just begun."""
    monkeypatch.setattr(sweeps, "_LOGGED", {})


@pytest.fixture
def overdue(new_worker):
    """A text whose day comes after its sources have gone."""
    practice = make_practice(live=False)
    schedule(practice.texts.get(), go_live_at=timezone.now() + timedelta(days=1))
    practice.sources.all().delete()
    return practice.texts.get()


def test_text_that_waits_is_logged_once_a_day(overdue, caplog):
    for hours, logged in ((1, 0), (25, 1), (25, 1), (49, 2)):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            assert publish_due() == 0
        assert len(caplog.records) == logged
    assert f"practices.practicetext {overdue.pk} is due" in caplog.text
    assert MESSAGE not in caplog.text
    assert str(overdue) not in caplog.text


@pytest.fixture
def fail_with():
    """Make all publishing and unpublishing raise an error."""
    receivers = []

    def connect(error: Exception) -> None:
        def fail(**_sent: object) -> None:
            raise error

        receivers.append(fail)
        for signal in (published, unpublished):
            signal.connect(fail)

    yield connect
    for fail in receivers:
        for signal in (published, unpublished):
            signal.disconnect(fail)


@pytest.mark.parametrize(
    ("error", "unpublishing", "publishing"),
    [
        (
            RuntimeError("quoted"),
            "Could not unpublish {}: RuntimeError",
            "Could not publish {}: RuntimeError",
        ),
        (
            ValidationError("quoted"),
            "{} has expired and can't be unpublished.",
            "{} is due and can't be published: its page says why.",
        ),
    ],
)
def test_log_names_each_change_that_failed(
    new_worker, fail_with, caplog, error, unpublishing, publishing
):
    text = make_practice().texts.get()
    soon = timezone.now() + timedelta(hours=1)
    schedule(text, go_live_at=soon)
    PracticeText.objects.update(expire_at=soon)
    fail_with(error)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert publish_due() == publish_due() == 0
    said = [r.getMessage() for r in caplog.records if r.name == sweeps.__name__]
    name = f"practices.practicetext {text.pk}"
    assert [message.splitlines()[0] for message in said] == [
        unpublishing.format(name),
        publishing.format(name),
    ]
    assert "quoted" not in "".join(said)


def test_staff_read_why_a_text_still_waits(desk, overdue):
    pages = (
        reverse("wagtailsnippets_practices_practice:edit", args=[overdue.thing.pk]),
        address("edit", overdue.pk),
    )
    for page in pages:
        assert MESSAGE not in desk.get(page).content.decode()
    overdue.revisions.update(approved_go_live_at=timezone.now())
    for page in pages:
        assert MESSAGE in desk.get(page).content.decode()


def test_first_page_names_what_still_waits(desk, overdue):
    home = reverse("wagtailadmin_home")
    assert MESSAGE not in desk.get(home).content.decode()
    overdue.revisions.update(approved_go_live_at=timezone.now())
    page = desk.get(home).content.decode()
    assert MESSAGE in page
    assert address("edit", overdue.pk) in page


def test_first_page_names_no_text_to_whoever_may_not_edit_it(
    client, moderating, overdue
):
    overdue.revisions.update(approved_go_live_at=timezone.now())
    client.force_login(moderating)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert MESSAGE not in page
    assert str(overdue) not in page


def test_page_of_a_thing_costs_no_query_a_language(desk):
    costs = []
    for languages in (("en",), ("en", "de", "fr", "sv")):
        practice = make_practice(languages=languages)
        for text in practice.texts.all():
            schedule(text, go_live_at=timezone.now() + timedelta(days=1))
        where = reverse("wagtailsnippets_practices_practice:edit", args=[practice.pk])
        desk.get(where)
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(where).content.decode()
        assert page.count("Live + scheduled") == len(languages)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "make", [make_practice, make_lesson, make_module, make_term, make_figure]
)
def test_every_kind_of_text_can_be_scheduled(desk, make):
    text = make().texts.get()
    names = text._meta.app_label, text._meta.model_name
    edit = reverse("wagtailsnippets_{}_{}:edit".format(*names), args=[text.pk])
    form = desk.get(edit).content.decode()
    assert form.count('name="go_live_at"') == 1
    assert form.count('name="expire_at"') == 1


def test_text_scheduled_in_the_form_goes_live_in_time_and_into_search(desk):
    text = make_practice(live=False).texts.get()
    send(desk, text, go_live_at=in_days(1), **PUBLISH)
    text.refresh_from_db()
    assert not text.live
    assert text.edition == 0
    assert publish_due() == 0
    assert done_after(2) == (1, True)
    text.refresh_from_db()
    assert text.live
    assert text.title == FORM["title"]


def test_live_text_keeps_its_words_until_the_new_ones_are_due(desk):
    text = make_practice().texts.get()
    send(desk, text, go_live_at=in_days(1), **PUBLISH)
    before = PracticeText.objects.get()
    assert before.live
    assert (before.title, before.edition) == (text.title, 1)
    assert done_after(2) == (1, True)
    after = PracticeText.objects.get()
    assert (after.title, after.edition) == (FORM["title"], 2)


def test_text_that_expires_leaves_in_time_and_search_is_told(desk):
    text = make_practice().texts.get()
    send(desk, text, expire_at=in_days(1), **PUBLISH)
    assert PracticeText.objects.get().live
    assert done_after(2) == (1, True)
    assert not PracticeText.objects.get().live


def test_text_without_source_is_not_scheduled(desk):
    text = make_practice(live=False, sourced=False).texts.get()
    page = send(desk, text, go_live_at=in_days(1), **PUBLISH)
    assert MESSAGE in page.content.decode()
    assert not text.revisions.exists()
    assert done_after(2) == (0, False)


def test_text_whose_sources_went_meanwhile_waits_for_an_editor(desk):
    practice = make_practice(live=False)
    text = practice.texts.get()
    send(desk, text, go_live_at=in_days(1), **PUBLISH)
    save_in_admin(desk, practice, **{"sources-0-DELETE": "on"})
    assert done_after(2) == (0, False)
    assert not PracticeText.objects.get().live
    version = PracticeText.objects.get().scheduled_revision
    desk.post(address("revisions_unschedule", text.pk, version.pk))
    send(desk, text, title="Without a date")
    latest = PracticeText.objects.get().get_latest_revision_as_object()
    assert latest.title == "Without a date"


def test_translators_date_holds_once_an_editor_approves(client, translator, editor):
    text = make_practice(live=False).texts.get()
    client.force_login(translator)
    send(client, text, go_live_at=in_days(1), **PUBLISH)
    assert PracticeText.objects.get().scheduled_revision is None
    send(client, text, go_live_at=in_days(1), **SUBMIT)
    assert done_after(2) == (0, False)
    client.force_login(editor)
    state = PracticeText.objects.get().current_workflow_task_state
    approve = address("workflow_action", text.pk, "approve", state.pk)
    client.post(approve, {"comment": ""})
    assert not PracticeText.objects.get().live
    assert done_after(2) == (1, True)
    assert PracticeText.objects.get().live
