"""The node of this folder, for tests."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


class Node:
    """An Elasticsearch node; data and log lie in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""

    def start(self) -> None:
        """Start it, the next time on the same port with the same data."""
        port = self.url.rpartition(":")[2] or "0"
        done = subprocess.run(
            [HERE / "start", port, self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.url = done.stdout.strip()

    def stop(self) -> None:
        subprocess.run([HERE / "stop", self.folder], check=True)

    def signal(self, number: signal.Signals) -> None:
        os.kill(int((self.folder / "pid").read_text()), number)
