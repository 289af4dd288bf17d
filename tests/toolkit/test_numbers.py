"""A figure's number stands in a lesson's words for as long as the figure is public."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.test.utils.form_data import rich_text

import pytest

from editorial.actions import publish, save_facts
from newsroom.figures.numbers import WITHDRAWN
from search.models import Outbox
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson
from tests.toolkit.test_translating import sent
from toolkit.documents import document
from toolkit.models import Age, Lesson, LessonText
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS
from toolkit.sections import LINES, SECTIONS

pytestmark = pytest.mark.django_db
NUMBERS = {
    "en": ("117.3 million", "117 million", "117.3"),
    "de": ("117,3 Millionen", "117 Millionen", "117,3"),
}
FORMS = ("", ".rounded", ".millions")
SAID = " ".join(f"{{{{figure.displaced{form}}}}}" for form in FORMS)
MOST_QUERIES = 15


@pytest.fixture
def figure():
    return make_figure(key="displaced", value="117300000", title="Displaced people")


@pytest.fixture
def lesson(figure):
    """A lesson in two languages that says the number wherever one may stand."""
    lesson = make_lesson(figures=(figure,), languages=("en", "de"))
    for text in lesson.texts.order_by("pk"):
        say_everywhere(text)
        publish(text)
    return lesson


def test_numbers_are_read_though_another_held_a_lock_when_django_asked(monkeypatch):
    make_lesson()
    monkeypatch.setitem(vars(connection.features), "supports_json_field", False)
    assert len(LessonText.objects.for_search()) == 1


def say_everywhere(text) -> None:
    for name in (*LINES, *SECTIONS):
        setattr(text, name, f"<p>{name} {SAID}</p>" if name in SECTIONS else SAID)
    steps, sheets = list(text.steps.all()), list(text.sheets.all())
    for row in steps:
        row.say, row.do, row.task = (f"<p>{name} {SAID}</p>" for name in "abc")
    for row in sheets:
        row.body = f"| Number | Counted |\n|---|---|\n| **{SAID}** | people |"
    text.steps, text.sheets = steps, sheets


def everywhere(client, lesson, language="en") -> dict[str, str]:
    """Return all that anybody gets of a lesson in a language, by place."""
    plan = Plan(lesson, language, age=Age.YOUNGER)
    address = plan.address
    text = LessonText.objects.for_search().get(
        thing=lesson, locale__language_code=language
    )
    return {
        "page": client.get(address).content.decode(),
        "for an age": client.get(f"{address}?age=12-14").content.decode(),
        "wall": client.get(f"{address}project/?age=12-14").content.decode(),
        "teacher": in_file(plan, "teacher"),
        "sheets": in_file(plan, "sheets"),
        "search": document(text).text,
    }


def in_file(plan, name) -> str:
    return json.dumps(DOCUMENTS[name].data(plan), ensure_ascii=False)


@pytest.mark.parametrize("language", NUMBERS)
def test_number_stands_everywhere_as_its_language_writes_it(client, lesson, language):
    for place, said in everywhere(client, lesson, language).items():
        plain = said.replace("\xa0", " ")
        for number in NUMBERS[language]:
            assert number in plain, place
        assert "{{" not in said, place
        assert str(WITHDRAWN) not in said, place


@pytest.mark.parametrize("language", NUMBERS)
def test_withdrawn_number_stands_nowhere(client, lesson, figure, language):
    figure.texts.get().unpublish()
    for place, said in everywhere(client, lesson, language).items():
        assert "117" not in said, place
        assert "[" in said, place
        assert "{{" not in said, place


def test_number_comes_back_with_its_figure(client, lesson, figure):
    text = figure.texts.get()
    text.unpublish()
    text.refresh_from_db()
    publish(text)
    assert "117.3 million" in everywhere(client, lesson)["wall"]


def test_corrected_figure_is_corrected_in_the_words(client, lesson, figure):
    figure.value = "118400000"
    save_facts(figure)
    for place, said in everywhere(client, lesson).items():
        assert "118.4 million" in said, place
        assert "117" not in said, place


def test_words_in_another_language_keep_their_own_way_of_writing(client, lesson):
    page = client.get(f"/fr/toolkit/{lesson.public_id}/?age=12-14", follow=True)
    assert "117.3 million" in page.content.decode()


def test_search_finds_a_lesson_by_its_number_until_it_is_withdrawn(
    client, index, lesson, figure
):
    def said(q) -> list[str]:
        index()
        addresses = ("/en/search/", "/api/search")
        found = [client.get(address, {"q": q}) for address in addresses]
        return [response.content.decode() for response in found]

    assert all("117.3 million" in page for page in said("debrief"))
    assert "Who says so?" in said("million")[0]
    figure.texts.get().unpublish()
    assert not any("117" in page for page in said("debrief"))
    assert "Who says so?" not in said("million")[0]


@pytest.mark.parametrize("change", ["unpublish", "save_facts", "delete"])
def test_index_is_told_of_a_lesson_when_its_number_changes(lesson, figure, change):
    Outbox.objects.all().delete()
    if change == "save_facts":
        save_facts(figure)
    else:
        getattr(figure.texts.get(), change)()
    told = Outbox.objects.filter(kind="lesson").values_list("object_id", flat=True)
    assert set(told) >= set(lesson.texts.values_list("pk", flat=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_has_another_version_once_a_number_is_gone(lesson, figure, name):
    before = DOCUMENTS[name].printed(Plan(lesson, "en", age=Age.YOUNGER)).name
    figure.texts.get().unpublish()
    after = DOCUMENTS[name].printed(Plan(lesson, "en", age=Age.YOUNGER)).name
    assert before != after


def test_what_changed_in_the_original_says_no_withdrawn_number(lesson, figure):
    original = lesson.texts.get(translated_from=None)
    original.translations.update(from_revision=original.live_revision)
    original.debrief = f"<p>Ask for {SAID}</p>"
    publish(original)

    def changes() -> str:
        changed = Plan(Lesson.objects.get(), "de").changes
        places = [pieces for change in changed for pieces in change.places]
        return "".join(piece.words for pieces in places for piece in pieces)

    assert "Ask for 117.3 million" in changes()
    figure.texts.get().unpublish()
    assert changes() == ""


@pytest.mark.parametrize("query", ["", "?age=12-14"])
def test_page_that_says_many_numbers_costs_few_queries(client, lesson, query):
    address = Plan(lesson, "de").address + query
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= MOST_QUERIES


WRONG = ("{{figure.nobody}}", "{{figure.displaced.tons}}", "{figure.displaced}")


@pytest.mark.parametrize("words", WRONG)
def test_words_that_name_no_figure_of_the_lesson_are_not_published(lesson, words):
    text = lesson.texts.get(translated_from=None)
    text.debrief = f"<p>{words}</p>"
    with pytest.raises(ValidationError, match="The facts list no figure for"):
        publish(text)


def test_title_takes_no_number(lesson):
    text = lesson.texts.get(translated_from=None)
    text.title = "{{figure.displaced}} people"
    with pytest.raises(ValidationError, match="This field takes no figure"):
        publish(text)


def test_figure_of_another_lesson_must_be_chosen_first(lesson):
    make_lesson(figures=(make_figure(key="other"),))
    text = lesson.texts.get(translated_from=None)
    text.objectives = "Pupils can read {{figure.other}}."
    with pytest.raises(ValidationError, match="The facts list no figure for"):
        publish(text)
    lesson.figures = [*lesson.figures.all(), *type(lesson.figures.get()).objects.all()]
    save_facts(lesson)
    publish(LessonText.objects.get(pk=text.pk))


def test_facts_keep_the_figures_that_words_name(lesson):
    lesson.figures = []
    with pytest.raises(ValidationError, match="The facts list no figure for"):
        save_facts(lesson)


def test_form_says_beside_the_field_which_name_is_wrong(client, editor, lesson):
    client.force_login(editor)
    text = lesson.texts.get(translated_from=None)
    address = reverse("wagtailsnippets_toolkit_lessontext:edit", args=[text.pk])
    form = client.get(address).context["form"]
    changed = sent(
        form,
        title="New {{figure.displaced}}",
        objectives="Read {{figure.nobody}}.",
        **{
            "sheets-0-body": "Say {{figure.displaced}} and {{figure.nobody}}.",
            "action-publish": "action-publish",
        },
    )
    form = client.post(address, changed).context["form"]
    assert "This field takes no figure" in str(form.errors["title"])
    assert "{{figure.nobody}}" in str(form.errors["objectives"])
    row = form.formsets["sheets"].forms[0]
    assert "{{figure.nobody}}" in str(row.errors["body"])
    assert LessonText.objects.get(pk=text.pk).title != "New {{figure.displaced}}"


def test_editor_of_rich_text_keeps_the_name_of_a_figure(client, editor, lesson):
    client.force_login(editor)
    text = lesson.texts.get(translated_from=None)
    address = reverse("wagtailsnippets_toolkit_lessontext:edit", args=[text.pk])
    form = client.get(address).context["form"]
    client.post(address, sent(form, debrief=rich_text(f"<p>About {SAID}.</p>")))
    draft = LessonText.objects.get(pk=text.pk).get_latest_revision_as_object()
    assert SAID in draft.debrief


def test_editor_reads_beside_each_figure_what_to_write(client, editor, lesson):
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lesson:edit", args=[lesson.pk])
    page = client.get(address).content.decode()
    assert "Displaced people {{figure.displaced}}" in page
