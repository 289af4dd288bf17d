from __future__ import annotations

from django.urls import path

from newsroom.views import modules, terms

app_name = "newsroom"
urlpatterns = [
    path("", modules.front, name="front"),
    path("terms/", terms.term_list, name="terms"),
    path("terms/<str:public_id>/", terms.term_page, name="term_without_slug"),
    path("terms/<str:public_id>/<str:slug>/", terms.term_page, name="term"),
    path("<str:public_id>/", modules.module_page, name="module_without_slug"),
    path("<str:public_id>/<str:slug>/", modules.module_page, name="module"),
    path(
        "<str:public_id>/<str:slug>/checklist/",
        modules.module_checklist,
        name="checklist",
    ),
]
