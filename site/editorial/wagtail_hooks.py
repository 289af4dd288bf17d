from __future__ import annotations

from wagtail import hooks

from editorial import waiting

hooks.register("construct_homepage_panels", waiting.show_overdue)
