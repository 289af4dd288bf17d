from __future__ import annotations

from wagtail import hooks

from search import operating

hooks.register("register_admin_urls", operating.index_urls)
hooks.register("register_reports_menu_item", operating.index_item)
