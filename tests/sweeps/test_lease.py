from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

import pytest

from sweeps.models import WORKER, Lease

pytestmark = pytest.mark.django_db


def take(holder: str, seconds: float = 10.0) -> bool:
    return Lease.objects.take("something", holder, seconds)


def lapse() -> None:
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))


def test_free_lease_is_taken():
    assert take("one")


def test_held_lease_is_refused_to_others():
    take("one")
    assert not take("other")
    assert Lease.objects.get().holder == "one"


def test_holder_renews_its_lease():
    take("one", seconds=1)
    before = Lease.objects.get().until
    assert take("one", seconds=10)
    assert Lease.objects.get().until > before


def test_lapsed_lease_goes_to_whoever_asks_first():
    take("one")
    lapse()
    assert take("other")
    assert not take("one")


def test_lease_given_back_is_free_at_once():
    take("one")
    Lease.objects.give_back("something", "one")
    assert take("other")


def test_only_the_holder_gives_a_lease_back():
    take("one")
    Lease.objects.give_back("something", "other")
    assert not take("other")


def test_leases_of_different_names_are_apart():
    take("one")
    assert Lease.objects.take("something else", "other", 10)


def test_renewing_is_one_statement(django_assert_num_queries):
    take("one")
    with django_assert_num_queries(1):
        take("one")


def test_worker_is_fresh_while_its_lease_lasts():
    now = timezone.now()
    assert not Lease.objects.worker_is_fresh(now)
    Lease.objects.take(WORKER, "one", 10)
    assert Lease.objects.worker_is_fresh(now)
    assert Lease.objects.worker_is_fresh()
    assert not Lease.objects.worker_is_fresh(now + timedelta(seconds=20))
