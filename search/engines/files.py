"""The files of an embedded index: generations, locks and the mark of damage.

The address of the index is a symbolic link to the present generation, a file with a
name of its own. SQLite names its log after the real file, so a new generation never
meets the log of an old one, and a process that still reads the old is not disturbed.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class IndexFiles:
    """Where one index lies on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._damage = path.with_name(path.name + ".damaged")

    def present(self) -> Path | None:
        """Return the generation that readers should have open, None without one."""
        with suppress(OSError):
            generation = self.path.with_name(Path(os.readlink(self.path)).name)
            return generation if generation.exists() else None
        return None

    def fresh(self) -> Path:
        """Return a name for a new generation."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self.path.with_name(f"{self.path.name}.{secrets.token_hex(6)}")

    def install(self, generation: Path) -> None:
        """Lead readers to this generation at once, and delete all others."""
        link = generation.with_name(generation.name + ".link")
        link.symlink_to(generation.name)
        os.replace(link, self.path)
        self._damage.unlink(missing_ok=True)
        self.sweep()

    def sweep(self) -> None:
        """Delete generations that nobody is led to; their words must not stay."""
        present = self.present()
        for other in self.path.parent.glob(self.path.name + ".*"):
            kept = (".lock", ".building", ".damaged")
            if not other.name.endswith(kept) and not (
                present and other.name.startswith(present.name)
            ):
                other.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete every generation."""
        self.path.unlink(missing_ok=True)
        self.sweep()

    def mark_damaged(self, generation: Path) -> None:
        """Tell every process that this generation must not be read any more."""
        # Whoever cannot write here cannot be the worker, which will meet it as well.
        with suppress(OSError):
            self._damage.write_text(generation.name)

    def is_damaged(self, generation: Path) -> bool:
        try:
            return self._damage.read_text() == generation.name
        except OSError:
            return False

    @contextmanager
    def locked(self, purpose: str, *, wait: bool) -> Iterator[bool]:
        """Hold a lock between processes; yield False when it is taken."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = self.path.with_name(f"{self.path.name}.{purpose}")
        with lock.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
