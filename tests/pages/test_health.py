"""/livez and /readyz say yes or no, and nothing else."""

from __future__ import annotations

import pytest

from philoxenia import health
from philoxenia.logs import NoContentFilter


def all_well() -> bool:
    return True


def broken() -> bool:
    raise RuntimeError("secret detail")


@pytest.fixture
def parts(monkeypatch):
    """The parts of /readyz, all of them well."""
    parts = dict.fromkeys(health.PARTS, all_well)
    monkeypatch.setattr(health, "PARTS", parts)
    return parts


def test_alive_needs_no_database(client):
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_every_part_works(client, parts):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "index": "ok", "worker": "ok"}
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("part", ["database", "index", "worker"])
@pytest.mark.parametrize("failure", [bool, broken], ids=["says no", "raises"])
def test_not_ready_names_the_part_and_no_detail(client, parts, part, failure):
    parts[part] = failure
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()[part] == "failing"
    assert "secret" not in response.content.decode()


def test_log_names_the_part_that_cannot_say_how_it_is(client, parts, caplog):
    parts["index"] = broken
    client.get("/readyz")
    (record,) = [one for one in caplog.records if one.name == health.log.name]
    NoContentFilter().filter(record)
    assert record.getMessage().startswith("The index cannot say how it is: ")
    assert "secret" not in record.getMessage()


def test_fresh_index_is_healthy(client, index):
    assert client.get("/readyz").json()["index"] == "ok"


@pytest.mark.django_db
def test_worker_that_never_ran_is_failing(client):
    assert client.get("/readyz").json()["worker"] == "failing"
