"""Serves pictures when no web server or object storage stands before the product."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from images import guards
from images.models import PERSONAL, PICTURES, RENDITIONS

# Names are never used twice, so a rendition may be kept for ever.
KEPT: Final = {
    RENDITIONS: "public, max-age=31536000, immutable",
    PICTURES: "public, max-age=3600",
}
KEPT_SHORTLY: Final = "public, max-age=60"
"""For people's own pictures: what they take back must not live on in caches."""
KINDS: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
"""What may be served, by suffix: nothing else in the media folder has an address."""


@require_safe
def media(request: HttpRequest, folder: str, name: str) -> FileResponse:
    """Answer with a stored picture, 404 for whatever else lies in the media folder."""
    kind = KINDS.get(PurePosixPath(name).suffix)
    if folder not in KEPT or kind is None or not guards.may_be_seen(folder, name):
        raise Http404
    try:
        file = default_storage.open(f"{folder}/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        file,
        content_type=kind,
        headers={
            "Cache-Control": (
                KEPT_SHORTLY if name.startswith(PERSONAL) else KEPT[folder]
            ),
            "X-Content-Type-Options": "nosniff",
        },
    )
