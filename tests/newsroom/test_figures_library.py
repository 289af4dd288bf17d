"""Figures that ship, and what an editor may enter."""

from __future__ import annotations

import shutil

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import pytest
import yaml

from editorial import library
from editorial.filed import BrokenFile
from newsroom.figures.loader import FigureLoader
from newsroom.models import Figure, FigureText
from tests.newsroom.figures import FACTS, make_figure

pytestmark = pytest.mark.django_db
SHIPPED = "international-migrants-2024"


@pytest.fixture
def folder(tmp_path):
    """One shipped figure in a folder of its own, to be changed."""
    return shutil.copytree(FigureLoader.folder / SHIPPED, tmp_path / SHIPPED)


def change(folder, **facts: object) -> None:
    path = folder / "facts.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | facts))


def load(folder) -> library.Report:
    report = library.Report()
    FigureLoader().load_folder(folder, report)
    return report


def test_second_load_changes_nothing(folder):
    change(folder, not_comparable_with=[])
    load(folder)
    assert load(folder).loaded == []
    assert {text.revisions.count() for text in FigureText.objects.all()} == {1}


def test_what_an_editor_changed_is_kept(folder):
    change(folder, not_comparable_with=[])
    load(folder)
    figure = Figure.objects.get()
    figure.value = 1
    figure.save()
    change(folder, not_comparable_with=[], vintage="another")
    assert load(folder).kept == [f"newsroom/figures/{SHIPPED}/facts"]


@pytest.mark.parametrize("facts", [{"source": {}}, {"period": ""}, {"unit": "x"}])
def test_loader_refuses_a_figure_without_its_facts(folder, facts):
    change(folder, not_comparable_with=[], **facts)
    with pytest.raises(ValidationError):
        load(folder)
    assert not Figure.objects.exists()


@pytest.mark.parametrize("name", ["supersedes", "not_comparable_with"])
def test_loader_names_a_figure_that_nobody_knows(folder, name):
    named = "of-nobody" if name == "supersedes" else ["of-nobody"]
    change(folder, **{"not_comparable_with": [], name: named})
    with pytest.raises(BrokenFile) as caught:
        load(folder)
    assert caught.value.path == f"newsroom/figures/{SHIPPED}/facts"
    assert caught.value.messages == ["figures: nobody knows of-nobody"]
    assert not Figure.objects.exists()


def test_key_with_nothing_behind_it_names_no_figure(folder, monkeypatch):
    change(folder, supersedes=None, not_comparable_with=None)
    monkeypatch.setattr(FigureLoader, "folder", folder.parent)
    report = FigureLoader().load()
    files = len(list(folder.iterdir()))
    assert (len(report.loaded), report.broken) == (files, {})


def test_circle_of_figures_stops_no_other(tmp_path, monkeypatch):
    references = {
        "a": {"supersedes": "b"},
        "b": {"not_comparable_with": ["c"]},
        "c": {"supersedes": "a"},
        "first": {"supersedes": "second", "not_comparable_with": ["third"]},
        "second": {"supersedes": "third"},
        "third": {},
    }
    for number, (key, named) in enumerate(references.items()):
        copy = shutil.copytree(FigureLoader.folder / SHIPPED, tmp_path / key)
        facts = {"id": f"fgr0000{number}", "key": key, "not_comparable_with": []}
        change(copy, **facts | named)
    monkeypatch.setattr(FigureLoader, "folder", tmp_path)
    report = FigureLoader().load()
    assert {*report.broken} == {f"newsroom/figures/{key}/facts" for key in "abc"}
    assert {figure.key for figure in Figure.objects.all()} == {*references} - {*"abc"}


def test_loader_refuses_an_edition_that_no_source_names(folder):
    facts = yaml.safe_load((folder / "facts.yaml").read_text())
    for source in (facts["source"], *facts["sources"]):
        source["backs"] = [fact for fact in source["backs"] if fact != "vintage"]
    change(folder, **facts)
    with override("en"), pytest.raises(ValidationError, match="Edition"):
        load(folder)
    assert not Figure.objects.public()


def test_form_refuses_an_edition_that_no_source_names(client, admin):
    text = make_figure(vintage="Of May", live=False).texts.get()
    client.force_login(admin)
    address = reverse("wagtailsnippets_newsroom_figuretext:edit", args=[text.pk])
    words = {"title": "T", "summary": "S", "do_not_say": "D"}
    response = client.post(address, {**words, "action-publish": "action-publish"})
    assert "No source backs: Edition" in response.content.decode()
    assert not Figure.objects.public()


def form_of(**changes: object) -> dict[str, object]:
    facts = {**FACTS, "title": "A new figure", "language": "en", **changes}
    return {name: value for name, value in facts.items() if value is not None}


def test_editor_adds_a_figure(client, editor):
    client.force_login(editor)
    address = reverse("wagtailsnippets_newsroom_figure:add")
    response = client.post(address, form_of())
    text = FigureText.objects.get()
    assert response.status_code == 302
    assert not text.live
    assert text.thing.source_url == "https://example.org/stock"


@pytest.mark.parametrize(
    "changes",
    [
        {"source_url": ""},
        {"source_read_on": ""},
        {"source_publisher": ""},
        {"source_backs": None},
        {"period": "last year"},
    ],
)
def test_form_refuses_a_figure_without_source_or_period(client, editor, changes):
    client.force_login(editor)
    address = reverse("wagtailsnippets_newsroom_figure:add")
    response = client.post(address, form_of(**changes))
    assert response.status_code == 200
    assert not Figure.objects.exists()


def test_form_reads_all_figures_in_few_queries(client, editor):
    figures = [make_figure() for _number in range(20)]
    client.force_login(editor)
    address = reverse("wagtailsnippets_newsroom_figure:edit", args=[figures[0].pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    [make_figure() for _number in range(5)]
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) == len(few)


def test_editor_sees_both_forms(client, editor):
    figure = make_figure()
    client.force_login(editor)
    for name, pk in (("figure", figure.pk), ("figuretext", figure.texts.get().pk)):
        address = reverse(f"wagtailsnippets_newsroom_{name}:edit", args=[pk])
        assert client.get(address).status_code == 200


def test_figure_can_be_reported(client):
    figure = make_figure(title="Reported figure")
    page = client.get(f"/en/report/figure/{figure.public_id}/").content.decode()
    assert "Reported figure" in page
