from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.models import CampaignPage
from pages.share_images import SIZES, ShareImage


@require_safe
def share_image(request: HttpRequest, pk: str, name: str) -> HttpResponse:
    """Give one picture of a published campaign, drawn when somebody asks for it."""
    page = get_object_or_404(
        CampaignPage.objects.public(), pk=pk, locale__language_code=get_language()
    )
    if name not in SIZES:
        raise Http404
    return HttpResponse(ShareImage(page, SIZES[name]).png(), content_type="image/png")
