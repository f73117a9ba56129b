"""Runs a soak in a process of its own, and hears what it tells.

Keeps true: a loop that hangs or dies ends the soak in words; nothing of the process is left.
Does not know: how what is heard is shown.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from conformance.expect import clean
from conformance.patience import scaled
from conformance.soak.marathon import Found, Heard, Line

PATIENCE = 300.0
"""Seconds without a word after which a soak hangs; a round takes about one, a mass some tens."""


def watch(name: str, seconds: float, seed: int, debug: bool) -> Iterator[Heard]:
    """Yield what the soak tells, as it comes. OSError if it cannot be started."""
    reading, writing = os.pipe()
    options = ["--loop", name, "--seconds", str(seconds), "--seed", str(seed), "--to", str(writing)]
    with TemporaryDirectory(prefix="loopspec-") as folder, open(reading, "rb") as lines:
        output = Path(folder) / "output.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "conformance.soak", *options, *(["--debug"] if debug else [])],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                pass_fds=[writing],
                start_new_session=True,
            )
        os.close(writing)
        try:
            yield from _heard(lines, process, seed)
            if process.wait() != 0:
                last = output.read_text("utf-8", "replace").strip().rpartition("\n")[2]
                yield Found(seed, f"the process ended with status {process.returncode}: {clean(last)}")
        finally:
            _end(process)


def _heard(lines: Iterator[bytes], process: subprocess.Popen[bytes], seed: int) -> Iterator[Heard]:
    hung = threading.Event()

    def give_up() -> None:
        hung.set()
        _end(process)

    while True:
        timer = threading.Timer(scaled(PATIENCE), give_up)
        timer.start()
        try:
            line = next(lines, None)
        finally:
            timer.cancel()
        if line is None:
            break
        heard: Heard = msgspec.json.decode(line, type=Heard)
        seed = heard.seed + isinstance(heard, Line)
        yield heard
    if hung.is_set():
        yield Found(seed, f"nothing was heard for {scaled(PATIENCE):g} seconds")


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
