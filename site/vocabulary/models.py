"""Shared vocabularies in SKOS terms: concepts, and their labels in each language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from languages.registry import DJANGO_LANGUAGES
from vocabulary.querysets import ConceptQuerySet


class Kind(models.TextChoices):
    """The vocabularies; code refers to a concept by kind and slug, never by name."""

    THEME = "theme", _("Theme")
    TARGET_GROUP = "target_group", _("Target group")
    LEVEL = "level", _("Level")
    STORY_THEME = "story_theme", _("Theme of stories")
    SUBJECT = "subject", _("Subject")


class Concept(ClusterableModel):
    """One idea with one primary key in all languages, so that a facet is the same."""

    kind = models.CharField(_("vocabulary"), max_length=20, choices=Kind.choices)
    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="concept_slug"),
        ]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self) -> str:
        return self.name

    def is_used(self) -> bool:
        """Return whether anything but its own labels refers to it."""
        # The rooms hide their relations; those to many things stand in tables between.
        return any(
            relation.related_model._base_manager.filter(
                **{relation.field.name: self}
            ).exists()
            for relation in self._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ManyToOneRel)
            and relation.related_model is not Label
        )


class Label(models.Model):
    """Another word for a concept in one language; hidden ones serve search alone."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=12, choices=DJANGO_LANGUAGES)
    name = models.CharField(_("name"), max_length=120)
    hidden = models.BooleanField(_("for search only"), default=False)

    class Meta:
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language", "name"], name="label_once"
            ),
        ]
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return self.name
