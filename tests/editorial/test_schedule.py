from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

import pytest
import time_machine

from editorial.sweeps import publish_due
from practices.models import PracticeText
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


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
