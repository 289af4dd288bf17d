"""A picture as an editor would bring it."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile

from PIL import Image

from images.models import Picture


def make_picture(size: tuple[int, int] = (40, 30)) -> Picture:
    content = BytesIO()
    Image.new("RGB", size, "olive").save(content, "PNG")
    picture = Picture(title="A drawing")
    picture.file.save("drawing.png", ContentFile(content.getvalue()), save=False)
    picture.save()
    return picture
