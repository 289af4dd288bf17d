from __future__ import annotations

from wagtail.snippets.models import register_snippet

from practices.viewsets import PracticeTextViewSet, PracticeViewSet

register_snippet(PracticeTextViewSet)
register_snippet(PracticeViewSet)
