"""A figure whose number may stand in other words can't be deleted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

import pytest

from newsroom.models import Figure
from tests.newsroom.factories import make_module
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db
TOLD = "Unpublish it instead of deleting it"
USERS = pytest.mark.parametrize("use", [make_module, make_lesson])


def address(name: str, figure: Figure) -> str:
    return reverse(f"wagtailsnippets_newsroom_figure:{name}", args=[figure.pk])


def in_bulk(*figures: Figure) -> str:
    action = reverse("wagtail_bulk_action", args=["newsroom", "figure", "delete"])
    chosen = "&".join(f"id={figure.pk}" for figure in figures)
    return f"{action}?{chosen}"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@USERS
def test_shell_cannot_delete_what_is_used(use):
    figure = make_figure()
    use(figures=(figure,))
    for refused in (figure, Figure.objects.all()):
        with pytest.raises(ProtectedError, match=TOLD), transaction.atomic():
            refused.delete()
    assert Figure.objects.get().texts.exists()


@USERS
def test_editor_is_told_what_uses_it_and_what_to_do(desk, use):
    figure = make_figure()
    use(title="Uses a number", figures=(figure,))
    for ask in (desk.get, desk.post):
        response = ask(address("delete", figure), follow=True)
        assert response.redirect_chain[0][0] == address("edit", figure)
        assert f"Uses a number. {TOLD}" in response.content.decode()
    assert Figure.objects.exists()


@USERS
def test_several_at_once_stay_whole(desk, use):
    used, other = make_figure(), make_figure()
    use(figures=(used,))
    response = desk.post(in_bulk(other, used), follow=True)
    assert TOLD in response.content.decode()
    assert Figure.objects.count() == 2


def test_what_nothing_uses_can_be_deleted(desk):
    older = make_figure()
    figures = [make_figure(not_comparable_with=[older]) for _number in range(3)]
    make_figure(supersedes=older)
    older.delete()
    desk.post(address("delete", figures[0]))
    desk.post(in_bulk(*figures[1:]))
    assert Figure.objects.count() == 1


def test_what_is_no_longer_used_can_be_deleted():
    figure = make_figure()
    module = make_module(figures=(figure,))
    module.figures = []
    module.save()
    figure.delete()
    assert not Figure.objects.exists()
