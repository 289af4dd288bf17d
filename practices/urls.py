from __future__ import annotations

from django.urls import path

from practices import views
from practices.feeds import PracticeFeed

app_name = "practices"
urlpatterns = [
    path("", views.practice_list, name="list"),
    path("export.<str:name>", views.practice_export, name="export"),
    path("feed/", PracticeFeed(), name="feed"),
    path("<public_id:public_id>/", views.practice_record, name="record_without_slug"),
    path("<public_id:public_id>/<str:slug>/", views.practice_record, name="record"),
]
