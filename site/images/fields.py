"""The file field of a picture, in the model and in forms: both clean what they get."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.forms.fields import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from wagtail.images import fields as wagtail_fields
from wagtail.images import models as wagtail_models
from wagtail.utils.file import hash_filelike

from images.cleaning import CleanPicture, clean_picture, measured, too_big
from images.uploads import OversizedUpload


class PictureFieldFile(wagtail_models.WagtailImageFieldFile):
    """A stored picture: whatever is saved through it is cleaned first."""

    def save(self, name: str, content: File[bytes], save: bool = True) -> None:
        """Clean and store; raises ValidationError before anything is stored."""
        if not isinstance(content, CleanPicture):
            content = clean_picture(content)
        # Set here for code as well as forms; caches of renditions go by the hash.
        self.instance.file_size = content.size
        self.instance.file_hash = hash_filelike(content)
        super().save(content.name, content, save)

    def get_image_dimensions(self) -> tuple[int, int] | tuple[None, None]:
        """Return width and height without decoding; None for what will be refused."""
        was_closed = self.closed
        self.open()
        try:
            return measured(self)
        except ValidationError:
            return None, None
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(wagtail_models.WagtailImageField):
    """An image field that stores nothing but cleaned pictures."""

    attr_class = PictureFieldFile

    def contribute_to_class(
        self, cls: type[models.Model], name: str, **kwargs: Any
    ) -> None:
        # Fields are saved in this order, and saving the file sets its width and height.
        stock = wagtail_models.AbstractImage._meta.get_field(name)
        self.creation_counter = stock.creation_counter
        super().contribute_to_class(cls, name, **kwargs)


class PictureFormField(wagtail_fields.WagtailImageField):
    """An upload of a picture: cleaned while the form is validated."""

    # Content decides, not the name: iPhones send HEIC files that are named .jpg.
    default_validators: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _(
            "A JPEG, PNG, WebP, GIF, HEIC or AVIF file of at most %(most)s. We keep "
            "the picture alone: its place, camera, author and file name are removed."
        ) % {"most": filesizeformat(self.max_upload_size)}

    def to_python(self, data: Any) -> CleanPicture | None:
        """Return the cleaned picture, and put it into the upload itself as well."""
        if isinstance(data, OversizedUpload):
            raise too_big(data.size)
        upload = FileField.to_python(self, data)
        if upload is None or isinstance(upload, CleanPicture):
            return upload
        picture = clean_picture(upload)
        if isinstance(upload, UploadedFile):
            _replace(upload, picture)
        return picture


def _replace(upload: UploadedFile[bytes], picture: CleanPicture) -> None:
    # When another field fails, Wagtail's multi-upload keeps the upload as it came.
    upload.name, upload.size = picture.name, picture.size
    upload.content_type = picture.content_type
    upload.file = picture.open()
