"""How a thing's facts come from its `facts.yaml`."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from modelcluster.models import get_all_child_relations

from editorial.actions import write_facts
from editorial.filed import Filed, refuse_unknown, rows_of
from editorial.library import was_loaded
from editorial.models import Text, Thing
from editorial.visits import Visit
from vocabulary.models import Concept, Kind

_VOLATILE: Final = ("pk", "thing", "text", "latest_revision", "created_at")

ThingType = TypeVar("ThingType", bound=Thing)


class FactsLoader(Generic[ThingType]):
    """Brings one kind of thing into the database, without its texts."""

    model: type[ThingType]
    text_model: type[Text]
    columns: ClassVar[tuple[str, ...]] = ()
    """Keys of the facts that are columns of the thing."""
    concepts: ClassVar[dict[str, Kind]] = {}
    """Keys of the facts that list slugs of a vocabulary."""
    rows: ClassVar[dict[str, type[Model]]] = {}
    """Keys of the facts that list rows of the thing; those with a `key` column keep
    their primary key, because texts point at them."""

    def fill_thing(self, thing: ThingType, facts: dict[str, Any]) -> None:
        """Put what only this kind has into the thing; columns and rows are there."""

    def _facts_state(self, public_id: str) -> Any:
        thing = self.model.objects.filter(public_id=public_id).first()
        return thing and without_volatile(thing.serializable_data())

    def _write_facts(self, facts: Filed, visit: Visit) -> None:
        thing = self.model.objects.filter(public_id=facts["id"]).first()
        thing = thing or self.model(public_id=facts["id"])
        for column in self.columns:
            default = self.model._meta.get_field(column).get_default()
            setattr(thing, column, facts.get(column, default))
        for relation, kind in self.concepts.items():
            setattr(thing, relation, concepts_of(kind, facts.get(relation, [])))
        for relation, row_model in self.rows.items():
            rows = getattr(thing, relation).all()
            known = {row.key: row for row in rows if hasattr(row, "key")}
            fresh = rows_of(row_model, facts.get(relation, []), relation, known)
            gone = [row for row in known.values() if row not in fresh]
            self._refuse_loss_of_words(row_model, gone, visit)
            setattr(thing, relation, fresh)
        self.fill_thing(thing, facts)
        refuse_unknown(facts.unasked())
        thing.full_clean()
        write_facts(thing)

    def _refuse_loss_of_words(
        self, model: type[Model], gone: list[Any], visit: Visit
    ) -> None:
        """Let no row go that texts speak of, save those that are loaded with it."""
        for relation in get_all_child_relations(self.text_model):
            for column in relation.related_model._meta.concrete_fields:
                if column.related_model is model:
                    for row in gone:
                        visit.refuse_loss(_languages_of(relation, column, row), row.key)


def _languages_of(relation: Any, column: Any, row: Any) -> set[str]:
    """Return the languages whose words, or the draft of them, speak of a row."""
    said = relation.related_model.objects.filter(**{column.name: row})
    drafts = relation.model.objects.filter(
        thing=row.thing_id, has_unpublished_changes=True
    ).select_related("latest_revision", "locale")
    return set(said.values_list("text__locale__language_code", flat=True)) | {
        draft.language
        for draft in drafts
        for words in draft.latest_revision.content.get(relation.get_accessor_name(), ())
        if words.get(column.name) == row.pk
    }


def concepts_of(kind: Kind, slugs: list[str]) -> list[Concept]:
    """Return the concepts with these slugs; one that an editor deleted is left out.

    Raises ValidationError for those that never were there.
    """
    concepts = {
        concept.slug: concept
        for concept in Concept.objects.of_kind(kind).filter(slug__in=slugs)
    }
    unknown = [
        str(slug)
        for slug in slugs
        if slug not in concepts and not was_loaded(f"vocabulary/{kind.value}/{slug}")
    ]
    if unknown:
        raise ValidationError(f"{kind.value}: no such concept: {', '.join(unknown)}")
    return [concepts[slug] for slug in slugs if slug in concepts]


def without_volatile(content: Any) -> Any:
    """Return a version without what changes by itself; related rows have no order."""
    match content:
        case dict():
            return {
                key: without_volatile(value)
                for key, value in content.items()
                if key not in _VOLATILE
            }
        case [int(), *_]:
            return sorted(content)
        case list():
            return [without_volatile(row) for row in content]
        case _:
            return content
