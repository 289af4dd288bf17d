"""A lesson shows a story for exactly as long as its teller lets classrooms read it."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils.translation import override

import page as pdf_checks
import pytest

from stories.actions import hide_story
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson
from toolkit.actions import forget_story
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing import typesetting
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db
TITLE = "The bakery"
BODY = "At four the street belongs to us.\n\nNobody asks.\nWe bake."


@pytest.fixture
def story():
    return make_story(
        title=TITLE,
        body=BODY,
        quote="Nobody asks.",
        name_style="alias",
        name="Nadia <b>",
        content_notes=["grief"],
        allowed_uses=["classroom"],
    )


@pytest.fixture
def lesson(story):
    return make_lesson(story=story)


def on_page(client, lesson, language="en", query="") -> str:
    return client.get(Plan(lesson, language).address + query).content.decode()


def on_wall(client, lesson, language="en") -> str:
    address = f"{Plan(lesson, language).address}project/?age=12-14&step=_story"
    return client.get(address).content.decode()


def in_sheets(lesson, language="en") -> str:
    plan = Plan(lesson, language, age=Age.YOUNGER)
    with override("en"):
        story = DOCUMENTS["sheets"].data(plan)["story"]
    return json.dumps(story, ensure_ascii=False)


def test_page_names_it_with_quote_way_and_warning(client, lesson):
    page = on_page(client, lesson)
    for words in (TITLE, "Nobody asks.", "Syria", "Germany", "Grief and loss"):
        assert words in page
    assert page.index("Grief and loss") < page.index("Nobody asks.")
    assert "the street belongs to us" not in page
    assert "get it anew before each lesson" in page
    assert "step=_story" in page


def test_wall_and_sheets_hold_all_of_it(client, lesson):
    for said in (on_wall(client, lesson), in_sheets(lesson)):
        for words in (TITLE, "the street belongs to us", "We bake.", "Grief and loss"):
            assert words in said
        assert "Told by <bdi>" in said or "Nadia <b>" in said
        assert "the name is changed" in said
        assert "get it anew before each lesson" in said


def test_it_is_the_last_slide_and_has_no_clock(client, lesson):
    page = on_wall(client, lesson)
    assert "4 of 4" in page
    assert 'rel="next"' not in page
    assert "data-minutes" not in page
    assert "Nadia &lt;b&gt;" in page


def test_sheets_with_a_story_are_an_accessible_pdf(lesson):
    pdf = DOCUMENTS["sheets"].pdf(Plan(lesson, "en", age=Age.YOUNGER))
    report = pdf_checks.validate_pdf_bytes(
        pdf, profile=pdf_checks.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report.to_json()


def test_nameless_story_says_so(client):
    lesson = make_lesson(story=make_story(allowed_uses=["classroom"]))
    assert "Told without a name" in on_wall(client, lesson)
    assert "Told without a name" in in_sheets(lesson)


class TestLanguage:
    @pytest.fixture
    def lesson(self):
        story = make_story(
            title=TITLE, languages=("ar", "de"), allowed_uses=["classroom"]
        )
        return make_lesson(languages=("en", "de"), story=story)

    def test_it_is_told_in_the_lessons_language(self, client, lesson):
        assert f"{TITLE} (de)" in on_wall(client, lesson, "de")
        assert '"lang": "de"' in in_sheets(lesson, "de")

    def test_it_says_who_translated_it(self, client, lesson):
        assert f"{TITLE} (de)" in in_sheets(lesson, "de")
        assert "translated by: a person" in in_sheets(lesson, "de")
        assert "übersetzt durch: eine Person" in on_wall(client, lesson, "de")

    def test_else_it_is_the_tellers_own(self, client, lesson):
        wall = on_wall(client, lesson)
        assert '<div class="wall-task" lang="ar" dir="rtl">' in wall
        assert "does not exist in your language" in wall
        sheets = in_sheets(lesson)
        assert '"lang": "ar", "dir": "rtl"' in sheets
        assert "does not exist in your language" in sheets


class TestFonts:
    """A story in signs that our fonts lack costs nobody an accessible file."""

    @pytest.fixture(params=["We bake 🥖.", "ሰላም ለዓለም።"], ids=["emoji", "Amharic"])
    def story(self, request):
        return make_story(
            title=TITLE,
            body=request.param,
            languages=("am",),
            allowed_uses=["classroom"],
        )

    @pytest.fixture
    def set_with(self, monkeypatch) -> list[dict]:
        """What the files were made of that somebody got."""
        made = []
        compiled = typesetting._compile

        def keep(template, data, pictures, standard):
            pdf = compiled(template, data, pictures, standard)
            made.append(data)
            return pdf

        monkeypatch.setattr(typesetting, "_compile", keep)
        return made

    def test_sheets_stay_accessible_and_name_its_address(self, lesson, story, set_with):
        pdf = DOCUMENTS["sheets"].pdf(Plan(lesson, "en", age=Age.YOUNGER))
        report = pdf_checks.validate_pdf_bytes(
            pdf, profile=pdf_checks.ValidationProfile.PDF_UA_1
        )
        assert report.is_compliant, report.to_json()
        (said,) = set_with
        assert said["story"] is None
        assert said["story_line"]["label"] == "A story that goes with it"
        assert said["story_line"]["url"].endswith(f"/en/stories/{story.public_id}/")
        assert said["sheets"]

    def test_wall_still_shows_its_words(self, client, lesson, story):
        assert story.texts.get().body in on_wall(client, lesson)


def gone(client, lesson) -> bool:
    """Return whether pages, wall and sheets show nothing of the story."""
    shown = (
        on_page(client, lesson),
        on_page(client, lesson, query="?age=12-14"),
        on_wall(client, lesson),
        in_sheets(lesson),
    )
    return not any(TITLE in said or "belongs to us" in said for said in shown)


def test_hidden_story_is_nowhere_at_once(client, lesson, story, moderating):
    assert not gone(client, lesson)
    hide_story(story, moderating)
    assert gone(client, Lesson.objects.get())
    assert Lesson.objects.get().story is None


def test_story_that_classrooms_may_no_longer_read_is_nowhere(client, lesson, story):
    story.allowed_uses = ["press"]
    story.save()
    assert gone(client, lesson)
    forget_story(story.public_id)
    assert Lesson.objects.get().story is None


def test_expired_story_is_nowhere(client, lesson, story):
    story.expires_on = story.published_on
    story.save()
    assert gone(client, lesson)


def test_deleted_story_leaves_the_lesson(client, lesson, story):
    story.delete()
    assert gone(client, Lesson.objects.get())


def test_story_that_lost_another_use_stays(lesson, story):
    forget_story(story.public_id)
    assert Lesson.objects.get().story == story


def test_lesson_in_production_shows_no_sample(client, lesson, story, settings):
    story.is_sample = True
    story.save()
    assert not gone(client, lesson)
    settings.PRODUCTION = True
    assert gone(client, lesson)


def test_staff_choose_among_stories_for_classrooms_by_id(client, editor, lesson, story):
    other = make_story(title="For the press", allowed_uses=["press"])
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lesson:edit", args=[lesson.pk])
    field = str(client.get(address).context["form"]["story"])
    assert story.public_id in field
    assert other.public_id not in field
    assert "Nadia" not in field
    assert TITLE not in field
