"""Starts a worker in a session of its own, watches it from outside, and ends all that came of it.

Keeps true: no pipe, socket or terminal of the controller reaches a worker, so nothing that it or its
children keep open can hold the controller up; ``end`` leaves no process that descends from the worker, in
whatever group or session it hides. Deliberately knows nothing of verdicts.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

from conformance.expect import clean
from conformance.isolation.journal import Event, Reader
from conformance.isolation.order import Order
from conformance.patience import scaled

LOOK = 0.02
"""Seconds between two looks at a worker; it does not wait for them."""
MARK = "LOOPSPEC_WORKER"
"""The environment variable by which a descendant is known, however it was forked."""
LAST_WORDS = 65536
"""Bytes at the end of a worker's output that are searched for where it died."""
DUMP_SECONDS = 2.0
"""How long a hanging worker may take to say where it hangs, before it is killed."""
FRAMES = 3

_FRAME = re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+) in (?P<name>\S+)')


class Worker:
    """One worker process. Not thread-safe.

    Raises OSError when it cannot be started.
    """

    def __init__(self, order: Order, folder: Path) -> None:
        self._token = f"{os.getpid()}-{uuid.uuid4().hex}"
        self._output = folder / "output.txt"
        journal = folder / "journal.jsonl"
        (folder / "order.json").write_bytes(
            msgspec.json.encode(msgspec.structs.replace(order, journal=str(journal)))
        )
        self._reader = Reader(journal)
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "conformance.isolation.worker", str(folder / "order.json")],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_environment(self._token),
                start_new_session=True,
            )

    def events(self) -> list[Event]:
        """What the worker told since the last call."""
        return self._reader.new()

    @property
    def exit_code(self) -> int | None:
        """As of subprocess.Popen; ``None`` while it runs."""
        return self._process.poll()

    def end(self) -> None:
        """Kill the worker and everything that descends from it; returns when the worker is gone."""
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        for process in psutil.process_iter(["environ"]):
            environ: dict[str, str] | None = process.info["environ"]
            if environ and environ.get(MARK) == self._token:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        self._process.wait()

    def dump(self) -> None:
        """Let a hanging worker say where, on POSIX: faulthandler answers SIGABRT from C, without the GIL."""
        if os.name != "posix":
            return
        self._process.send_signal(signal.SIGABRT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(scaled(DUMP_SECONDS))

    def where(self) -> str:
        """The innermost frames that a dying worker named, cleaned; empty when it named none."""
        _, found, dump = self._printed().rpartition("(most recent call first):")
        frames = [f"{Path(m['path']).name}:{m['line']} in {m['name']}" for m in _FRAME.finditer(dump)]
        return clean(" < ".join(frames[:FRAMES])) if found else ""

    def last_line(self) -> str:
        """The last line that the worker printed, cleaned; empty when it printed none."""
        return clean((self._printed().rstrip().splitlines() or [""])[-1])

    def _printed(self) -> str:
        """The end of what the worker printed."""
        try:
            with self._output.open("rb") as file:
                file.seek(max(0, self._output.stat().st_size - LAST_WORDS))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""  # the subject removed it


def manner(exit_code: int) -> str:
    """How a process ended, in words."""
    if exit_code >= 0:
        return f"exited with status {exit_code}"
    try:
        return f"died by {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"died by signal {-exit_code}"


def _environment(token: str) -> dict[str, str]:
    """That of the caller, except what would let a place or a person change the verdict."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return kept | {MARK: token, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONHASHSEED": "0"}
