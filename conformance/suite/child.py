"""A program in a Python of its own, with the same loop under test: for what a process is born with.

Keeps true: the child inherits neither debug switches nor signal dispositions that the test did not ask for.
Deliberately knows the loop by its name only; the child resolves it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Protocol

import psutil

from conformance.suite.driving import PATIENCE, ended_by

PRELUDE = """
import asyncio, signal, sys
from conformance.targets import resolve
from conformance.suite.driving import PATIENCE, ended_by
factory = resolve(sys.argv[1]).factory
"""
LOOKS = 500
IGNORING_SIGINT = ("/bin/sh", "-c", 'trap \'\' INT; exec "$0" "$@"')
HEARING_SIGINT = (
    sys.executable,
    "-c",
    "import os, signal, sys\n"
    "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
    "os.execv(sys.argv[1], sys.argv[1:])",
)


class Subject(Protocol):
    """As much of the loop under test as a test may know."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        ...

    @property
    def factory(self) -> Callable[[], asyncio.AbstractEventLoop]:
        """Makes one of it, unaudited: the test closes it."""
        ...


def start(
    subject: Subject,
    program: str,
    *,
    flags: tuple[str, ...] = (),
    switches: dict[str, str] | None = None,
    launcher: tuple[str, ...] = (),
) -> subprocess.Popen[str]:
    """Start ``program``, which finds the loop's ``factory`` ready; ``switches`` are environment variables."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONASYNCIODEBUG", "PYTHONDEVMODE")}
    clean["PYTHONPATH"] = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return subprocess.Popen(
        [*launcher, sys.executable, *flags, "-c", PRELUDE + program, subject.name],
        env=clean | (switches or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def printed(
    subject: Subject,
    program: str,
    *,
    flags: tuple[str, ...] = (),
    switches: dict[str, str] | None = None,
    launcher: tuple[str, ...] = (),
) -> str:
    """What the program prints, stripped; when it prints nothing, the last line of its complaint."""
    child = start(subject, program, flags=flags, switches=switches, launcher=launcher)
    try:
        out, complaint = child.communicate(timeout=6 * PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return f"nothing for {6 * PATIENCE:.0f} seconds"
    return out.strip() or " ".join(complaint.split("\n")[-2:]).strip()


def wait_until_asleep(child: subprocess.Popen[str]) -> None:
    """Wait until the system says that the child sleeps; a child that is for ever busy is not waited for."""
    process = psutil.Process(child.pid)
    for _ in range(LOOKS):
        if child.poll() is not None or process.status() == psutil.STATUS_SLEEPING:
            return
        ended_by(lambda: child.wait(PATIENCE / LOOKS))
