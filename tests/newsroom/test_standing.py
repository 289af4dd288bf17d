"""How a figure stands among its editions is decided by what is public."""

from __future__ import annotations

import pytest

from newsroom.models import Figure
from tests.newsroom.figures import make_figure, page_of

pytestmark = pytest.mark.django_db
NEWER = "There is a newer figure"


def titles(client, query: str) -> set[str]:
    response = client.get(f"/en/newsroom/figures/{query}")
    return {card.text.title for card in response.context["cards"]}


def standings() -> dict[str, str]:
    return {str(one): one.standing for one in Figure.objects.public()}


def test_public_successor_supersedes_whatever_status_was_typed(client):
    old = make_figure(title="Old", next_release="2025")
    make_figure(title="New", supersedes=old)
    page = page_of(client, old)
    assert NEWER in page
    assert "Superseded by a newer one" in page
    assert "Past its release date" not in page
    assert titles(client, "?status=superseded") == {"Old"}
    assert titles(client, "?status=current") == {"New"}


@pytest.mark.parametrize("typed", ["current", "superseded"])
def test_draft_supersedes_nothing(client, typed):
    old = make_figure(title="Old", status=typed)
    make_figure(title="New", supersedes=old, live=False)
    assert standings() == {"Old": typed}
    assert (NEWER in page_of(client, old)) == (typed == "superseded")


def withdraw(figure: Figure) -> None:
    figure.texts.get().unpublish()


@pytest.mark.parametrize("take_away", [withdraw, Figure.delete])
def test_successor_taken_away_gives_the_older_back(client, take_away):
    old = make_figure(title="Old")
    new = make_figure(title="Newer edition", supersedes=old)
    assert standings()["Old"] == "superseded"
    take_away(new)
    page = page_of(client, old)
    assert NEWER not in page
    assert "Newer edition" not in page
    assert titles(client, "?status=current") == {"Old"}
    rows = client.get("/en/newsroom/figures/export.json").json()["figures"]
    assert [row["status"] for row in rows] == ["current"]


def test_older_given_back_is_late_by_its_own_release_date(client):
    old = make_figure(title="Old", next_release="2025")
    new = make_figure(title="New", supersedes=old)
    withdraw(new)
    assert "Past its release date" in page_of(client, old)


def test_status_that_an_editor_typed_holds_without_a_successor(client):
    old = make_figure(title="Old", status="superseded")
    assert NEWER in page_of(client, old)


def test_older_is_replaced_over_a_withdrawn_one_between(client):
    old = make_figure(title="Of 2022", period="2022")
    middle = make_figure(title="Of 2023", period="2023", supersedes=old)
    make_figure(title="Of 2024", period="2024", supersedes=middle)
    middle.texts.get().unpublish()
    page = page_of(client, old)
    assert "Of 2024" in page[page.index(NEWER) :].split("</p>")[0]
    assert "Of 2023" not in page


def test_of_two_successors_the_newest_public_one_is_shown(client):
    old = make_figure(title="Of 2022", period="2022")
    make_figure(title="Of 2023", period="2023", supersedes=old)
    newest = make_figure(title="Of 2025", period="2025", supersedes=old)
    make_figure(title="Of 2026", period="2026", supersedes=newest, live=False)
    page = page_of(client, old)
    assert "Of 2025" in page[page.index(NEWER) :].split("</p>")[0]
    assert "Of 2023" in page
    assert "Of 2026" not in page


def test_historical_one_that_is_replaced_stays_on_the_timeline(client):
    old = make_figure(title="Misprint", status="historical", period="2014")
    make_figure(title="Corrected", status="historical", period="2014", supersedes=old)
    page = client.get("/en/newsroom/figures/timeline/").content.decode()
    assert page.index("Misprint") < page.index("Superseded by a newer one")
    assert page.index("Superseded by a newer one") < page.index("Corrected")


def test_lists_say_what_stands_with_other_figures(client):
    one = make_figure(title="Old", next_release="2025")
    other = make_figure(title="Other", not_comparable_with=[one])
    make_figure(title="Newest", supersedes=other, next_release="2024")
    assert page_of(client, other).count("Past its release date") == 2
