"""Monitors of contexts, failures and stopping: one predicate per clause, over a trace alone.

Keeps true: a monitor says why its clause is broken, or None. Does not know: loops, the reference included.
"""

from __future__ import annotations

from collections import Counter

from conformance.clause import clause
from conformance.models.monitors_seen import MAIN, SCHEDULES, Seen

UNSET = "-"
LEAVE_THE_LOOP = ("SystemExit", "KeyboardInterrupt")


def _contexts(seen: Seen, kind: str) -> str | None:
    """Follow the variable: a body begins with what its scheduler had then, and sees its own changes only."""
    now: dict[int, str] = {MAIN: UNSET}
    given: dict[int, str] = {}
    for event in seen.events:
        if event.kind in SCHEDULES:
            given[event.serial] = UNSET if event.kind == "from_thread" else now.get(event.by, UNSET)
        elif event.kind == "run":
            now[event.serial] = given.get(event.serial, UNSET)
        elif event.kind == "set":
            now[event.by] = event.name
        elif event.kind == "get" and seen.kind(event.by) == kind and event.outcome != f"={now[event.by]}":
            return f"{event.token} in a body that was given {now[event.by]}"
    return None


@clause("CTX-01")
def context_of_soon(seen: Seen) -> str | None:
    """A call_soon callback sees the variables of its caller."""
    return _contexts(seen, "soon")


@clause("CTX-07")
def context_of_later(seen: Seen) -> str | None:
    """A call_later callback sees the variables of its caller."""
    return _contexts(seen, "later")


@clause("CTX-08")
def context_of_at(seen: Seen) -> str | None:
    """A call_at callback sees the variables of its caller."""
    return _contexts(seen, "at")


@clause("READY-26")
def context_of_readers(seen: Seen) -> str | None:
    """A reader sees the variables of the one who added it."""
    return _contexts(seen, "readable")


@clause("CTX-09")
def context_of_threads(seen: Seen) -> str | None:
    """A call_soon_threadsafe callback sees the variables of the calling thread, here none."""
    return _contexts(seen, "from_thread")


@clause("CTX-11", "CTX-12")
def context_of_tasks(seen: Seen) -> str | None:
    """A task sees a copy of its creator's variables, and its own changes over every await."""
    return _contexts(seen, "spawn")


@clause("CTX-14")
def context_of_done_callbacks(seen: Seen) -> str | None:
    """A done callback sees the variables of the one who added it."""
    return _contexts(seen, "when")


@clause("FAIL-01")
def failures_reported(seen: Seen) -> str | None:
    """Each exception that leaves a callback reaches the exception handler, as the identical object
    (FAIL-05).
    """
    raised = Counter(
        (event.name, event.outcome)
        for _, event in seen.of("raise")
        if not seen.is_task(event.by) and event.outcome not in LEAVE_THE_LOOP
    )
    reported = Counter((event.name, event.outcome) for _, event in seen.of("handler"))
    missing = raised - reported
    return next(
        (f"{kind} raised by {name} never reached the exception handler" for name, kind in missing), None
    )


@clause("STOP-04")
def stopped_before_the_next(seen: Seen) -> str | None:
    """What the last batch schedules runs after run_forever has returned."""
    for place, event in seen.of("stop"):
        end = next((at for at, _ in seen.of("stopped", "out") if at > place), None)
        for number in seen.made("soon"):
            run = seen.first_run(number)
            scheduled = seen.scheduled[number]
            same = seen.events[scheduled].by == event.by and not seen.is_task(event.by)
            if (
                (same or scheduled > place)
                and (end is None or scheduled < end)
                and run is not None
                and (end is None or run < end)
            ):
                return f"{seen.show(run)} was scheduled by the last batch and ran before run_forever returned"
    return None


@clause("STOP-05")
def one_stop_one_run(seen: Seen) -> str | None:
    """run_forever returns after a stop(), and not more often than stop() was called."""
    stops = returns = 0
    for _, event in seen.of("stop", "stopped"):
        stops += event.kind == "stop"
        returns += event.kind == "stopped"
        if returns > stops:
            return f"run_forever returned {returns} times after {stops} calls of stop()"
    last = next((event.kind for _, event in reversed(seen.of("stop", "stopped", "out"))), "")
    return "run_forever did not return though stop() was called" if last == "stop" else None


@clause("STOP-06")
def stops_are_one(seen: Seen) -> str | None:
    """Several calls of stop() before run_forever returns make it return once."""
    asked = 0
    for _, event in seen.of("stop", "stopped", "out"):
        if event.kind == "stop":
            asked += 1
        elif event.kind == "stopped" and not asked:
            return "run_forever returned again for a stop() that was called before it returned"
        else:
            asked = 0
    return None


@clause("LIFE-16")
def leaves_the_loop(seen: Seen) -> str | None:
    """SystemExit and KeyboardInterrupt raised by a callback come out of run_forever."""
    raised = sum(
        event.outcome in LEAVE_THE_LOOP for _, event in seen.of("raise") if not seen.is_task(event.by)
    )
    out = len(seen.of("out"))
    return f"{raised} raised, {out} came out of run_forever" if out < raised else None


@clause("LIFE-19")
def leaves_at_once(seen: Seen) -> str | None:
    """When a callback raises SystemExit or KeyboardInterrupt, nothing runs before run_forever raises it."""
    for place, event in seen.of("raise"):
        if seen.is_task(event.by) or event.outcome not in LEAVE_THE_LOOP:
            continue
        after = (other for other in seen.events[place + 1 :] if other.kind in ("run", "out"))
        first = next(after, None)
        if first is not None and first.kind == "run":
            return f"{first.token or 'a timer'} ran after {event.name} had raised {event.outcome}"
    return None
