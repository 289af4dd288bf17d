from __future__ import annotations

from django.urls import path

from stories import views

app_name = "stories"
urlpatterns = [
    path("", views.story_list, name="list"),
    path("tell/", views.tell, name="tell"),
    path("<str:public_id>/", views.story_page, name="story"),
]
