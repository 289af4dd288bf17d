from __future__ import annotations

from typing import Final

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    get_upload_to,
)

from images.fields import PictureField

PICTURES: Final = "pictures"
RENDITIONS: Final = "renditions"
PERSONAL: Final = "person-"
"""How file names begin of people's own pictures, which they may take back any day."""


class Picture(AbstractImage):
    """A picture that holds pixels only; the name of its file is random.

    Add no required field: Wagtail's multi-upload would then store uploads elsewhere
    until the form is complete.
    """

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        return f"{PICTURES}/{filename}"

    def _set_image_file_metadata(self) -> None:
        """Nothing: the file field sets size and hash when it stores what it cleaned."""

    def generate_rendition_file(
        self, filter: Filter, *, source: File[bytes] | None = None
    ) -> ContentFile[bytes]:
        """Return the rendition in memory; Wagtail leaves its temporary file open."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """The description or nothing: titles are often the names of private files."""
        return str(self.description)


class PictureRendition(AbstractRendition):
    """A picture in the size and format that a page asked for."""

    image = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_picture_and_filter",
            ),
        )

    def get_upload_to(self, filename: str) -> str:
        return f"{RENDITIONS}/{filename}"
