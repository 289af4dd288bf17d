"""Many people who tell at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.stories.phone import Phone


class Impatient(Phone):
    """Presses the first button twice at once, as a slow connection makes people do."""

    def begin(self) -> None:
        with ThreadPoolExecutor(2) as hands:
            list(hands.map(lambda _hand: self.answer("before"), range(2)))


def word_of(number: int) -> str:
    """Return a word that only this person's title has."""
    return f"word{number:05d}"


def tell_at_once(
    host: str,
    people: int,
    *,
    kind: Callable[[str], Phone] = Phone,
    photo: tuple[str, bytes] | None = None,
) -> list[Phone]:
    """Have so many people tell a whole story each, all at once; return their phones."""
    gate = threading.Barrier(people)

    def tell(number: int) -> Phone:
        phone = kind(host)
        gate.wait()
        phone.tell(title=f"A street {word_of(number)}", photo=photo)
        return phone

    with ThreadPoolExecutor(people) as crowd:
        return list(crowd.map(tell, range(people)))


def lost(phones: list[Phone]) -> list[int]:
    """Return the numbers of those whose code does not lead to their own story."""
    with ThreadPoolExecutor(8) as crowd:
        pages = crowd.map(lambda phone: phone.at_mine(), phones)
        return [n for n, page in enumerate(pages) if word_of(n) not in page]
