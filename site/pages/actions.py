"""What may happen to pages and fronts: one verb each."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from wagtail.models import GroupPagePermission, Locale, Page, Site

from pages.models import Front, StandardPage
from search.actions import enqueue

ROOT_SLUG: Final = "about"
ROOT_TITLE: Final = "About philoxenia"
PAGE_PERMISSIONS: Final = ("add", "change", "publish", "lock", "unlock")


@transaction.atomic
def ensure_root_page(locale: Locale) -> StandardPage:
    """Return a language's root page, made empty and live when there is none.

    Wagtail's page of welcome goes, together with whatever points at it.
    """
    top = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    root: StandardPage | None = (
        StandardPage.objects.child_of(top).filter(locale=locale).first()
    )
    if root is None:
        root = top.add_child(
            instance=StandardPage(title=ROOT_TITLE, slug=ROOT_SLUG, locale=locale)
        )
    welcome = Page.objects.child_of(top).filter(
        content_type=ContentType.objects.get_for_model(Page)
    )
    # A site falls with its root page, so it moves first.
    Site.objects.filter(root_page__in=welcome).update(root_page=root)
    for page in welcome:
        page.delete()
    return root


def grant_page_permissions(group: Group) -> None:
    """Let a group edit and publish the pages of every language.

    Each language's tree hangs under Wagtail's invisible root, so the permission
    stands there; page types keep anybody from adding a page beside the trees.
    """
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[f"{action}_page" for action in PAGE_PERMISSIONS],
    ):
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.get_first_root_node(), permission=permission
        )


@transaction.atomic
def publish_page(page: StandardPage) -> None:
    """Save the page as it is and publish it; for the loader, the shell and tests."""
    page.full_clean()
    page.save_revision(clean=False).publish()


@transaction.atomic
def note_original(translation: StandardPage, original: Page) -> None:
    """Keep which version of the original a translation begins with."""
    if translation.alias_of_id:
        return
    translation.from_revision = original.live_revision
    translation.save(update_fields=["from_revision"])
    # Editors go on from the newest version, not from the row.
    translation.save_revision(clean=False)


def renew_page(page: Page) -> None:
    """Bring a page to search again and give every page a new ETag."""
    enqueue("page", page.pk)


def renew_front(front: Front) -> None:
    """Give every page a new ETag, because a front's words have changed."""
    enqueue("front", front.pk)
