from __future__ import annotations

from django.urls import path

from toolkit import views
from toolkit.printing.views import download

app_name = "toolkit"
urlpatterns = [
    path("", views.lesson_list, name="list"),
    path("<public_id:public_id>/", views.lesson_plan, name="lesson_without_slug"),
    path("<public_id:public_id>/<str:slug>/", views.lesson_plan, name="lesson"),
    path("<public_id:public_id>/<str:slug>/project/", views.project, name="project"),
    path(
        "<public_id:public_id>/<str:slug>/download/<str:age>/<str:name>.pdf",
        download,
        name="download",
    ),
]
