from __future__ import annotations

from django.urls import path

from stories.views import mine, reading, reporting, telling

app_name = "stories"
urlpatterns = [
    path("", reading.story_list, name="list"),
    path("tell/", telling.tell, name="tell"),
    path("mine/", mine.my_story, name="mine"),
    path("<public_id:public_id>/", reading.story_page, name="story"),
]

# The same for all languages, so they stand outside of them.
cover_urlpatterns = [
    path("stories/<public_id:public_id>.svg", reading.cover, name="story_cover"),
]

# Practices and all that follow are reported at the same address.
report_urlpatterns = [
    path("<slug:kind>/<public_id:public_id>/", reporting.report_page, name="report"),
]
