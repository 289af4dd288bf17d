from __future__ import annotations

from django.core.exceptions import ValidationError

import pytest

from editorial.actions import publish, save_facts
from pages.loader import load as load_pages
from pages.models import StandardPage
from practices.models import Disagreement, Fact, Finding, Status
from practices.presentation import Record
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


def page_of(client, practice, language="en"):
    response = client.get(f"/{language}/practices/{practice.public_id}/", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_old_slug_leads_to_the_present_one(client):
    practice = make_practice(title="New name")
    response = client.get(f"/en/practices/{practice.public_id}/old-name/")
    assert response.status_code == 302
    assert response["Location"].endswith("/new-name/")


def test_slug_keeps_its_script(client):
    practice = make_practice(title="Ένα σπίτι", languages=("el",))
    response = client.get(f"/el/practices/{practice.public_id}/", follow=True)
    assert response.status_code == 200


def test_unpublished_record_is_not_found(client):
    practice = make_practice()
    practice.texts.get().unpublish()
    response = client.get(f"/en/practices/{practice.public_id}/", follow=True)
    assert response.status_code == 404


def test_what_no_source_states_is_unknown(client):
    page = page_of(client, make_practice())
    assert "What no source states" in page
    assert "unknown" in page


@pytest.mark.parametrize(
    ("end", "values"), [("2030", ["2030"]), ("", [])], ids=["stated", "none"]
)
def test_end_of_what_goes_on_is_shown_where_it_is_stated(end, values):
    practice = make_practice(end=end, status=Status.RUNNING)
    facts = Record(practice, "en").plain_facts
    assert [fact.value for fact in facts if fact.label == Fact.END.label] == values


def test_sources_say_what_they_back(client):
    page = page_of(client, make_practice())
    assert "https://example.org/report" in page
    assert "Example Town" in page
    assert "Backs: Name, Place" in page


def test_provenance_is_said(client):
    page = page_of(client, make_practice())
    assert "From public sources, not confirmed by the organisation" in page


def test_results_show_direction_and_words(client):
    practice = make_practice(directions=("negative",))
    text = practice.texts.get()
    text.findings = [
        Finding(result=practice.results.get(), words="Fewer people came back.")
    ]
    publish(text)
    page = page_of(client, practice)
    assert "Negative" in page
    assert "Fewer people came back." in page


def test_grade_of_the_evidence_stands_with_its_reason(client):
    practice = make_practice(evidence="E2")
    text = practice.texts.get()
    text.evidence_reason = "A university asked 40 mothers twice."
    publish(text)
    page = page_of(client, practice)
    assert "How well this is shown: E2" in page
    assert "Results monitored, or an independent qualitative evaluation" in page
    assert "A university asked 40 mothers twice." in page


def test_disagreements_are_shown(client):
    practice = make_practice()
    text = practice.texts.get()
    text.disagreements = [Disagreement(fact="start", words="2004 or 2006.")]
    publish(text)
    assert "2004 or 2006." in page_of(client, practice)


def test_fact_without_source_is_not_published():
    practice = make_practice(live=False, sourced=False)
    with pytest.raises(ValidationError):
        publish(practice.texts.get())


def test_section_without_source_is_not_published():
    practice = make_practice(live=False)
    source = practice.sources.get()
    source.backs = [fact for fact in source.backs if fact != "reach"]
    source.save()
    text = practice.texts.get()
    text.reach = "<p>400 people a year.</p>"
    with pytest.raises(ValidationError):
        publish(text)


def test_translation_behind_its_original_says_so(client):
    practice = make_practice(languages=("en", "de"))
    original = practice.texts.get(translated_from=None)
    original.summary = "It has changed."
    publish(original)
    page = page_of(client, practice, "de")
    assert practice.texts.get(locale__language_code="de").editions_behind == 1
    assert "einmal geändert" in page or "changed once" in page


def test_publishing_the_same_words_makes_no_new_edition():
    practice = make_practice()
    text = practice.texts.get()
    publish(text)
    text.refresh_from_db()
    assert text.edition == 1


def test_missing_language_shows_the_original_in_its_own(client):
    practice = make_practice(title="Only English")
    page = page_of(client, practice, "ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert 'lang="en" dir="ltr"' in page


def test_saving_facts_changes_what_readers_see(client):
    practice = make_practice()
    practice.city = "Gdańsk"
    save_facts(practice)
    assert "Gdańsk" in page_of(client, practice)


def test_markup_from_any_door_is_cleaned():
    practice = make_practice()
    text = practice.texts.get()
    text.reach = '<p onclick="x()">Many<script>alert(1)</script></p>'
    publish(text)
    text.refresh_from_db()
    assert "script" not in text.reach
    assert "onclick" not in text.reach


@pytest.mark.parametrize("room", ["practices", "toolkit", "newsroom", "newsroom/terms"])
@pytest.mark.parametrize("public_id", ["%00", "1%0088888", "aaaaaaaa", "x" * 9, "-"])
def test_what_is_no_public_id_is_a_plain_404(client, room, public_id):
    for rest in ("", "slug/"):
        response = client.get(f"/en/{room}/{public_id}/{rest}")
        assert response.status_code == 404


def test_link_to_a_page_of_the_site_leads_there(client):
    load_pages()
    page = StandardPage.objects.get(slug="contact")
    practice = make_practice()
    text = practice.texts.get()
    text.reach = f'<p><a linktype="page" id="{page.pk}">Write</a></p>'
    publish(text)
    assert '<a href="/ar/about/contact/">Write</a>' in page_of(client, practice, "ar")
