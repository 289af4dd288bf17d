from __future__ import annotations

from django.urls import re_path

from images import views

app_name = "images"
urlpatterns = [
    # ASCII names without a slash: no path can leave the media folder.
    re_path(
        r"^(?P<folder>[a-z]+)/(?P<name>[A-Za-z0-9_.-]+)$", views.media, name="media"
    ),
]
