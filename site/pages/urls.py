"""The pages' addresses, without the sign-in that Wagtail brings along for readers."""

from __future__ import annotations

from django.urls import re_path

from wagtail import views
from wagtail.urls import serve_pattern

from pages.views import share_image

urlpatterns = [
    # No page's address has a point in it; a longer number is no key.
    re_path(
        r"^share/(?P<pk>[0-9]{1,9})/(?P<name>\w+)\.png$",
        share_image,
        name="share_image",
    ),
    re_path(serve_pattern, views.serve, name="wagtail_serve"),
]
