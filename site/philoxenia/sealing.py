"""Archives as age files: whoever has the public key can write them, and not read them.

Format: https://age-encryption.org/v1, so any age program opens a backup as well.
"""

from __future__ import annotations

import gzip
import os
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import pyrage
from pyrage.x25519 import Identity, Recipient

_MARK: Final = "AGE-SECRET-KEY-"
_QUICK: Final = 1
"""gzip's fastest level: most of a backup are pictures, which shrink no further."""

_CHUNK: Final = 1 << 20


class NotOpened(Exception):
    """An archive that these identities do not open, or that is damaged."""


def new_identity(path: Path) -> str:
    """Write a fresh secret identity into a new file, and return its public key."""
    identity = Identity.generate()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def read_identities(path: Path) -> list[Identity]:
    """Return the identities in a file; raises ValueError when there is none."""
    lines = (line.strip() for line in path.read_text().splitlines())
    try:
        found = [Identity.from_str(line) for line in lines if line.startswith(_MARK)]
    except pyrage.IdentityError as error:
        raise ValueError("damaged identity") from error
    if not found:
        raise ValueError("no identity")
    return found


def recipient_of(public_key: str) -> Recipient:
    """Return a public key as age's own kind; raises ValueError for what is none."""
    try:
        return Recipient.from_str(public_key)
    except pyrage.RecipientError as error:
        raise ValueError("no public key") from error


@contextmanager
def sealed_archive(
    target: IO[bytes], recipient: Recipient
) -> Iterator[tarfile.TarFile]:
    """Yield an archive that is sealed into `target` while it is being written."""

    def seal(source: IO[bytes]) -> None:
        pyrage.encrypt_io(source, target, [recipient])

    with (
        _reader_of_what_is_written(seal) as pipe,
        gzip.GzipFile("", "wb", _QUICK, pipe, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w|") as archive,
    ):
        yield archive


@contextmanager
def opened_archive(
    source: IO[bytes], identities: Sequence[Identity], *, whole: bool = True
) -> Iterator[tarfile.TarFile]:
    """Yield a sealed archive, read from start to end while it is opened.

    Every member that was read is as it was sealed; that none is missing at the end is
    known after the block, if the whole is wanted. Raises NotOpened.
    """
    with _writer_of_what_is_read(
        lambda target: pyrage.decrypt_io(source, target, identities)
    ) as pipe:
        try:
            with tarfile.open(fileobj=pipe, mode="r|gz") as archive:
                yield archive
            while whole and pipe.read(_CHUNK):
                pass
        except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
            raise NotOpened from error


@contextmanager
def _reader_of_what_is_written(
    read: Callable[[IO[bytes]], None],
) -> Iterator[IO[bytes]]:
    """Yield a file for writing; `read` gets what is written, in another thread."""
    source, target = os.pipe()
    # A broken pipe here is the reader's end; its own error comes instead.
    with (
        _beside(lambda: _with(os.fdopen(source, "rb"), read)),
        os.fdopen(target, "wb") as file,
    ):
        yield file


@contextmanager
def _writer_of_what_is_read(
    write: Callable[[IO[bytes]], None],
) -> Iterator[IO[bytes]]:
    """Yield a file for reading what `write` writes in another thread."""
    source, target = os.pipe()

    def run() -> None:
        try:
            _with(os.fdopen(target, "wb"), write)
        except BrokenPipeError:
            # Whoever reads has seen enough.
            return
        except (pyrage.DecryptError, OSError) as error:
            raise NotOpened from error

    with _beside(run), os.fdopen(source, "rb") as file:
        yield file


def _with(file: IO[bytes], use: Callable[[IO[bytes]], None]) -> None:
    with file:
        use(file)


@contextmanager
def _beside(run: Callable[[], None]) -> Iterator[None]:
    """Run something in a thread during the block; what it raises is raised here."""
    failed: list[BaseException] = []

    def survive() -> None:
        try:
            run()
        except BaseException as error:  # noqa: BLE001  raised again below
            failed.append(error)

    thread = threading.Thread(target=survive)
    thread.start()
    try:
        yield
    finally:
        thread.join()
        if failed:
            raise failed[0]


@contextmanager
def emptied(folder: Path) -> Iterator[Path]:
    """Yield a fresh folder that only this user can read, and remove it afterwards."""
    remove(folder)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        remove(folder)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        for inner in path.iterdir():
            remove(inner)
        path.rmdir()
    else:
        with suppress(FileNotFoundError):
            path.unlink()
