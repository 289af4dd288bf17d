from __future__ import annotations

from wagtail.snippets.models import register_snippet

from toolkit.viewsets import LessonTextViewSet, LessonViewSet

register_snippet(LessonTextViewSet)
register_snippet(LessonViewSet)
