from __future__ import annotations

from wagtail.snippets.models import register_snippet

from newsroom.figures.viewsets import FigureTextViewSet
from newsroom.viewsets import ModuleTextViewSet, NewsroomGroup, TermTextViewSet

register_snippet(FigureTextViewSet)
register_snippet(ModuleTextViewSet)
register_snippet(TermTextViewSet)
register_snippet(NewsroomGroup)
