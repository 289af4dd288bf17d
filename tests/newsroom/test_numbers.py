"""A figure's number stands in a module's words for as long as the figure is public."""

from __future__ import annotations

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

import pytest

from editorial import library
from editorial.actions import publish
from editorial.filed import BrokenFile
from languages.registry import CODES, ORIGINAL
from newsroom.documents import module_document
from newsroom.figures.loader import FigureLoader
from newsroom.figures.numbers import WITHDRAWN, Numbers
from newsroom.figures.references import NumberForm
from newsroom.figures.values import WRITTEN
from newsroom.loaders import ModuleLoader, TermLoader
from newsroom.models import Figure, Module, ModuleText
from newsroom.options import Option, write_options
from newsroom.presentation import Course
from search.models import Outbox
from tests.newsroom.factories import (
    ITS_FIGURE,
    SHIPPED_MODULE,
    load_module,
    make_module,
)
from tests.newsroom.figures import make_figure
from tests.newsroom.test_desk import edit, module_form
from toolkit.loader import LessonLoader

pytestmark = pytest.mark.django_db
SAID = "Almost {{figure.detections}}."
NUMBER = "178,000"
MOST_QUERIES = 15
SHIPPED_WORDS = sorted(
    file
    for loader in (LessonLoader, ModuleLoader)
    for facts in loader.folder.glob("*/facts.yaml")
    for file in facts.parent.iterdir()
)
"""Their sources too, whose titles are shown."""
OBVIOUS = re.compile(r"[^\d]")
"""A number of digits alone, such as 58, may stand for anything."""
UNMISTAKABLE = re.compile(r"illion|,\d{3}")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def figure():
    return make_figure(key="detections", value="178000", unit="detections")


@pytest.fixture
def module(figure):
    """A module that says the number wherever one may stand."""
    module = make_module(figures=(figure,), languages=("en", "de"))
    text = module.texts.get(translated_from=None)
    text.outcomes = SAID
    text.exercise = text.checklist = f"<p>{SAID}</p>"
    units, quiz = list(text.units.all()), list(text.quiz.all())
    for row in units:
        row.body = f"<table><tbody><tr><td>{SAID}</td></tr></tbody></table>"
    for row in quiz:
        row.scenario = SAID
        row.options = write_options(Option(key, SAID, SAID) for key in "ab")
    text.units, text.quiz = units, quiz
    publish(text)
    return module


def everywhere(client, module) -> dict[str, str]:
    course = Course(module, "en")
    text = ModuleText.objects.for_search().get(thing=module, translated_from=None)
    return {
        "page": client.get(course.address).content.decode(),
        "answered": client.get(f"{course.address}?a-one=a").content.decode(),
        "checklist": client.get(course.checklist_address).content.decode(),
        "search": module_document(text).text,
    }


def test_number_stands_in_every_part(client, module):
    counted = {
        place: said.count(f"Almost {NUMBER}.")
        for place, said in everywhere(client, module).items()
    }
    # Outcomes, two units, exercise, checklist, two scenarios and four options.
    assert counted == {"page": 11, "answered": 13, "checklist": 1, "search": 7}


def test_withdrawn_number_stands_nowhere(client, module, figure):
    figure.texts.get().unpublish()
    for place, said in everywhere(client, module).items():
        assert NUMBER not in said, place
        assert f"Almost {WITHDRAWN}." in said, place
        assert "{{" not in said, place


def test_index_is_told_of_a_module_when_its_number_goes(module, figure):
    Outbox.objects.all().delete()
    figure.texts.get().unpublish()
    assert Outbox.objects.filter(kind="module").count() == 2


def test_page_that_says_many_numbers_costs_few_queries(client, module):
    address = f"{Course(module, 'en').address}?a-one=a"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= MOST_QUERIES


def unfinished(text, **action: str) -> dict[str, object]:
    """Return what the form sends of words that name nobody's figure."""
    options = "a. {{figure.nobody}}\nGood.\n\nb. No\nNot good."
    sent = {**module_form(text, options), "outcomes": "Almost {{figure."}
    del sent["action-publish"]
    return sent | action


@pytest.mark.parametrize(
    "action",
    [
        {"action-publish": "action-publish"},
        {"action-publish": "action-publish", "go_live_at": "2099-01-01 12:00"},
        {"action-submit": "action-submit"},
    ],
    ids=["publish", "schedule", "submit"],
)
def test_form_says_beside_the_field_which_name_is_wrong(desk, module, action):
    text = module.texts.get(translated_from=None)
    before = text.revisions.count()
    response = desk.post(edit("moduletext", text), unfinished(text, **action))
    form = response.context["form"]
    assert "“{{figure.”" in str(form.errors["outcomes"])
    assert "{{figure.nobody}}" in str(form.formsets["quiz"].forms[0].errors["options"])
    assert text.revisions.count() == before


def test_draft_keeps_a_name_that_is_wrong_or_half_typed(desk, module):
    text = module.texts.get(translated_from=None)
    response = desk.post(edit("moduletext", text), unfinished(text))
    assert response.status_code == 302
    draft = ModuleText.objects.get(pk=text.pk).get_latest_revision_as_object()
    assert draft.outcomes == "Almost {{figure."
    assert any("{{figure.nobody}}" in row.options for row in draft.quiz.all())
    with pytest.raises(ValidationError, match="The facts list no figure for"):
        draft.latest_revision.publish()


def test_preview_leaves_a_wrong_name_as_it_was_typed(desk, module, figure):
    text = module.texts.get(translated_from=None)
    preview = edit("moduletext", text).replace("/edit/", "/preview/")
    figure.texts.get().unpublish()
    sent = unfinished(text)
    sent["outcomes"] += "\n{{ figure.nobody }}\n{{figure.detections}}"
    assert desk.post(preview, sent).json() == {"is_valid": True, "is_available": True}
    page = desk.get(preview, {"mode": ""}).content.decode()
    assert "<li>Almost {{figure.</li><li>{{ figure.nobody }}</li>" in page
    assert f"<li>{WITHDRAWN}</li>" in page


@pytest.mark.parametrize(
    ("facts", "form", "said"),
    [
        ({"value": "58", "unit": "percent"}, "", "58%"),
        ({"value": "58", "unit": "percent"}, ".number", "58"),
        ({"value": "42.8", "unit": "percent"}, ".rounded", "43"),
        ({"value": "8938", "qualifier": "minimum"}, "", "at least 8,938"),
        ({"value": "8938", "qualifier": "minimum"}, ".number", "8,938"),
        ({"value": "304000000"}, ".millions", "304"),
        ({"value": "8420000"}, ".millions", "8.42"),
        ({"value": "57.6"}, ".millions", "57.6"),
        ({"value": "32300000"}, ".rounded", "32 million"),
        ({"value": "178000"}, ".rounded", "178,000"),
        ({"value": "20", "low": "20", "high": "21.5"}, ".number", "20 to 21.5"),
    ],
)
def test_form_says_how_the_number_is_written(facts, form, said):
    numbers = Numbers([make_figure(key="one", **facts)])
    assert numbers.written_into(f"{{{{figure.one{form}}}}}", "en") == said


def test_marker_is_in_the_language_of_the_words():
    with override("en"):
        said = Numbers([]).written_into("Es waren {{figure.one}}.", "de")
    assert said == "Es waren [Zahl zurückgezogen]."


def test_loader_names_the_part_that_names_an_unknown_figure(shipped_folder):
    make_figure(key=ITS_FIGURE)
    file = shipped_folder / "en.md"
    words = file.read_text().replace(f"figure.{ITS_FIGURE}", "figure.of-nobody")
    file.write_text(words)
    with pytest.raises(
        BrokenFile, match="words: The facts list no figure for"
    ) as error:
        load_module(shipped_folder)
    assert error.value.path == f"newsroom/modules/{SHIPPED_MODULE}/en"
    assert not Module.objects.exists()


def test_number_of_a_figure_that_an_editor_deleted_is_not_said(client, shipped_folder):
    FigureLoader().load_folder(FigureLoader.folder / ITS_FIGURE, library.Report())
    Figure.objects.get(key=ITS_FIGURE).delete()
    load_module(shipped_folder)
    page = client.get(Course(Module.objects.get(), "en").address).content.decode()
    assert "23.7" not in page
    assert str(WITHDRAWN) in page


def test_key_of_a_figure_stays_as_words_name_it(desk, figure):
    form = desk.get(edit("figure", figure)).context["form"]
    assert form.fields["key"].disabled


def test_text_cannot_name_a_figure_in_its_summary(module):
    text = module.texts.get(translated_from=None)
    text.summary = SAID
    with pytest.raises(ValidationError, match="This field takes no figure"):
        publish(text)


def shipped_figure(key: str) -> Figure:
    facts = library.read_yaml(FigureLoader.folder / key / "facts.yaml")
    names = ("value", "low", "high")
    ends = {name: Decimal(facts[name]) for name in names if facts.get(name)}
    return Figure(unit=facts["unit"], qualifier=facts["qualifier"], **ends)


def stands_in(number: str, words: str) -> bool:
    number, words = (" ".join(text.split()) for text in (number, words))
    return bool(re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", words))


@pytest.mark.parametrize(
    "file", SHIPPED_WORDS, ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_shipped_words_write_no_number_of_their_figures_out(file):
    words = re.sub(r"\{\{.*?\}\}", "", file.read_text())
    language = file.stem if file.stem in CODES else ORIGINAL
    for key in library.read_yaml(file.parent / "facts.yaml")["figures"]:
        with override(language):
            said = {write(shipped_figure(key), language) for write in WRITTEN.values()}
        for number in filter(OBVIOUS.search, said):
            assert not stands_in(number, words), key


def test_shipped_figures_and_terms_say_no_number_of_another_figure():
    keys = {folder.name for folder in FigureLoader.folder.iterdir()}
    numbers = {
        key: number
        for key in keys
        if UNMISTAKABLE.search(
            number := WRITTEN[NumberForm.NUMBER](shipped_figure(key), "en")
        )
    }
    files = [
        file
        for loader in (FigureLoader, TermLoader)
        for file in loader.folder.glob("*/*.*")
    ]
    quoting = [
        (file.parent.name, number)
        for file in files
        for number in set(numbers.values()) - {numbers.get(file.parent.name)}
        if stands_in(number, file.read_text())
    ]
    assert quoting == []
