"""Where a practice came from and where it went, seen from both ends."""

from __future__ import annotations

import shutil

from django.core.exceptions import ValidationError

import pytest

from editorial.actions import save_facts
from editorial.library import read_yaml
from practices.loader import PracticeLoader
from practices.models import Practice, Transfer
from tests.editorial.test_sources import save_in_admin
from tests.factories import make_practice, make_shipped_concepts

pytestmark = pytest.mark.django_db
LINKED = ("bydelsmodre", "stadtteilmuetter-neukoelln")


def link(one: Practice, other: Practice, kind: str) -> None:
    one.transfers = [Transfer(practice=other, kind=kind)]
    save_facts(one)


def page_of(client, practice):
    path = f"/en/practices/{practice.public_id}/"
    return client.get(path, follow=True).content.decode()


def test_both_records_lead_to_the_other_one(client):
    here, there = make_practice(title="Here"), make_practice(title="There")
    link(here, there, "went_to")
    assert f'Went to: <a href="/en/practices/{there.public_id}/' in page_of(
        client, here
    )
    back = f'Came from: <a href="/en/practices/{here.public_id}/'
    assert back in page_of(client, there)


def test_unpublished_practice_is_not_linked(client):
    here, there = make_practice(title="Here"), make_practice(title="There", live=False)
    link(here, there, "went_to")
    assert "Went to" not in page_of(client, here)


def test_transfer_needs_a_source():
    here, there = make_practice(), make_practice()
    source = here.sources.get()
    here.sources = [source]
    source.backs = [fact for fact in source.backs if fact != "transfers"]
    with pytest.raises(ValidationError, match="Where it came from"):
        link(here, there, "went_to")


def test_no_practice_comes_from_itself(client, editor):
    client.force_login(editor)
    practice = make_practice()
    page = save_in_admin(
        client,
        practice,
        **{
            "transfers-TOTAL_FORMS": "1",
            "transfers-0-practice": str(practice.pk),
            "transfers-0-kind": "went_to",
            "transfers-0-ORDER": "1",
        },
    )
    assert page.status_code == 200
    assert "transfers-0-practice" in page.content.decode()
    assert not Transfer.objects.exists()


def test_practices_that_went_to_each_other_say_both(client):
    here, there = make_practice(title="Here"), make_practice(title="There")
    link(here, there, "went_to")
    link(there, here, "went_to")
    for one, other in ((here, there), (there, here)):
        page = page_of(client, one)
        for way in ("Went to", "Came from"):
            assert f'{way}: <a href="/en/practices/{other.public_id}/' in page
        assert "Where it came from and where it went</li>" not in page


def test_practice_whose_file_is_broken_is_waited_for(shipped):
    file = shipped / LINKED[1] / "facts.yaml"
    whole = file.read_text()
    file.write_text(whole.replace("evidence: ", "evidence: X", 1))
    assert len(PracticeLoader().load().broken) == 2
    file.write_text(whole)
    PracticeLoader().load()
    assert Transfer.objects.exists()


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Two shipped practices that are linked, in their original alone."""
    make_shipped_concepts()
    for slug in LINKED:
        (tmp_path / slug).mkdir()
        for name in ("facts.yaml", "en.md"):
            shutil.copy(PracticeLoader.folder / slug / name, tmp_path / slug / name)
    monkeypatch.setattr(PracticeLoader, "folder", tmp_path)
    return tmp_path


def test_shipped_practices_are_linked_whatever_their_order(shipped):
    report = PracticeLoader().load()
    assert not report.broken
    row = Transfer.objects.get()
    ids = [read_yaml(shipped / slug / "facts.yaml")["id"] for slug in LINKED]
    assert [row.thing.public_id, row.practice.public_id] == ids
    assert row.kind == "came_from"


def test_unknown_practice_is_an_error_of_the_file(shipped):
    file = shipped / LINKED[0] / "facts.yaml"
    file.write_text(
        file.read_text().replace(f"practice: {LINKED[1]}", "practice: nope")
    )
    assert list(PracticeLoader().load().broken) == ["practices/bydelsmodre/facts"]
