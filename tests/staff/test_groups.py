"""Each group reaches what it is for, and nothing else."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.urls import reverse

from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
)

import pytest

from philoxenia.furnish import furnish
from staff.groups import GROUP_PERMISSIONS
from tests.stories.private import BOTH, make_published, make_waiting

pytestmark = pytest.mark.django_db(databases=BOTH)

OTHERS = (
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailsnippets:index",
    "wagtailsnippets_practices_practice:list",
    "wagtailsnippets_practices_practicetext:list",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_collections:index",
)
HOME = "/admin/"


def menu_of(client):
    """Return the names in the admin's menu, settings and all."""
    from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

    request = client.get(HOME).wsgi_request
    menus = (admin_menu, reports_menu, settings_menu)
    return {
        item.name for menu in menus for item in menu.menu_items_for_request(request)
    }


@pytest.fixture
def as_moderator(client, moderating):
    client.force_login(moderating)
    return client


def test_groups_have_what_the_table_says_and_no_more():
    furnish()
    for name, permitted in GROUP_PERMISSIONS.items():
        names = Group.objects.get(name=name).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert len(names) == sum(map(len, permitted.values()))


def test_moderators_have_no_pages_and_no_pictures():
    of_moderators = {"group__name": "Moderators"}
    assert not GroupPagePermission.objects.filter(**of_moderators).exists()
    assert not GroupCollectionPermission.objects.filter(**of_moderators).exists()


def test_a_moderator_sees_stories_and_nothing_else(as_moderator):
    assert menu_of(as_moderator) - {"help"} == {"stories"}
    assert as_moderator.get("/admin/stories/").status_code == 200


@pytest.mark.parametrize("name", OTHERS)
def test_a_moderator_is_sent_away_from_the_rest(as_moderator, name):
    response = as_moderator.get(reverse(name))
    assert response.status_code in (302, 403)


def test_the_menu_says_how_much_waits(as_moderator):
    make_waiting()
    assert "Stories (1)" in as_moderator.get(HOME).content.decode()


def test_the_choosers_show_a_moderator_no_picture(as_moderator):
    story = make_published(photo=True)
    page = as_moderator.get(reverse("wagtailimages_chooser:choose"))
    assert story.public_id not in page.content.decode()


@pytest.mark.parametrize("who", ["editor", "translator"])
def test_others_read_no_submission(client, request, who):
    submission = make_waiting()
    client.force_login(request.getfixturevalue(who))
    assert "stories" not in menu_of(client)
    for name in ("submission", "edit", "photo"):
        address = reverse(f"stories_desk:{name}", args=[submission.pk])
        assert client.get(address).url == HOME
    assert client.get("/admin/stories/").url == HOME
    decline = reverse("stories_desk:decline_unread")
    assert client.post(decline, {"submission": submission.pk}).url == HOME


def test_editors_translate_stories_but_hide_none(client, editor):
    story = make_published()
    client.force_login(editor)
    assert "published-stories" in menu_of(client)
    address = reverse("stories_desk:story", args=[story.public_id])
    assert 'value="hide"' not in client.get(address).content.decode()
    hide = reverse("stories_desk:hide", args=[story.public_id])
    assert client.post(hide, {"act": "hide"}).url == HOME
    story.refresh_from_db()
    assert not story.hidden


def test_translators_translate_no_story(client, translator):
    story = make_published()
    client.force_login(translator)
    assert "published-stories" not in menu_of(client)
    address = reverse("stories_desk:story", args=[story.public_id])
    assert client.get(address).url == HOME


def test_tellers_photos_hang_under_no_other_collection():
    furnish()
    root = Collection.get_first_root_node()
    assert root.name == "Root"
    own = Collection.objects.get(name="Stories")
    assert own.is_root()
    assert not own.is_descendant_of(root)
    assert not GroupCollectionPermission.objects.filter(collection=own).exists()
