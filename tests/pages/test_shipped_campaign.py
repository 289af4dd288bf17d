"""The campaign that ships with the product, in the languages of the lessons."""

from __future__ import annotations

import re

import pytest

from editorial import library
from editorial.library import read_yaml
from editorial.models import LibraryItem
from pages.actions import publish_page
from pages.loader import load_page
from pages.models import CampaignPage
from pages.models.campaigns import LONGEST_QUESTION
from stories.loader import SAMPLES
from tests.factories import make_shipped_concepts
from tests.pages.campaigns import SHIPPED

pytestmark = pytest.mark.django_db

LANGUAGES = {"en", "de", "fr", "pl", "el", "ar", "uk"}


def load() -> library.Report:
    report = library.Report()
    load_page(SHIPPED, report)
    return report


@pytest.fixture(scope="module")
def _loaded(kept) -> None:
    with kept():
        make_shipped_concepts()
        load()


@pytest.fixture
def shipped(_loaded) -> dict[str, CampaignPage]:
    """The campaign by language."""
    return {page.language: page for page in CampaignPage.objects.public()}


def test_is_published_in_every_language_with_words_of_its_own(client, shipped):
    assert set(shipped) == LANGUAGES
    assert len({page.translation_key for page in shipped.values()}) == 1
    for name in ("title", "intro", "body", "call", "question"):
        words = [getattr(page, name) for page in shipped.values()]
        assert all(words)
        assert len(set(words)) == len(LANGUAGES)
    for language, page in shipped.items():
        assert len(page.question) <= LONGEST_QUESTION
        assert "{{" not in page.body
        response = client.get(f"/{language}/about/{SHIPPED}/")
        assert f"<h1>{page.title}</h1>" in response.content.decode()


def test_translations_have_the_links_and_headings_of_the_original(shipped):
    marks = re.compile(r'href="[^"]+"|<h3>|<li>')
    original = marks.findall(shipped["en"].body)
    assert {'href="../../toolkit/vr86xqd7/"', 'href="../../newsroom/"'} < set(original)
    for page in shipped.values():
        assert marks.findall(page.body) == original


def test_stories_of_its_themes_gather_in_every_language(shipped):
    for page in shipped.values():
        slugs = {theme.slug for theme in page.themes.all()}
        assert slugs == {"neighbours", "friendship"}
    samples = [read_yaml(file)["themes"] for file in SAMPLES.glob("*/story.yaml")]
    gathered = [themes for themes in samples if slugs & {*themes}]
    assert 0 < len(gathered) < len(samples)


def test_themes_that_an_editor_chose_stay(shipped):
    shipped["en"].themes = []
    publish_page(shipped["en"])
    LibraryItem.objects.update(file_digest="old")
    assert load().kept == [f"pages/{SHIPPED}/en"]


def test_second_load_changes_nothing(shipped):
    report = load()
    assert len(report.unchanged) == len(LANGUAGES)
    assert not report.loaded
    assert not report.kept


def test_new_file_replaces_what_nobody_edited_and_nothing_else(shipped):
    shipped["de"].title = "Unsere Worte"
    publish_page(shipped["de"])
    LibraryItem.objects.update(file_digest="old")
    report = load()
    assert report.kept == [f"pages/{SHIPPED}/de"]
    assert len(report.loaded) == len(LANGUAGES) - 1
    kept = CampaignPage.objects.get(pk=shipped["de"].pk)
    assert kept.title == "Unsere Worte"


def test_file_may_gain_and_lose_a_part(shipped, tmp_path, monkeypatch):
    monkeypatch.setattr("pages.loader.LIBRARY", tmp_path)
    (tmp_path / SHIPPED).mkdir()
    file = tmp_path / SHIPPED / "en.md"
    words = "---\ntitle: Ask\nintro: In short.\nquestion: What?\n---\nText.\n"
    for text, call in ((words, ""), (f"{words}\n## call\nTell.\n", "<p>Tell.</p>")):
        file.write_text(text)
        assert load().loaded == [f"pages/{SHIPPED}/en"]
        assert CampaignPage.objects.get(pk=shipped["en"].pk).call == call
    file.write_text(words.replace("intro", "themes: [no-such]\nintro"))
    assert "no-such" in str(load().broken[f"pages/{SHIPPED}/en"])
    file.write_text(f"{words}\n## cal\nTell.\n")
    assert load().broken == {f"pages/{SHIPPED}/en": ["## cal: unknown key"]}


def test_deleted_campaign_stays_deleted(shipped):
    for page in shipped.values():
        page.delete()
    LibraryItem.objects.update(file_digest="old")
    assert len(load().kept) == len(LANGUAGES)
    assert not CampaignPage.objects.exists()
