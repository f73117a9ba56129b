"""Monitors of tasks and cancellation: one predicate per clause, over a trace alone.

Keeps true: a monitor says why its clause is broken, or None. Does not know: loops, the reference included.
"""

from __future__ import annotations

from collections import defaultdict

from conformance.clause import clause
from conformance.models.monitors_seen import LOOPS_OWN, Seen

WAITS = ("await", "shield", "yield", "sleep")


@clause("TASK-02")
def begins_later(seen: Seen) -> str | None:
    """A coroutine begins after create_task has returned, and after the callback that called it has ended.

    Of tasks that the eager factory makes EAGER-01 says the contrary.
    """
    for number in seen.made("spawn"):
        run = seen.first_run(number)
        if not seen.is_eager(number) and run is not None and run < seen.end_of_caller(seen.scheduled[number]):
            return f"{seen.show(run)} began inside create_task"
    return None


@clause("EAGER-01")
def begins_at_once(seen: Seen) -> str | None:
    """With the eager task factory the coroutine's first event comes right after create_task was called."""
    for number in filter(seen.is_eager, seen.made("spawn")):
        after = (
            event
            for event in seen.events[seen.scheduled[number] + 1 :]
            if event.kind not in ("call", "return")
        )
        first = next(after, None)
        if first is not None and first.serial != number:
            return f"{first.token or first.kind} came before the first step of an eager task"
    return None


@clause("TASK-33")
def begin_in_order(seen: Seen) -> str | None:
    """Tasks begin in the order in which they were created, eager ones apart (EAGER-01)."""
    runs = [
        run
        for number in seen.made("spawn")
        if not seen.is_eager(number) and (run := seen.first_run(number)) is not None
    ]
    return (
        None if runs == sorted(runs) else f"tasks began as {' '.join(seen.show(run) for run in sorted(runs))}"
    )


def _outcome(seen: Seen, failed: bool) -> str | None:
    """The end of the coroutine is the outcome of its task, unless a cancel request took its place."""
    for place, event in seen.of("probe", "await", "shield"):
        end = seen.ends.get(event.serial) if seen.is_task(event.serial) else None
        if end is None or end > place or event.outcome.startswith("!cancelled"):
            continue
        outcome = seen.events[end].outcome
        if outcome.startswith("!") == failed and event.outcome != outcome:
            return f"{event.token}, but the coroutine ended with {outcome}"
    return None


@clause("TASK-04")
def returned(seen: Seen) -> str | None:
    """The result of a task is the identical object that its coroutine returned."""
    return _outcome(seen, failed=False)


@clause("TASK-05")
def failed(seen: Seen) -> str | None:
    """The exception of a task is the identical one that its coroutine raised."""
    return _outcome(seen, failed=True)


@clause("TASK-11")
def named(seen: Seen) -> str | None:
    """The name of a task is the one it was last given."""
    for _, event in seen.of("name"):
        if event.serial and event.outcome != f"={event.detail}":
            return f"{event.token}, but {event.detail} was set"
    return None


@clause("TASK-17")
def one_at_a_time(seen: Seen) -> str | None:
    """While a callback runs, nothing of another callback or coroutine happens.

    An eager task's first step belongs to the callback that makes the task (EAGER-01), and so on inwards: one
    that has let its maker go on is silent until the callback has ended.
    """
    inside: list[int] = []
    for event in seen.events:
        if event.kind in LOOPS_OWN:
            continue
        if inside:
            if event.kind == "run" and seen.is_eager(event.serial):
                inside.append(event.serial)
            while inside and inside[-1] != event.by:
                inside.pop()
            if not inside:
                return f"{event.token or event.kind} happened inside another callback"
        elif event.kind == "run" and event.name and not seen.is_task(event.serial):
            inside.append(event.serial)
        if event.kind == "end" and inside[:1] == [event.serial]:
            inside.clear()
    return None


@clause("CANCEL-05", "CANCEL-16")
def thrown_at_next_step(seen: Seen) -> str | None:
    """A task cancelled while it waits for a future, a timer or its turn gets CancelledError when it goes
    on.
    """
    for place, event in seen.of("cancel"):
        number = event.serial
        if event.outcome != "=True" or not seen.is_task(number) or event.by == number:
            continue
        before = [
            other for other in seen.events[:place] if other.by == number and other.kind not in LOOPS_OWN
        ]
        if not before or not _suspended(seen, before[-1].kind, before[-1].serial, before[-1].silent):
            continue
        after = [other for other in seen.events[place + 1 :] if number in (other.by, other.serial)]
        if any(other.kind == "uncancel" for other in after) or before[-1].detail == "shield":
            continue
        own = [other for other in after if other.by == number and other.kind not in LOOPS_OWN]
        if own and not own[0].outcome.startswith("!cancelled"):
            return (
                f"{own[0].token or own[0].kind} of {event.name} follows its cancellation while it was waiting"
            )
    return None


def _suspended(seen: Seen, kind: str, number: int, silent: bool) -> bool:
    return silent and ((kind == "waits" and not seen.is_task(number)) or kind in ("yield", "sleep"))


def _requests(seen: Seen, *kinds: str) -> str | None:
    """Count requests; a task that others await may be cancelled through them unseen, and is left out."""
    count: dict[int, int] = defaultdict(int)
    for place, event in seen.of("cancel", "uncancel", "cancelling"):
        number = event.serial
        if not seen.is_task(number) or number in seen.awaited or seen.done_before(number, place):
            continue
        if event.kind == "cancel":
            count[number] += event.outcome == "=True"
        elif event.kind == "uncancel":
            count[number] = max(0, count[number] - 1)
        if event.kind in kinds and event.outcome != f"={count[number]}":
            return f"{event.token}, but {count[number]} requests remained"
    return None


@clause("CANCEL-08")
def requests_counted(seen: Seen) -> str | None:
    """cancelling() is the number of requests less those taken back."""
    return _requests(seen, "cancelling")


@clause("CANCEL-09")
def requests_taken_back(seen: Seen) -> str | None:
    """uncancel() returns the number of requests that remain, never less than zero."""
    return _requests(seen, "uncancel")
