"""The pages' addresses, without the sign-in that Wagtail brings along for readers."""

from __future__ import annotations

from django.urls import re_path

from wagtail import views
from wagtail.urls import serve_pattern

urlpatterns = [re_path(serve_pattern, views.serve, name="wagtail_serve")]
