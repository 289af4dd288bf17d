from __future__ import annotations

from django.urls import path

from stories.desk import published, queue, reports, submissions

app_name = "stories_desk"
urlpatterns = [
    path("", queue.Queue.as_view(), name="queue"),
    path("unread/", queue.DeclineUnread.as_view(), name="decline_unread"),
    path("<int:pk>/", submissions.SubmissionPage.as_view(), name="submission"),
    path("<int:pk>/edit/", submissions.EditPage.as_view(), name="edit"),
    path("<int:pk>/photo/", submissions.photo, name="photo"),
    path("reports/", reports.Reports.as_view(), name="reports"),
    path("reports/<int:pk>/", reports.ReportPage.as_view(), name="report"),
    path("reports/unread/", reports.CloseUnread.as_view(), name="close_unread_reports"),
    path("published/", published.Published.as_view(), name="published"),
    path(
        "published/<public_id:public_id>/",
        published.StoryPage.as_view(),
        name="story",
    ),
    path(
        "published/<public_id:public_id>/hide/", published.Hide.as_view(), name="hide"
    ),
    path("published/<public_id:public_id>/photo/", published.photo, name="story_photo"),
    path(
        "published/<public_id:public_id>/<str:language>/",
        published.Translation.as_view(),
        name="translation",
    ),
]
