from __future__ import annotations

from django.urls import path

from newsroom.figures.feeds import FigureFeed
from newsroom.views import figures, modules, terms

app_name = "newsroom"
urlpatterns = [
    path("", modules.front, name="front"),
    path("figures/", figures.figure_list, name="figures"),
    path("figures/feed/", FigureFeed(), name="figures_feed"),
    path("figures/timeline/", figures.figure_timeline, name="timeline"),
    path("figures/export.<str:name>", figures.figure_export, name="figures_export"),
    path(
        "figures/<public_id:public_id>/",
        figures.figure_page,
        name="figure_without_slug",
    ),
    path(
        "figures/<public_id:public_id>/<str:slug>/", figures.figure_page, name="figure"
    ),
    path("terms/", terms.term_list, name="terms"),
    path("terms/<public_id:public_id>/", terms.term_page, name="term_without_slug"),
    path("terms/<public_id:public_id>/<str:slug>/", terms.term_page, name="term"),
    path("<public_id:public_id>/", modules.module_page, name="module_without_slug"),
    path("<public_id:public_id>/<str:slug>/", modules.module_page, name="module"),
    path(
        "<public_id:public_id>/<str:slug>/checklist/",
        modules.module_checklist,
        name="checklist",
    ),
]
