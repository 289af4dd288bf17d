"""`make run`: bind the port, prepare, serve with web and worker until told to end."""

from __future__ import annotations

import errno
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

from catalogs import compile_catalogs
from packages import PYTHON, ROOT, install
from running import (
    MARK,
    end_all,
    processes,
    read_record,
    record_path,
    shown,
    state_folder,
    write_record,
)
from steps import Failed, end_with, say

HOST: Final = "127.0.0.1"
ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ANSWER_WITHIN_SECONDS: Final = 60

_Process = subprocess.Popen[bytes]


class Ended(Exception):
    """Somebody asked for the end: Ctrl-C, SIGTERM or a closed terminal."""


def main() -> int:
    started = time.monotonic()
    state = state_folder()
    port = _port()
    _carry_mark(state)
    holder = _bind(port, state)
    _refuse_second_copy(state)
    write_record(state, port)
    _listen_for_the_end()
    try:
        say(f"philoxenia prepares {shown(state)}/ and port {port}:")
        install("base")
        compile_catalogs()
        environment = _environment(state, port)
        _prepare(environment)
        holder.close()
        return _serve(port, environment, started)
    except Ended:
        say("\nEnding …")
        return 0
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        end_all(state)


def _listen_for_the_end() -> None:
    for number in ENDING:
        # `nohup` ignores the hang-up on purpose.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    if sys.stdin.isatty():
        threading.Thread(target=_watch_terminal, daemon=True).start()


def _watch_terminal() -> None:
    """Hang up when the terminal is closed.

    Where make leads the session (`ssh -t host make run`) it gets the signal alone and
    waits for us.
    """
    terminal = select.poll()
    terminal.register(sys.stdin, 0)
    if any(event & select.POLLHUP for _fd, event in terminal.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise Failed(f"PORT={given} is no port. Example: make run PORT=8123")
    return int(given)


def _bind(port: int, state: Path) -> socket.socket:
    """Hold the port from the first moment, or say at once why that is impossible."""
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind((HOST, port))
        holder.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Failed(_busy(port, state)) from None
        raise Failed(
            f"Port {port} cannot be used: {error.strerror}. "
            f"Choose another one: make run PORT=8123"
        ) from None
    return holder


def _busy(port: int, state: Path) -> str:
    record, path = read_record(state), shown(record_path(state))
    if record.get("port") == port:
        who = f"{path} says that process {record['pid']} of this copy uses it"
    else:
        who = f"{path} does not say that this copy uses it"
    return (
        f"Port {port} is busy: {who}.\n"
        "`make stop` ends a copy that still runs; "
        f"`make run PORT={port + 1 if port < 65535 else 8000}` takes another port."
    )


def _carry_mark(state: Path) -> None:
    """Start this launcher again under the mark, so that `make stop` finds it too."""
    if os.environ.get(MARK) != str(state):
        os.environ[MARK] = str(state)
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606


def _refuse_second_copy(state: Path) -> None:
    if others := processes(state):
        record = read_record(state)
        at = f" at http://{HOST}:{record['port']}/" if record else ""
        raise Failed(
            f"A copy already runs on {shown(state)}/{at} "
            f"(process {record.get('pid', others[0])}, {shown(record_path(state))}).\n"
            "`make stop` ends it; "
            "`make run PORT=… VAR_DIR=…` starts another one on a folder of its own."
        )


def _environment(state: Path, port: int) -> dict[str, str]:
    """Return what every process of this copy finds in its environment."""
    # honcho gives the worker a PORT of its own, so the address is said outright.
    return (
        {"PUBLIC_URL": f"http://{HOST}:{port}"}
        | os.environ
        | {
            "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "VAR_DIR": str(state),
        }
    )


def _start(arguments: Sequence[str], environment: dict[str, str]) -> _Process:
    """Start a process that neither Ctrl-C nor a closed terminal reaches before us."""
    return subprocess.Popen(
        [PYTHON, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _prepare(environment: dict[str, str]) -> None:
    if _start(["manage.py", "prepare"], environment).wait():
        raise Failed("The copy could not be prepared; the lines above say why.")


def _serve(port: int, environment: dict[str, str], started: float) -> int:
    """Run the Procfile until one of its processes ends."""
    honcho = _start(["-m", "honcho", "--env", os.devnull, "start"], environment)
    if _answers(port, honcho):
        seconds = time.monotonic() - started
        say(
            f"\n  Open {environment['PUBLIC_URL']}/\n"
            f"  Ready after {seconds:.1f} s. Ctrl-C or `make stop` ends it.\n"
        )
    elif honcho.poll() is None:
        say(f"\n  /livez does not answer within {ANSWER_WITHIN_SECONDS} seconds.\n")
    status = honcho.wait()
    raise Failed(
        "A process ended by itself, so all were ended; the lines above say which "
        f"and why (status {status}). `make run` starts again."
    )


def _answers(port: int, honcho: _Process) -> bool:
    deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
    while honcho.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            # As behind the proxy of a public copy, which otherwise redirects.
            connection.request("GET", "/livez", headers={"X-Forwarded-Proto": "https"})
            if connection.getresponse().status == http.client.OK:
                return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(end_with(failure))
