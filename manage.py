#!/usr/bin/env python
"""Django's command line, with `site/` on the path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "philoxenia.settings.main")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
