"""A thing holds what is true in every language; its texts hold words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from modelcluster.models import ClusterableModel, get_all_child_relations

from editorial.addresses import address_slug
from editorial.fields import PartialDateField, PublicIdField
from editorial.querysets import joined
from languages.registry import Direction, direction_of


class QuickClusterableModel(ClusterableModel):
    """A clusterable model whose rows are read sooner, by an eighth or more.

    Only names can give an object children. modelcluster looks through all fields for
    them, for each row of the database too, and rows come without names.
    """

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs:
            super().__init__(*args, **kwargs)
        else:
            super(ClusterableModel, self).__init__(*args)


class Thing(RevisionMixin, QuickClusterableModel):
    """Facts, with revisions but no drafts; `sourced` names those that need a source."""

    facts: ClassVar[type[models.TextChoices]]
    """What a source can back, with the names that people read."""
    sourced: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Fact → the columns or relations that hold it."""

    public_id = PublicIdField(_("public id"))
    translation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return the original's title, for staff."""
        return next(
            (text.title for text in self._titles() if text.translated_from_id is None),
            self.public_id,
        )

    def _titles(self) -> Iterable[Text]:
        """Return the texts that were read already, else the original alone."""
        if self.pk is None:
            return ()
        if "texts" in getattr(self, "_prefetched_objects_cache", ()):
            return self.texts.all()
        return self.texts.filter(translated_from=None)

    def backed_facts(self) -> set[str]:
        """Return the facts that at least one source names."""
        return {fact for source in self.sources.all() for fact in source.backs}

    def facts_without_source(self) -> list[str]:
        """Return the stated facts that no source backs, in the order of `sourced`."""
        backed = self.backed_facts()
        return [
            fact
            for fact, columns in self.sourced.items()
            if fact not in backed and any(self.states(column) for column in columns)
        ]

    def refuse_unsourced(self, facts: Iterable[str]) -> None:
        """Raise ValidationError naming stated facts that no source backs, if any."""
        if missing := [str(self.facts(fact).label) for fact in dict.fromkeys(facts)]:
            raise ValidationError(
                _("No source backs: %(facts)s. Add one on the facts page."),
                params={"facts": ", ".join(missing)},
            )

    def states(self, column: str) -> bool:
        """Return whether a column or relation holds anything."""
        value = getattr(self, column)
        return bool(value.all()) if hasattr(value, "all") else value not in ("", None)


class Translator(models.TextChoices):
    """Who put a text into its language; always shown."""

    PERSON = "person", _("a person")
    MACHINE = "machine", _("a machine; nobody has checked it yet")
    MACHINE_CHECKED = "machine_checked", _("a machine, checked by a person")


class TextQuerySet(models.QuerySet["Text"]):
    """The reads that every kind of text has."""

    def public(self) -> Self:
        """Return what readers may see now, with its language."""
        return self.filter(live=True).select_related("locale")

    def with_changes(self) -> Self:
        """Add `facts_changed_at`, for who asks a text when it changed."""
        return self.annotate(facts_changed_at=F("thing__latest_revision__created_at"))

    def whole(self) -> Self:
        """Add all rows that belong to the words."""
        rows = get_all_child_relations(self.model)
        return self.prefetch_related(*(row.get_accessor_name() for row in rows))

    def with_schedule(self) -> Self:
        """Add the version of each that waits for its day, in one query for all."""
        waiting = Revision.objects.filter(approved_go_live_at__isnull=False)
        return self.prefetch_related(
            Prefetch("_revisions", waiting, to_attr="scheduled_revisions")
        )

    def with_languages(self) -> Self:
        """Add `public_languages`, the languages in which the thing is public."""
        all_texts = self.model._default_manager.filter(thing=OuterRef("thing"))
        public = all_texts.filter(live=True)
        return self.annotate(public_languages=joined(public, "locale__language_code"))


class Text(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    QuickClusterableModel,
):
    """The words of one thing in one language; a subclass adds `thing` and its words.

    `edition` counts the published changes of words. A translation keeps which text it
    was made from and at which edition, so "behind by two changes" is computed.
    """

    address_name: ClassVar[str]
    """The name of its page's address, which takes the public id and the slug."""
    public_languages: str
    """Codes with commas between, where `with_languages` added them."""
    facts_changed_at: datetime | None
    """When its thing's facts were saved last, where `with_changes` added it."""
    scheduled_revisions: list[Revision]
    """The version that waits for its day, where `with_schedule` looked for one."""
    words: ClassVar[tuple[str, ...]] = ("title", "summary")
    """The columns and child relations whose change makes a new edition."""

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("in short"), max_length=600)
    edition = models.PositiveIntegerField(default=0, editable=False)
    translated_from = models.ForeignKey(
        "self",
        verbose_name=_("translated from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="translations",
    )
    from_edition = models.PositiveIntegerField(null=True, blank=True, editable=False)
    from_revision = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    translator = models.CharField(
        _("translated by"), max_length=20, choices=Translator.choices, blank=True
    )

    objects = TextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title or str(self.thing)

    @property
    def language(self) -> str:
        return self.locale.language_code

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)

    @property
    def slug(self) -> str:
        return address_slug(self.title)

    def get_absolute_url(self) -> str:
        """Return the address of the page in this text's own language."""
        return self.address_in(self.language)

    def address_in(self, language: str, name: str = "") -> str:
        """Return the address of the page, or of a named one, in a reader's language."""
        with override(language):
            return reverse(
                name or self.address_name, args=[self.thing.public_id, self.slug]
            )

    def addresses(self) -> dict[str, str]:
        """Return language → address, short, where the thing is public.

        The text comes from `with_languages`.
        """
        name = f"{self.address_name}_without_slug"
        rest = reverse(name, args=[self.thing.public_id]).split("/", 2)[2]
        return {code: f"/{code}/{rest}" for code in self.public_languages.split(",")}

    @cached_property
    def scheduled_revision(self) -> Revision | None:
        """The version that waits for its day; read already by `with_schedule`."""
        if "scheduled_revisions" in self.__dict__:
            return next(iter(self.scheduled_revisions), None)
        return super().scheduled_revision

    @property
    def editions_behind(self) -> int:
        """How many published changes of the original this translation lacks."""
        if self.translated_from is None or self.from_edition is None:
            return 0
        return max(self.translated_from.edition - self.from_edition, 0)

    @property
    def changed_at(self) -> datetime | None:
        """When a public text, or its facts alone, said something new."""
        moments = (self.last_published_at, self.facts_changed_at)
        return max(filter(None, moments), default=None)

    @property
    def changed_on(self) -> date | None:
        return self.changed_at.date() if self.changed_at else None

    def spoken(self) -> dict[str, Any]:
        """Return the words alone, to compare two versions."""
        content = self.serializable_data()
        return {
            name: [
                {key: value for key, value in row.items() if key not in ("pk", "text")}
                for row in content[name]
            ]
            if isinstance(content[name], list)
            else content[name]
            for name in self.words
        }

    def with_content_json(self, content: dict[str, Any]) -> Text:
        """Rebuild a version; the edition belongs to the text, not to a version."""
        text = super().with_content_json(content)
        text.edition = self.edition
        return text

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Render the preview in the text's own language."""
        with override(self.language):
            return super().serve_preview(request, mode_name).render()

    def check_publishable(self) -> None:
        """Raise ValidationError naming what keeps this version from being published."""
        self.check_against_facts()

    def check_against_facts(self) -> None:
        """Raise ValidationError where the words don't go with their thing's facts."""
        problems = []
        for check in (self.check_references, self.refuse_unsourced):
            try:
                check()
            except ValidationError as error:
                problems.append(error)
        if problems:
            raise ValidationError(problems)

    def overdue_problems(self) -> list[str]:
        """Return what keeps the version whose day has come from being published."""
        version = self.scheduled_revision
        if version is None or version.approved_go_live_at > timezone.now():
            return []
        try:
            version.as_object().check_publishable()
        except ValidationError as error:
            return list(error.messages)
        return []

    def check_references(self) -> None:
        """Raise ValidationError where the words name what the facts don't list."""

    def refuse_unsourced(self) -> None:
        """Raise ValidationError naming what no source of the thing backs, if any."""
        self.thing.refuse_unsourced(self.unsourced())

    def unsourced(self) -> list[str]:
        """Return the facts and sections that no source of the thing backs."""
        return self.thing.facts_without_source()

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        """Publish in one transaction, counting an edition when the words changed.

        Raises ValidationError when a stated fact has no source.
        """
        with transaction.atomic():
            version = revision.as_object()
            version.check_publishable()
            live = type(self).objects.get(pk=self.pk)
            before = live.spoken() if live.edition else None
            super().publish(revision, **kwargs)
            after = type(self).objects.get(pk=self.pk)
            if after.live and after.spoken() != before:
                type(self).objects.filter(pk=self.pk).update(edition=live.edition + 1)


class Source(models.Model):
    """Where a fact was read.

    A subclass adds `thing`, a ParentalKey, and `backs`, the facts that it states.
    """

    thing: Any
    title = models.CharField(_("title"), max_length=400)
    url = models.URLField(_("full address"), max_length=800)
    publisher = models.CharField(_("publisher"), max_length=300)
    published = PartialDateField(_("published"))
    read_on = models.DateField(_("read on"))
    secondary = models.BooleanField(
        _("second-hand"), default=False, help_text=_("It reports what others found.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def is_being_replaced(self) -> bool:
        """Return whether its thing is being saved with other sources than it has."""
        thing: Any = self._meta.get_field("thing")
        relation = thing.remote_field.get_accessor_name()
        # Where modelcluster keeps rows between their assignment and the thing's saving.
        return relation in getattr(self.thing, "_cluster_related_objects", ())


class LibraryItem(models.Model):
    """One file of the shipped library, as it was when it was last loaded.

    `file_digest` tells whether the file is new; `row_digest` whether an editor has
    changed what came of it.
    """

    path = models.CharField(max_length=200, unique=True)
    file_digest = models.CharField(max_length=64)
    row_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.path


def locale_of(language: str) -> Locale:
    """Return the Locale row of a language in the registry."""
    return Locale.objects.get_for_language(language)
