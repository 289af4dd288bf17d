from __future__ import annotations

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggestions, name="suggest"),
]
