"""The contract of addresses: every room under its language."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from wagtail.admin import urls as wagtailadmin_urls

from editorial.viewsets import refuse
from philoxenia import health, views
from philoxenia.admin_transactions import with_atomic_writes
from philoxenia.sitemaps import SITEMAPS
from search.api import api
from stories.urls import cover_urlpatterns, report_urlpatterns

urlpatterns = [
    path("livez", health.alive, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    # Its stock copy of a text would be live at once; texts are translated from theirs.
    path("admin/translation/submit/snippet/<path:_rest>", refuse),
    # It lists every picture to every account, hidden stories' too.
    path("admin/api/main/images/<path:_rest>", refuse),
    path("admin/api/main/images/", refuse),
    # Before Wagtail's, whose own sign-in knows neither waits nor a second factor.
    path("admin/", include("staff.urls")),
    path("admin/", include(with_atomic_writes(wagtailadmin_urls.urlpatterns))),
    path("media/", include("images.urls")),
    path("api/", api.urls),
    *cover_urlpatterns,
    path("", views.to_own_language, name="to_own_language"),
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        path("stories/", include("stories.urls")),
        path("newsroom/", include("newsroom.urls")),
        path("toolkit/", include("toolkit.urls")),
        path("practices/", include("practices.urls")),
        path("report/", include(report_urlpatterns)),
        path("search/", include("search.urls")),
        path("about/", include("pages.urls")),
    ),
]

handler400 = "philoxenia.views.bad_request"
handler403 = "philoxenia.views.forbidden"
handler404 = "philoxenia.views.not_found"
handler500 = "philoxenia.views.server_error"
