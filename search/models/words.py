"""The words and titles that suggestions are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

models.BinaryField.register_lookup(Length)


class Wordbook(models.Model):
    """One row that says up to which state of the index its words are true.

    `stamp` is the engine's, or the mark of who builds the words anew; where it is not
    the engine's present one, there are no suggestions.
    """

    stamp = models.CharField(max_length=200)
    touched_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.stamp


def _beginning(field: str, start: str) -> Q:
    """Return a condition that an index answers on every database.

    Keys are bytes, whose order no collation changes; no UTF-8 has the byte 0xff.
    """
    first = start.encode()
    return Q(**{f"{field}__gte": first, f"{field}__lt": first + b"\xff"})


class WordQuerySet(models.QuerySet["Word"]):
    def beginning(self, start: str, languages: Sequence[str]) -> WordQuerySet:
        """Words that begin so, those of most documents first."""
        return self.filter(_beginning("key", start), language__in=languages).order_by(
            "-items", "key"
        )

    def near(self, words: Sequence[str], languages: Sequence[str]) -> WordQuerySet:
        """Words that could be one of these but for one slip, and many others.

        A letter too much, too few or wrong, or two exchanged, leaves all of the word
        before or all of it behind as it is.
        """
        here = self.filter(language__in=languages)
        return self.none().union(
            *(here.filter(part) for word in words for part in _halves(word))
        )


def _halves(word: str) -> tuple[Q, Q]:
    before = (len(word) - 1) // 2
    behind = len(word) - 1 - before
    # In bytes, as the database counts them: a letter of the word's own script.
    size, letter = len(word.encode()), max(len(one.encode()) for one in word)
    near = size - letter, size + letter
    return (
        _beginning("key", word[:before]) & Q(key__length__range=near),
        _beginning("tail", word[::-1][:behind]) & Q(tail__length__range=near),
    )


class Word(models.Model):
    """A word that two or more public documents of one language have.

    `token` is the engine's name for it, `key` its letters without marks, `tail` the
    same backwards, `spelling` how texts write it. `items` counts documents, roughly:
    it puts the frequent first and nothing else.
    """

    language = models.CharField(max_length=35)
    token = models.CharField(max_length=80)
    key = models.BinaryField()
    tail = models.BinaryField()
    spelling = models.CharField(max_length=80)
    items = models.IntegerField()

    objects: ClassVar[models.Manager[Word]] = WordQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["language", "token"], name="search_word_unique"
            ),
        )
        indexes = (
            models.Index(fields=["language", "key"], name="search_word_key"),
            models.Index(fields=["language", "tail"], name="search_word_tail"),
        )

    def __str__(self) -> str:
        return f"word {self.pk}"


class TitleQuerySet(models.QuerySet["Title"]):
    def beginning(self, start: str, languages: Sequence[str]) -> TitleQuerySet:
        """Titles that have these letters where one of their words begins."""
        return self.filter(_beginning("key", start), language__in=languages).order_by(
            "key", "pk"
        )


class Title(models.Model):
    """The title of a public document from one of its words on, without marks."""

    language = models.CharField(max_length=35)
    key = models.BinaryField()
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    objects: ClassVar[models.Manager[Title]] = TitleQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["language", "key"], name="search_title_key"),
            models.Index(fields=["kind", "object_id"], name="search_title_of"),
        )

    def __str__(self) -> str:
        return f"title of {self.kind} {self.object_id}"
