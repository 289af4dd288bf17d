from __future__ import annotations

from django.contrib import messages
from django.db.models import Model, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from newsroom.actions import refuse_loss_of_number
from newsroom.figures.viewsets import FigureTextViewSet
from newsroom.models import Figure
from newsroom.viewsets import ModuleTextViewSet, NewsroomGroup, TermTextViewSet


def keep_used_figures(
    request: HttpRequest, instances: list[Model]
) -> HttpResponse | None:
    """Say what uses a figure instead of asking whether to delete it."""
    for figure in instances:
        if isinstance(figure, Figure):
            try:
                refuse_loss_of_number(figure)
            except ProtectedError as error:
                messages.error(request, error.args[0])
                return redirect("wagtailsnippets_newsroom_figure:edit", figure.pk)
    return None


register_snippet(FigureTextViewSet)
register_snippet(ModuleTextViewSet)
register_snippet(TermTextViewSet)
register_snippet(NewsroomGroup)
hooks.register("before_delete_snippet", keep_used_figures)
