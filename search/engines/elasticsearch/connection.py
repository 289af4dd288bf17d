"""The way to the server: soon tired of waiting, and silent about what was asked."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import (
    ApiError,
    Elasticsearch,
    NotFoundError,
    TransportError,
)

from search.engines.base import Unavailable

log = logging.getLogger(__name__)

READING = 1.5
"""Seconds that a page waits for an answer, twice at most."""

WRITING = 60.0
REST = 2.0
"""Seconds in which nobody asks again, nor logs, after the server did not answer."""


class Missing(Unavailable):
    """The server answers, but holds no index of ours."""


class Connection:
    """One client a process, made when it is needed and anew after a fork."""

    def __init__(self, urls: Sequence[str], api_key: str = "", ca: str = "") -> None:
        self._options: dict[str, Any] = {"hosts": list(urls)}
        if api_key:
            self._options["api_key"] = api_key
        if ca:
            self._options["ca_certs"] = ca
        self._made: tuple[int, Elasticsearch] | None = None
        self._resting_until = 0.0

    @contextmanager
    def reading(self) -> Iterator[Elasticsearch]:
        """Yield a client; what goes wrong with it is `Unavailable`."""
        with self._told_of_failure():
            yield self._client()

    @contextmanager
    def writing(self) -> Iterator[Elasticsearch]:
        """Yield a client that waits longer, because no reader waits with it."""
        with self._told_of_failure():
            yield self._client().options(request_timeout=WRITING, max_retries=3)

    def _client(self) -> Elasticsearch:
        if self._made is None or self._made[0] != os.getpid():
            client = Elasticsearch(
                **self._options,
                request_timeout=READING,
                max_retries=1,
                retry_on_timeout=True,
            )
            self._made = (os.getpid(), client)
        return self._made[1]

    @contextmanager
    def _told_of_failure(self) -> Iterator[None]:
        if time.monotonic() < self._resting_until:
            raise Unavailable("The search server does not answer.")
        try:
            yield
        except NotFoundError:
            raise Missing("The search server holds no index: reindex.") from None
        except (ApiError, TransportError) as error:
            # The name alone: a message could repeat what somebody searched for.
            name = type(error).__name__
            log.error("The search server cannot be used: %s.", name)
            if isinstance(error, TransportError) or error.status_code >= 500:
                self._resting_until = time.monotonic() + REST
            raise Unavailable(f"The search server cannot be used: {name}.") from None
