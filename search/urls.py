from __future__ import annotations

from django.urls import path

from . import views
from .feeds import SearchFeed

app_name = "search"
urlpatterns = [
    path("", views.results, name="search"),
    path("feed/", SearchFeed(), name="feed"),
    path("suggest/", views.suggestions, name="suggest"),
]
