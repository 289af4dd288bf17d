"""A teller's phone that speaks HTTP to a real server: forms, a code, no cookies."""

from __future__ import annotations

import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

TIMEOUT = 120

STORY = {
    "language": "en",
    "title": "A street before dawn",
    "body": "At four the street belongs to us.",
}


class Refused(AssertionError):
    """A step was not answered with its page."""


@dataclass
class Phone:
    """One person's requests; `agent` and `address` are what a log would keep of her."""

    host: str
    agent: str = "a phone"
    address: str = ""
    language: str = "en"
    code: str = ""
    ticket: str = ""
    longest: float = 0.0
    """Seconds that her slowest request took."""

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener()

    def get(self, path: str) -> tuple[int, str]:
        """Return status and page."""
        return self._answer(urllib.request.Request(f"http://{self.host}{path}"))

    def post(
        self, path: str, fields: dict[str, str], photo: tuple[str, bytes] | None = None
    ) -> tuple[int, str]:
        body, kind = _multipart(fields, photo)
        request = urllib.request.Request(
            f"http://{self.host}{path}", data=body, headers={"Content-Type": kind}
        )
        return self._answer(request)

    def open_first_page(self) -> None:
        _status, page = self.get(self._tell)
        self.code, self.ticket = hidden(page, "code"), hidden(page, "ticket")

    def answer(
        self, step: str, photo: tuple[str, bytes] | None = None, /, **said: str
    ) -> str:
        """Go on from one step, and return the page that follows."""
        carried = {"code": self.code, "ticket": self.ticket, "step": step, "go": "on"}
        status, page = self.post(self._tell, {**carried, **said}, photo)
        if status != 200:
            raise Refused(f"{step}: {status}")
        return page

    def begin(self) -> None:
        """Press the first button."""
        self.answer("before")

    def tell(
        self, *, photo: tuple[str, bytes] | None = None, **said: str
    ) -> tuple[str, str]:
        """Tell a whole story; return the code and the last page.

        `own_name` is kept first, and then replaced by the name.
        """
        said = {**STORY, "name_style": "none", "name": "", **said}
        self.open_first_page()
        self.begin()
        self.answer("age", age_band="adult")
        story = {name: said[name] for name in ("language", "title", "body")}
        self.answer("story", **story)
        if own := said.get("own_name"):
            self.answer("name", name_style="first", name=own)
        self.answer("name", name_style=said["name_style"], name=said["name"])
        self.answer("places", origin="SY", residence="DE")
        self.answer("themes", **{key: said[key] for key in ("themes",) if key in said})
        description = said.get("photo_description", "")
        self.answer("photo", photo, photo_description=description, end="1")
        uses = ("text", "press", "classroom", *(["photo"] if photo else []))
        agreed = dict.fromkeys(uses, "on")
        self.answer("consents", **agreed)
        return self.code, self.answer("check")

    def at_mine(self, **sent: str) -> str:
        """Return the page under the code, after what was pressed on it."""
        path = f"/{self.language}/stories/mine/"
        status, page = self.post(path, {"code": self.code, **sent})
        assert status == 200, status
        return page

    def report(self, public_id: str, words: str) -> str:
        """Report a story, and return the code of the report."""
        path = f"/{self.language}/report/story/{public_id}/"
        _status, page = self.get(path)
        code = hidden(page, "code")
        sent = {"code": code, "ticket": hidden(page, "ticket"), "go": "on"}
        self.post(path, {**sent, "reason": "untrue", "words": words})
        return code

    @property
    def _tell(self) -> str:
        return f"/{self.language}/stories/tell/"

    def _answer(self, request: urllib.request.Request) -> tuple[int, str]:
        started = time.monotonic()
        try:
            return self._read(request)
        finally:
            self.longest = max(self.longest, time.monotonic() - started)

    def _read(self, request: urllib.request.Request) -> tuple[int, str]:
        request.add_header("User-Agent", self.agent)
        if self.address:
            request.add_header("X-Forwarded-For", self.address)
            request.add_header("X-Real-IP", self.address)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                assert not answer.headers.get("Set-Cookie")
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def _multipart(
    fields: dict[str, str], photo: tuple[str, bytes] | None
) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    parts = []
    if photo:
        head = f'name="photo"; filename="{photo[0]}"'
        parts.append(_part(mark, head, photo[1], "image/jpeg"))
    parts += [_part(mark, f'name="{n}"', v.encode()) for n, v in fields.items()]
    body = b"".join(parts) + f"--{mark}--\r\n".encode()
    return body, f"multipart/form-data; boundary={mark}"


def _part(mark: str, head: str, value: bytes, kind: str = "") -> bytes:
    lines = [f"--{mark}", f"Content-Disposition: form-data; {head}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode() + value + b"\r\n"
