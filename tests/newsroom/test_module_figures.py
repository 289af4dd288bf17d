"""A module shows the figures that it uses, as they stand today."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from editorial import library
from editorial.filed import BrokenFile
from newsroom.figures.loader import FigureLoader
from newsroom.models import Figure, Module
from newsroom.presentation.figures import ONE_OUTDATED, ONE_WITHDRAWN, OUTDATED
from tests.newsroom.factories import (
    ITS_FIGURE,
    SHIPPED_MODULE,
    load_module,
    make_module,
    make_term,
)
from tests.newsroom.figures import make_figure

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_BYTES = 600


def page_of(client, module, language="en") -> str:
    address = f"/{language}/newsroom/{module.public_id}/"
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_value_stands_with_period_source_and_day(client):
    page = page_of(client, make_module(figures=(make_figure(),)))
    section = page[page.index('<section id="figures">') :].split("</section>")[0]
    for shown in (
        "Migrants worldwide",
        "304 million",
        "July 1, 2024",
        "Example Office",
        "Read on Nov. 23, 2026.",
    ):
        assert shown in section


def test_superseded_and_late_figures_say_so(client):
    old = make_figure(title="Old")
    make_figure(supersedes=old)
    late = make_figure(title="Late", next_release="2025")
    page = page_of(client, make_module(figures=(old, late)))
    assert "Superseded by a newer one" in page
    assert str(OUTDATED) in page
    assert str(ONE_OUTDATED) in page


def test_drafts_are_not_shown(client):
    page = page_of(client, make_module(figures=(make_figure(live=False),)))
    assert "Figures used here" not in page
    assert str(ONE_WITHDRAWN) not in page


def test_reader_is_told_that_a_figure_was_withdrawn(client):
    figure = make_figure(title="Taken back", languages=("en", "de"))
    module = make_module(figures=(figure, make_figure(title="Still there")))
    figure.texts.get(locale__language_code="de").unpublish()
    assert str(ONE_WITHDRAWN) not in page_of(client, module)
    figure.texts.get(locale__language_code="en").unpublish()
    page = page_of(client, module)
    assert str(ONE_WITHDRAWN) in page
    assert "Still there" in page
    assert "Taken back" not in page


def test_withdrawn_figure_of_another_module_is_no_matter(client):
    figure = make_figure()
    make_module(figures=(figure,))
    figure.texts.get().unpublish()
    assert str(ONE_WITHDRAWN) not in page_of(client, make_module())


def test_row_of_a_figure_is_light(client):
    figures = [
        make_figure(
            title="Irregular border crossings into the EU: detections, January 2026",
            source_publisher="A newspaper in some town, reporting an agency",
            source_secondary=True,
        )
        for _number in range(2)
    ]
    one, two = (
        len(page_of(client, make_module(figures=tuple(figures[:number]))).encode())
        for number in (1, 2)
    )
    assert two - one <= MOST_BYTES


def test_page_with_everything_costs_few_queries(client):
    figures = tuple(make_figure(title=str(number)) for number in range(5))
    terms = (make_term("wave"), make_term("horde"))
    module = make_module(figures=figures, terms=terms, languages=("en", "de"))
    address = module.texts.get(locale__language_code="de").get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_editor_chooses_figures_by_title(client, editor):
    make_figure(title="Choose me", live=False)
    client.force_login(editor)
    address = reverse("wagtailsnippets_newsroom_module:edit", args=[make_module().pk])
    assert "Choose me" in client.get(address).content.decode()


def test_loader_finds_the_figures_by_their_keys(shipped_folder):
    figure = make_figure(key=ITS_FIGURE)
    load_module(shipped_folder)
    assert list(Module.objects.get().figures.all()) == [figure]


def test_loader_goes_without_a_figure_that_an_editor_deleted(shipped_folder):
    FigureLoader().load_folder(FigureLoader.folder / ITS_FIGURE, library.Report())
    Figure.objects.get(key=ITS_FIGURE).delete()
    load_module(shipped_folder)
    assert not Module.objects.get().figures.exists()


def test_loader_does_not_go_without_a_figure_that_never_was_there(shipped_folder):
    with pytest.raises(BrokenFile, match=ITS_FIGURE):
        load_module(shipped_folder)


def test_loader_names_file_and_key_of_an_unknown_figure(shipped_folder):
    facts = shipped_folder / "facts.yaml"
    text = facts.read_text().replace(ITS_FIGURE, "of-nobody")
    facts.write_text(text)
    with pytest.raises(BrokenFile) as caught:
        load_module(shipped_folder)
    assert caught.value.path == f"newsroom/modules/{SHIPPED_MODULE}/facts"
    assert caught.value.messages == ["figures: nobody knows of-nobody"]
    assert not Module.objects.exists()


def test_figures_are_loaded_before_modules():
    names = [name for name, _load in library.loaders()]
    assert names.index("newsroom/figures") < names.index("newsroom/modules")


def test_today_decides_what_is_late(client, monkeypatch):
    module = make_module(figures=(make_figure(next_release="2027"),))
    assert str(OUTDATED) not in page_of(client, module)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2028, 1, 1))
    assert str(OUTDATED) in page_of(client, module)
