"""A picture as an editor would bring it."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile

from PIL import Image

from images.models import Picture


def written(size: tuple[int, int]) -> bytes:
    """Return a drawing of this size as PNG."""
    content = BytesIO()
    Image.new("RGB", size, "olive").save(content, "PNG")
    return content.getvalue()


def make_picture(size: tuple[int, int] = (40, 30)) -> Picture:
    picture = Picture(title="A drawing")
    picture.file.save("drawing.png", ContentFile(written(size)), save=False)
    picture.save()
    return picture
