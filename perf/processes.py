"""Starts one worker at a time and turns whatever becomes of it into an answer.

Keeps true: a worker has a process group of its own and is killed with everything it started, when it
ends, overruns its deadline or we are interrupted; crash, hang, silence and rubbish are Gaps, never our
tracebacks. Deliberately imports no loop.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import msgspec

from perf import pyperf_files
from perf.plan import Settings
from perf.results import Gap, Run, one_line
from perf.worker import Description

GRACE = 10.0
"""Seconds by which a worker's own watchdog outlasts ours: it is for workers whose controller was killed."""

UNWANTED = ("PYTHONHASHSEED", "PYTHONWARNINGS", "PYTHONFAULTHANDLER")
"""Not passed on: hash seeds are to differ between processes, and a subject's warnings are not our topic."""


class CannotDescribe(Exception):
    """The target gives no usable loop; the message is one line for the user."""


def describe(target: str, deadline: float) -> Description:
    """Ask a fresh process what ``target`` is. Raises CannotDescribe."""
    with TemporaryDirectory(prefix="loopspec-perf-") as folder:
        note = Path(folder, "note")
        gap = _work(["--target", target, "--note", str(note)], note, deadline)
        if gap is not None:
            verb = "" if gap.kind == "failed" else f"loop {target!r} cannot be made: the process "
            raise CannotDescribe(f"{verb}{gap.reason}")
        try:
            return msgspec.json.decode(note.read_bytes(), type=Description)
        except (OSError, msgspec.MsgspecError):
            raise CannotDescribe(f"loop {target!r} cannot be made: its process left no answer") from None


def measure(target: str, workload: str, settings: Settings) -> Run | Gap:
    """Run one workload on one target in a fresh process. The Run has no round and no times yet."""
    with TemporaryDirectory(prefix="loopspec-perf-") as folder:
        note, output = Path(folder, "note"), Path(folder, "run.json")
        options = ["--worker", "--worker-task", "0", "--loops", "1", "--quiet"]
        options += ["--values", str(settings.values), "--warmups", str(settings.warmups)]
        options += ["--target", target, "--workload", workload, "--note", str(note), "--output", str(output)]
        gap = _work(options, note, settings.deadline)
        if gap is not None:
            return gap
        try:
            gauges = msgspec.json.decode(note.read_bytes(), type=tuple[float, ...])
            run = pyperf_files.read_run(output)
        except (pyperf_files.Damaged, OSError, msgspec.MsgspecError):
            return Gap("crashed", "ended without a usable result, though with exit status 0")
        return replace(run, gauges=gauges[-len(run.values) :])


def _work(options: Sequence[str], note: Path, deadline: float) -> Gap | None:
    """Run the worker to its end; the Gap it fell into, or None when it says that all went well."""
    command = [sys.executable, "-m", "perf.worker", "--deadline", str(deadline + GRACE), *options]
    worker = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(),
    )
    late = threading.Event()
    watchdog = threading.Timer(deadline, _too_late, (worker, late))
    watchdog.start()
    try:
        status = worker.wait()  # not wait(deadline), which looks in at intervals: 10 % of a fast session
    finally:
        watchdog.cancel()
        _kill_group(worker)
        worker.wait()
    return Gap("hung", f"gave no result within {deadline:g} s") if late.is_set() else _gap(status, note)


def _too_late(worker: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill_group(worker)


def _kill_group(worker: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(worker.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """What a worker gets of ours, and a place for bytecode where we may write none beside the sources.

    Compiling everything anew would take a fifth of a short worker's life.
    """
    env = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    if sys.dont_write_bytecode:
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # it may have been -B
        env["PYTHONPYCACHEPREFIX"] = _bytecode()
    return env


@cache
def _bytecode() -> str:
    """One folder for the whole session, gone when this process ends."""
    folder = mkdtemp(prefix="loopspec-perf-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _gap(status: int, note: Path) -> Gap | None:
    if status == 0:
        return None
    if status < 0:
        return Gap("crashed", f"was killed by {signal.Signals(-status).name}")
    try:
        reason = one_line(note.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        reason = ""
    if reason:
        return Gap("failed", reason)
    return Gap("crashed", f"exited with status {status} and no result")
