"""One run of a suite on one loop, in a process group of its own, which ends at the latest with its time.

Keeps true: a run ends; what it wrote down until then is its answer: a test that began and did not end hung or
took the process with it. Does not know: what is expected of a test.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from clients.suites import plugin
from clients.suites.workshop import Prepared, surroundings

EACH = 60
"""Seconds for one test, by pytest-timeout; then it has failed, and the suite goes on."""
HUNG = "hung or died"
ROOT = Path(__file__).parents[2]


@dataclass
class Run:
    """What came of it."""

    loop: str
    outcomes: dict[str, str] = field(default_factory=dict)
    """Of each test, by its id: passed, failed, skipped, xfailed, xpassed, or that it did not end."""
    reasons: dict[str, str] = field(default_factory=dict)
    """The last words of each test that failed."""
    finished: bool = False
    """Whether the suite came to its end by itself."""
    named: int = 0
    """How many loops of the named kind were made, where that is not asyncio's."""
    asyncio: int = 0
    """How many of asyncio's own were."""
    seconds: float = 0.0


def run(prepared: Prepared, loop: str, record: Path) -> Run:
    """Run the suite on the loop of this name; what was printed stands beside the record, in ``.log``."""
    suite = prepared.suite
    command = [str(prepared.python), "-m", "pytest", "-p", plugin.__name__, "-p", "no:conformance.plugin"]
    command += ["--rootdir=.", *suite.pytest, f"--timeout={EACH}", "--timeout-method=signal"]
    record.parent.mkdir(parents=True, exist_ok=True)
    record.unlink(missing_ok=True)
    facts = {"PYTHONPATH": str(ROOT), plugin.LOOP: loop, plugin.RECORD: str(record.resolve())}
    began = time.monotonic()
    with record.with_suffix(".log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=prepared.folder,
            env=surroundings(suite) | facts,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(suite.limit)
        except subprocess.TimeoutExpired:
            pass
        finally:
            with suppress(ProcessLookupError):  # what it started and left, too
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return read(loop, record, time.monotonic() - began)


def read(loop: str, record: Path, seconds: float = 0.0) -> Run:
    """What a record says; one that was never begun says that nothing finished."""
    found = Run(loop, seconds=seconds)
    for line in record.read_text().splitlines() if record.exists() else ():
        try:
            facts = json.loads(line)
        except ValueError:  # the process died while it wrote
            break
        if "began" in facts:
            found.outcomes[facts["began"]] = HUNG
        elif "ended" in facts:
            found.outcomes[facts["ended"]] = facts["outcome"]
            if facts["why"]:
                found.reasons[facts["ended"]] = facts["why"]
        else:
            found.finished = True
            found.named, found.asyncio = facts["named"], facts["asyncio"]
    return found
