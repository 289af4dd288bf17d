"""Measures how long the files of the shipped lessons take: promised are 2 s each.

.venv/bin/python tests/bench/lesson_files.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "philoxenia.settings.test")
state = tempfile.TemporaryDirectory()
os.environ["VAR_DIR"] = state.name

import django

django.setup()

from django.core.management import call_command
from django.utils.translation import override

from editorial import concepts
from newsroom.figures.loader import FigureLoader
from toolkit.loader import LessonLoader
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS


def main() -> None:
    call_command("migrate", verbosity=0)
    concepts.load()
    FigureLoader().load()
    LessonLoader().load()
    taken = []
    for lesson in Lesson.objects.public().with_plan():
        for text in lesson.texts.all():
            with override(text.language):
                taken += [measure(Plan(lesson, text.language, age=a)) for a in Age]
    first, *others = [seconds for pair in taken for seconds in pair]
    print(f"{len(others) + 1} files")
    print(f"  first, with the fonts read  {first:.2f} s")
    print(f"  longest of the others       {max(others):.2f} s")
    print(f"  mean of the others          {sum(others) / len(others):.2f} s")


def measure(plan: Plan) -> list[float]:
    taken = []
    for document in DOCUMENTS.values():
        started = time.perf_counter()
        document.pdf(plan)
        taken.append(time.perf_counter() - started)
    return taken


if __name__ == "__main__":
    main()
