from __future__ import annotations

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from vocabulary.models import Concept
from vocabulary.viewsets import ConceptPolicy, ConceptViewSet

# Before the views, which would make a policy of their own.
register_permission_policy(Concept, ConceptPolicy(Concept))
register_snippet(ConceptViewSet)
