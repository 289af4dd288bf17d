from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsroom.loaders import ModuleLoader
from tests.factories import make_shipped_concepts
from tests.newsroom.factories import SHIPPED_MODULE


@pytest.fixture
def shipped_folder(tmp_path: Path) -> Path:
    """A shipped module in a folder of its own, to be changed."""
    make_shipped_concepts()
    return shutil.copytree(
        ModuleLoader.folder / SHIPPED_MODULE, tmp_path / SHIPPED_MODULE
    )
