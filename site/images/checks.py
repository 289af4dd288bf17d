"""Fails when a setting would leave a picture's door without its bell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core import checks

NEEDED: Final[dict[str, object]] = {
    "WAGTAILIMAGES_IMAGE_MODEL": "images.Picture",
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "images.forms.PictureForm",
    "FILE_UPLOAD_HANDLERS": ["images.uploads.BoundedMemoryUploadHandler"],
}


@checks.register
def check_settings(app_configs: Any, **kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Name each setting without which a refused upload is no clear error."""
    return [
        checks.Error(
            f"{name} is not {value!r}.",
            hint="Set it, or uploads are not refused with a message in every form.",
            id=f"images.E00{number}",
        )
        for number, (name, value) in enumerate(NEEDED.items(), start=1)
        if getattr(settings, name, None) != value
    ]
