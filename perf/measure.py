"""One timed run of one workload on one fresh loop: the only place where a clock and a loop meet.

Keeps true: what is timed is ``run`` alone (not making, checking or closing the loop); a time is returned
only when the work was proved done and the loop had nothing to complain about. Deliberately knows nothing
of processes, statistics or pyperf, so the guards in micro/ time exactly what the comparison times.
"""

from __future__ import annotations

import gc
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path
from time import perf_counter  # bound before any subject is imported: its patches come too late
from typing import Any

from perf.workload import Workload, WrongResult

SCHEDSTAT = Path("/proc/thread-self/schedstat")
"""Linux: nanoseconds on a core, nanoseconds waiting for one, time slices."""

STRIDE = 30_000
"""Additions in one try of the yardstick."""


def once(factory: Callable[[], AbstractEventLoop], workload: Workload[Any], n: int) -> float:
    """Run ``workload`` at size ``n`` on a new loop of ``factory``; return the seconds that ``run`` took.

    Raises WrongResult when the check failed or the loop called its exception handler; whatever ``run``
    raises goes through.
    """
    complaints: list[str] = []
    loop = factory()
    loop.set_exception_handler(lambda _, context: complaints.append(_words(context)))
    gc.collect()
    try:
        begin = perf_counter()
        result = workload.run(loop, n)
        seconds = perf_counter() - begin
    finally:
        loop.close()
    workload.check(result, n)
    if complaints:
        raise WrongResult(
            f"exception handler: expected no call, got {len(complaints)}, first {complaints[0]}"
        )
    return seconds


def yardstick() -> float:
    """Seconds that a fixed piece of plain Python takes now: the better of two tries of about a millisecond.

    Two of them around a timed run tell whether the machine was at full speed, without looking at the
    run's own time. The load average does not tell: a neighbour on the same physical core halves our speed
    and appears in no figure of the system.
    """
    return min(_spin(), _spin())


def slowness(work: Callable[[], float]) -> tuple[float, float]:
    """Do ``work``; return its result, and how slow the machine was meanwhile.

    The latter is what the yardstick took, the slower of before and after, times the factor by which waiting
    for a core stretched the work. It only means something beside others of its kind.
    """
    before, waited, begin = yardstick(), _waited(), perf_counter()
    result = work()
    elapsed, waited = perf_counter() - begin, _waited() - waited
    return result, max(before, yardstick()) * elapsed / max(elapsed - waited, elapsed / 1000)


def _waited() -> float:
    """Seconds that this thread was ready to run and had no core, so far; 0 where the system does not tell."""
    try:
        return int(SCHEDSTAT.read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _spin() -> float:
    total, begin = 0, perf_counter()
    for number in range(STRIDE):
        total += number
    return perf_counter() - begin


def _words(context: dict[str, Any]) -> str:
    return repr(context.get("exception") or context.get("message"))
