"""The concepts in the admin: names and labels in all languages in one form."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from languages.registry import CODES, LANGUAGES, ORIGINAL
from vocabulary.models import Concept, Label

FIXED: Final = ("kind", "slug")
"""What a saved concept keeps, because addresses, files and facets refer to it."""


def stands_open(field_name: str) -> bool:
    """Return whether a name is in the editor's language or must be there."""
    return field_name in (f"name_{get_language()}", f"name_{ORIGINAL}")


class OpenName(FieldPanel):
    """A name that is shown where it stands open."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and stands_open(self.field_name)


class FoldedName(FieldPanel):
    """A name that is shown where it doesn't stand open."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and not stands_open(self.field_name)


def names(panel: type[FieldPanel]) -> list[FieldPanel]:
    """Return a panel a language, the original's after all others."""
    return [
        panel(
            f"name_{language.code}",
            heading=language.endonym,
            widget=forms.TextInput(
                attrs={"lang": language.code, "dir": language.direction}
            ),
        )
        for language in sorted(LANGUAGES, key=lambda row: row.code == ORIGINAL)
    ]


class ConceptForm(WagtailAdminModelForm):
    """A concept; once saved, its vocabulary and slug stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIXED:
            self.fields[name].disabled = self.instance.pk is not None


class ConceptPolicy(ModelPermissionPolicy):
    """Nobody deletes a concept that is used: facets would lose it without a word."""

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Concept
    ) -> bool:
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed and not (action == "delete" and instance.is_used())


class ConceptDeleteView(DeleteView):
    """Asks for the concept's own permission, not for that of all concepts."""

    def user_has_permission(self, permission: str) -> bool:
        allowed: bool = self.user_has_permission_for_instance(permission, self.object)
        return allowed


class ConceptViewSet(SnippetViewSet):
    """The vocabularies' concepts, with their names and labels in every language."""

    model = Concept
    icon = "tag"
    menu_order = 220
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = ConceptDeleteView
    list_display = ["name", "kind", "slug", "position"]
    list_filter = ["kind"]
    search_fields = [f"name_{code}" for code in CODES]
    edit_handler = ObjectList(
        [
            FieldRowPanel([*map(FieldPanel, FIXED), FieldPanel("position")]),
            MultiFieldPanel(names(OpenName), heading=capfirst(_("name"))),
            MultiFieldPanel(
                names(FoldedName),
                heading=_("In other languages"),
                classname="collapsed",
            ),
            InlinePanel(
                "labels",
                heading=capfirst(Label._meta.verbose_name_plural),
                panels=[
                    FieldRowPanel([FieldPanel("language"), FieldPanel("name")]),
                    FieldPanel("hidden"),
                ],
            ),
        ],
        base_form_class=ConceptForm,
    )
