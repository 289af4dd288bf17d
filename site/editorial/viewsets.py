"""The editor's path: a thing with its languages, and a text beside its original.

Wagtail's own adding, copying and translating of texts are off: a copy would be live at
once, and a second text in one language must not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, PublishingPanel
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    WorkflowActionView,
)

from editorial.actions import (
    add_thing,
    announce_facts,
    check_sources,
    start_translation,
)
from editorial.changes import changes_since
from editorial.forms import NewThingForm, TextForm
from editorial.models import Text, Thing
from languages.registry import BY_CODE, LANGUAGES

if TYPE_CHECKING:
    from staff.models import User


class NewThingView(CreateView):
    """Asks first facts, language and title; lands on the text."""

    text_edit_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # A thing has no drafts, so nothing may be saved before the editor says so.
        self.autosave_enabled = False

    def save_instance(self) -> Thing:
        thing: Thing = self.form.save(commit=False)
        words = self.form.cleaned_data
        self.new_revision = None
        user = cast("User", self.request.user)
        self.text = add_thing(thing, words["language"], words["title"], user)
        log(instance=thing, action="wagtail.create", user=self.request.user)
        return thing

    def get_success_url(self) -> str:
        return reverse(self.text_edit_url_name, args=[self.text.pk])


class WholeEditView(EditView):
    """Saves, and does what its button says, whole or not at all.

    What an action refuses is said in the form, and nothing is written.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            # Without the names of fields, which may be no fields of this form.
            form.add_error(None, error.messages)
            self.produced_error_message = self.get_error_message()
            self.object = self.get_object()
            return self.form_invalid(form)


class ByTitleView(IndexView):
    """A list that is searched by the titles of all languages."""

    def search_queryset(self, queryset: Any) -> Any:
        # One row a thing, though several of its titles may fit.
        return super().search_queryset(queryset).distinct()


def published_original(thing: Thing) -> Text | None:
    """Return the text from which a thing can be translated now."""
    original: Text | None = thing.texts.filter(translated_from=None, live=True).first()
    return original


class ThingView(WholeEditView):
    """A thing's languages above its facts."""

    template_name = "editorial/admin/thing.html"
    text_edit_url_name = ""
    translate_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Facts are live at once, so nothing may be saved before the editor says so.
        self.autosave_enabled = False

    @property
    def may_change_facts(self) -> bool:
        return super().user_has_permission("change")

    def user_has_permission(self, permission: str) -> bool:
        """Let those who may only translate see the languages, not change the facts."""
        if permission == "change" and self.request.method in ("GET", "HEAD"):
            return super().user_has_permission("change") or super().user_has_permission(
                "view"
            )
        return super().user_has_permission(permission)

    def run_action_method(self) -> HttpResponse | None:
        # Not where it is saved: Wagtail's way back to an old version saves by itself.
        check_sources(self.object)
        announce_facts(self.object)
        return super().run_action_method()

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_change_facts=self.may_change_facts,
            language_rows=self.language_rows(),
            original_is_public=published_original(self.object) is not None,
            **kwargs,
        )

    def language_rows(self) -> list[dict[str, Any]]:
        """Return one row a language: those that exist, then those to translate into."""
        texts = {
            text.language: text
            for text in self.object.texts.with_schedule().select_related(
                "locale", "translated_from__locale"
            )
        }
        rows = [
            {
                "language": language,
                "text": (text := texts.get(language.code)),
                "url": reverse(self.text_edit_url_name, args=[text.pk])
                if text
                else reverse(
                    self.translate_url_name, args=[self.object.pk, language.code]
                ),
            }
            for language in LANGUAGES
        ]
        return sorted(
            rows, key=lambda r: r["text"] is None or r["text"].translated_from_id or 0
        )


class ThingViewSet(SnippetViewSet):
    """The admin of one kind of thing; a room's subclass names models and actions."""

    text_viewset: ClassVar[TextViewSet]
    new_panels: ClassVar[list[Any]] = []
    new_form: ClassVar[type[NewThingForm]] = NewThingForm
    index_view_class = ByTitleView
    thing_form: ClassVar[type[WagtailAdminModelForm]] = WagtailAdminModelForm
    add_view_class = NewThingView
    edit_view_class = ThingView
    edit_template_name = "editorial/admin/thing.html"
    copy_view_enabled = False
    inspect_view_enabled = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model.objects.with_original_titles()

    def get_edit_handler(self) -> Any:
        handler = super().get_edit_handler()
        handler.base_form_class = self.thing_form
        return handler

    @cached_property
    def _new_panel(self) -> Any:
        panel = ObjectList(self.new_panels, base_form_class=self.new_form)
        return panel.bind_to_model(self.model)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(
            **{
                # The form class outranks the panel, so both are given.
                "panel": self._new_panel,
                "form_class": self._new_panel.get_form_class(),
                "text_edit_url_name": self.text_viewset.get_url_name("edit"),
                **kwargs,
            }
        )

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(
            **{
                "text_edit_url_name": self.text_viewset.get_url_name("edit"),
                "translate_url_name": self.get_url_name("translate"),
                **kwargs,
            }
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path(
                "translate/<int:pk>/<str:language>/",
                self.translate_view,
                name="translate",
            ),
        ]

    def translate_view(
        self, request: HttpRequest, pk: int, language: str
    ) -> HttpResponse:
        """Start a translation, or go to it if somebody has started it already."""
        if request.method != "POST":
            # Signing in again leads back here, and nothing is written on a GET.
            return redirect(self.get_url_name("edit"), pk)
        if not self.text_viewset.permission_policy.user_has_permission(
            request.user, "add"
        ):
            raise PermissionDenied
        if language not in BY_CODE:
            raise Http404
        thing = get_object_or_404(self.model, pk=pk)
        text = thing.texts.filter(locale__language_code=language).first()
        if text is None:
            original = published_original(thing)
            if original is None:
                messages.error(
                    request, _("Publish the original first, then it can be translated.")
                )
                return redirect(self.get_url_name("edit"), pk)
            text = start_translation(original, language, cast("User", request.user))
        return redirect(self.text_viewset.get_url_name("edit"), text.pk)


class TextView(WholeEditView):
    """A text beside its original; the way back leads to its thing."""

    thing_edit_url_name = ""
    things_url_name = ""

    @property
    def thing_url(self) -> str:
        return reverse(self.thing_edit_url_name, args=[self.object.thing.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        thing = self.object.thing
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.things_url_name),
                "label": thing._meta.verbose_name_plural.capitalize(),
            },
            {"url": self.thing_url, "label": thing},
            {"url": "", "label": f"{self.object} ({self.object.locale})"},
        ]

    def run_action_method(self) -> HttpResponse | None:
        """Let nobody wait for the approval of what can't be published."""
        if self.action in ("submit", "restart-workflow"):
            self.new_revision.as_object().check_publishable()
        return super().run_action_method()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            changes=changes_since(self.object),
            thing_url=self.thing_url,
            **kwargs,
        )

    def get_success_url(self) -> str:
        """Return to the thing once the text has left the editor's hands."""
        if self.action in ("publish", "submit"):
            return self.thing_url
        return super().get_success_url()


class ApprovingView(WorkflowActionView):
    """Approves from the dashboard or a text's page; says why it can't be done."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            leave = {"step": "success", "redirect": self.redirect_url}
            return self.render_modal_json(request, leave)
        return redirect(self.redirect_url)


class TextViewSet(SnippetViewSet):
    """The admin of one kind of text: reached from its thing alone."""

    things_url_name: ClassVar[str]
    thing_edit_url_name: ClassVar[str]
    edit_view_class = TextView
    workflow_action_view_class = ApprovingView
    edit_template_name = "editorial/admin/text.html"
    copy_view_enabled = False
    add_to_admin_menu = False
    menu_item_is_registered = True
    text_form: ClassVar[type[TextForm]] = TextForm

    def get_edit_handler(self) -> Any:
        """Add to every kind's words when they go live and expire."""
        panels = [*self.panels, PublishingPanel()]
        handler = ObjectList(panels, base_form_class=self.text_form)
        return handler.bind_to_model(self.model)

    @property
    def add_view(self) -> Callable[..., HttpResponse]:
        return refuse

    @property
    def index_view(self) -> Callable[..., HttpResponse]:
        return lambda _request: redirect(self.things_url_name)

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(
            **{
                "thing_edit_url_name": self.thing_edit_url_name,
                "things_url_name": self.things_url_name,
                **kwargs,
            }
        )


def refuse(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Refuse a way of Wagtail's that texts must not take."""
    raise PermissionDenied
