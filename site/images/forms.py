"""The form behind every upload of a picture in the admin."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from images.fields import PictureFormField


class PictureForm(BaseImageForm):
    """Wagtail's image form with our own file field.

    Wagtail names its field class in the code, so each form exchanges its own field.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            self.fields["file"] = PictureFormField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
