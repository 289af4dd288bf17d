"""What must stand before the first request: locales, site, pages, groups, workflow."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from languages.registry import CODES, ORIGINAL
from newsroom.models import FigureText, ModuleText, TermText
from pages.actions import ensure_root_page, grant_page_permissions
from practices.models import PracticeText
from staff.groups import EDITORS, GROUP_PERMISSIONS, MODERATORS
from stories.photos import collection_of_stories
from toolkit.models import LessonText

WORKFLOW = "Second pair of eyes"
TEXTS = (FigureText, LessonText, ModuleText, PracticeText, TermText)
"""What goes through the workflow."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def furnish() -> None:
    """Make what is missing and leave what is there; may run any number of times."""
    Locale.objects.bulk_create(
        [Locale(language_code=code) for code in CODES], ignore_conflicts=True
    )
    _furnish_site(ensure_root_page(Locale.objects.get(language_code=ORIGINAL)))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    collection_of_stories()
    _furnish_groups()
    _furnish_workflow()


def _furnish_site(root: Page) -> None:
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": public.hostname,
            "port": public.port or _DEFAULT_PORTS[public.scheme],
            "root_page": root,
            "site_name": "philoxenia",
        },
    )


def _furnish_groups() -> None:
    for name, permitted in GROUP_PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        wanted = Q(pk__in=[])
        for model, actions in permitted.items():
            app, model_name = model.split(".")
            wanted |= Q(
                content_type__app_label=app,
                codename__in=[
                    f"{action}_{model_name}"
                    if model_name != "admin"
                    else "access_admin"
                    for action in actions
                ],
            )
        group.permissions.set(Permission.objects.filter(wanted))
    grant_page_permissions(Group.objects.get(name=EDITORS))
    # Wagtail grants documents to its own groups; here nobody uploads any. Its
    # moderators are others than ours, who see nothing but stories.
    GroupCollectionPermission.objects.filter(
        Q(permission__content_type__app_label="wagtaildocs") | Q(group__name=MODERATORS)
    ).delete()
    GroupPagePermission.objects.filter(group__name=MODERATORS).delete()


def _furnish_workflow() -> None:
    """Texts of things are approved by an editor; the admin may change this later."""
    from django.contrib.contenttypes.models import ContentType

    if Workflow.objects.filter(name=WORKFLOW).exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW)
    task = GroupApprovalTask.objects.create(name="An editor reads and approves")
    task.groups.set(Group.objects.filter(name=EDITORS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for text_model in TEXTS:
        WorkflowContentType.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(text_model),
            defaults={"workflow": workflow},
        )
