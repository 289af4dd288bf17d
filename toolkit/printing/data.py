"""What a file's template gets: words, lists and rows, as JSON knows them."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]
