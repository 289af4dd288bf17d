"""Uploads stay in memory; what is too big is counted, thrown away and refused."""

from __future__ import annotations

import io
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

READ_AT_MOST: Final = 16
"""How many times the limit a request may announce before it isn't even read."""


class _Refused(io.BytesIO):
    """Content that isn't there: touching it answers the request with 400."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise RequestDataTooBig("The content of an oversized upload was not kept.")

    def seek(self, position: int, whence: int = 0, /) -> int:
        raise RequestDataTooBig("The content of an oversized upload was not kept.")


class OversizedUpload(InMemoryUploadedFile):
    """An upload whose size is known and whose content was thrown away.

    A form field can name the size in its error; whoever reads it instead fails loudly.
    """


class BoundedMemoryUploadHandler(FileUploadHandler):
    """Keeps a request's files in memory up to the picture limit, all files together."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.free = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse a body that announces a size nobody sends by mistake."""
        if content_length > READ_AT_MOST * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            raise RequestDataTooBig("The request announces far more than we read.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept: io.BytesIO | None = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept is None:
            return
        if start + len(raw_data) > self.free:
            self.kept = None
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        kind: type[InMemoryUploadedFile] = InMemoryUploadedFile
        if self.kept is None:
            kind, self.kept = OversizedUpload, _Refused()
        else:
            self.free -= file_size
            self.kept.seek(0)
        return kind(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
