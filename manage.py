#!/usr/bin/env python
"""Django's command line, with `site/` on the path."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

YOUNG_OBJECTS = 50_000
"""How many objects are made between two rounds of Python's collector.

Imports make hundreds of thousands and no garbage: with Python's own 700 a tenth of
the start went into looking for some.
"""

if __name__ == "__main__":
    gc.set_threshold(YOUNG_OBJECTS)
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "philoxenia.settings.main")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
