from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

import pytest

from images.uploads import READ_AT_MOST, OversizedUpload

MOST = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE


def sent(**sizes: int) -> HttpRequest:
    """A request with files of these sizes, as it comes from the wire."""
    files = {name: SimpleUploadedFile("a.bin", bytes(n)) for name, n in sizes.items()}
    return RequestFactory().post("/", {"words": "kept", **files})


def test_upload_up_to_the_limit_stays_in_memory(temporary: Path):
    upload = sent(file=MOST).FILES["file"]
    assert type(upload) is InMemoryUploadedFile
    assert len(upload.read()) == MOST
    assert not list(temporary.iterdir())


def test_larger_upload_is_named_with_its_size_and_not_kept(temporary: Path):
    request = sent(file=MOST + 1)
    upload = request.FILES["file"]
    assert isinstance(upload, OversizedUpload)
    assert upload.size == MOST + 1
    assert request.POST["words"] == "kept"
    assert not list(temporary.iterdir())


def test_reading_what_was_not_kept_is_a_bad_request():
    upload = sent(file=MOST + 1).FILES["file"]
    with pytest.raises(RequestDataTooBig):
        upload.read()
    with pytest.raises(RequestDataTooBig):
        list(upload.chunks())


def test_files_of_one_request_share_the_limit():
    files = sent(one=MOST // 2, two=MOST // 2, three=1000).FILES
    kinds = [isinstance(files[name], OversizedUpload) for name in files]
    assert kinds == [False, False, True]


def test_absurd_body_is_refused_before_it_is_read():
    request = sent(file=10)
    request.META["CONTENT_LENGTH"] = str(READ_AT_MOST * MOST + 1)
    with pytest.raises(RequestDataTooBig):
        _files = request.FILES
