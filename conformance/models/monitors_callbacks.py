"""Monitors of callbacks, timers, readers, threads and the clock: one predicate per clause, over a trace.

Keeps true: a monitor says why its clause is broken, or None; it claims nothing that no event shows.
Does not know: what any loop, the reference included, would have done.
"""

from __future__ import annotations

from conformance.clause import clause
from conformance.models.monitors_seen import THREADS_OWN, TIMERS, Seen

RESOLUTION = 0.002
"""Seconds; TIMER-23 lets a loop take deadlines closer than this for equal, and be early by as much."""


def _exactly_once(seen: Seen, *kinds: str) -> str | None:
    for number in seen.made(*kinds):
        runs = len(seen.runs.get(number, ()))
        name = seen.events[seen.scheduled[number]].name
        if runs > 1:
            return f"{name} was scheduled once and ran {runs} times"
        if runs == 0 and number not in seen.cancels:
            return f"{name} was scheduled, never cancelled, and never ran"
    return None


def _not_inside(seen: Seen, *kinds: str) -> str | None:
    for number in seen.made(*kinds):
        run, scheduled = seen.first_run(number), seen.scheduled[number]
        if run is not None and run < seen.end_of_caller(scheduled):
            return f"{seen.show(run)} ran before the callback that scheduled it had ended"
    return None


def _not_after_cancel(seen: Seen, *kinds: str) -> str | None:
    for number in seen.made(*kinds):
        cancelled, run = seen.first_cancel(number), seen.first_run(number)
        if cancelled is not None and run is not None and cancelled < run:
            return f"{seen.show(run)} ran after its handle was cancelled"
    return None


def _in_order(seen: Seen, numbers: list[int]) -> str | None:
    last: tuple[int, int] | None = None
    for number in numbers:
        run = seen.first_run(number)
        if run is None:
            continue
        if last is not None and run < last[1]:
            return f"{seen.show(run)} ran before {seen.show(last[1])}, which came first"
        last = number, run
    return None


def _not_early(seen: Seen, *kinds: str) -> str | None:
    for number in seen.made(*kinds):
        run, due = seen.first_run(number), seen.events[seen.scheduled[number]].due
        if run is not None and seen.events[run].time < due - RESOLUTION:
            early = (due - seen.events[run].time) * 1000
            return f"{seen.show(run)} ran {early:.3f} ms before its deadline"
    return None


@clause("SOON-01")
def soon_once(seen: Seen) -> str | None:
    """Each call_soon callback that is not cancelled runs exactly once."""
    return _exactly_once(seen, "soon")


@clause("SOON-02")
def soon_in_order(seen: Seen) -> str | None:
    """Callbacks of call_soon run in the order of the calls."""
    return _in_order(seen, seen.made("soon"))


@clause("SOON-03")
def soon_later(seen: Seen) -> str | None:
    """No call_soon callback runs before the callback that scheduled it has ended."""
    return _not_inside(seen, "soon")


@clause("HANDLE-01")
def cancelled_handle(seen: Seen) -> str | None:
    """A cancelled callback does not run."""
    return _not_after_cancel(seen, "soon")


@clause("HANDLE-02")
def handle_tells(seen: Seen) -> str | None:
    """cancelled() is False before any cancel(), and True after one that came before the run."""
    for place, event in seen.of("probe"):
        if seen.kind(event.serial) not in ("soon", "at", "later"):
            continue
        cancelled, run = seen.first_cancel(event.serial), seen.first_run(event.serial)
        if cancelled is None or cancelled > place:
            expected = "=live"
        elif run is None or run > cancelled:
            expected = "=cancelled"
        else:
            continue
        if event.outcome != expected:
            return f"{event.token} where probe:{event.name}{expected} was due"
    return None


@clause("TIMER-01")
def timer_once(seen: Seen) -> str | None:
    """Each timer that is not cancelled runs exactly once."""
    return _exactly_once(seen, "at", "later")


@clause("TIMER-02")
def delay_kept(seen: Seen) -> str | None:
    """A call_later callback does not run before its delay has passed, by more than the resolution."""
    return _not_early(seen, "later")


@clause("TIMER-03")
def deadline_kept(seen: Seen) -> str | None:
    """A call_at callback does not run before its deadline, by more than the resolution."""
    return _not_early(seen, "at", "sleep")


@clause("TIMER-04")
def deadlines_in_order(seen: Seen) -> str | None:
    """A timer does not run before another one that was due earlier and was scheduled before this one was due.

    Once its deadline has passed it may join the queue at any moment, before timers scheduled later
    (TIMER-22).
    """
    timers = [
        (seen.events[seen.scheduled[number]].due, number)
        for number in seen.made(*TIMERS)
        if seen.runs.get(number)
    ]
    for due, number in timers:
        run = seen.runs[number][0]
        for other_due, other in timers:
            if other_due >= due - RESOLUTION or seen.runs[other][0] < run:
                continue
            known = seen.scheduled[other]
            if known < run and seen.events[known].time < due - RESOLUTION:
                return f"{seen.show(run)} ran before {seen.show(seen.runs[other][0])}, which was due earlier"
    return None


@clause("TIMER-05")
def due_timer_later(seen: Seen) -> str | None:
    """A timer never runs before the callback that scheduled it has ended, even if it is due at once."""
    return _not_inside(seen, "at", "later")


@clause("TIMER-09")
def cancelled_timer(seen: Seen) -> str | None:
    """A cancelled timer does not run."""
    return _not_after_cancel(seen, *TIMERS)


@clause("READY-01")
def reader_called(seen: Seen) -> str | None:
    """The reader of a readable descriptor is called, unless it is taken off first."""
    for number in seen.made("readable"):
        if not seen.runs.get(number) and number not in seen.cancels:
            return (
                f"{seen.events[seen.scheduled[number]].name} was the reader of a readable fd, and never ran"
            )
    return None


@clause("READY-05")
def reader_taken_off(seen: Seen) -> str | None:
    """A reader that was taken off is not called, though the descriptor is readable."""
    return _not_after_cancel(seen, "readable")


@clause("READY-16")
def reader_later(seen: Seen) -> str | None:
    """A reader does not run before the callback that added it has ended."""
    return _not_inside(seen, "readable")


@clause("READY-27")
def reader_once(seen: Seen) -> str | None:
    """A reader that takes itself off when it is called runs once."""
    for number in seen.made("readable"):
        runs = len(seen.runs.get(number, ()))
        if runs > 1:
            return f"{seen.events[seen.scheduled[number]].name} took itself off and ran {runs} times"
    return None


@clause("CLOCK-02")
def clock_forward(seen: Seen) -> str | None:
    """time(), as asked in the loop's thread, never goes back."""
    last = float("-inf")
    for event in seen.events:
        if event.kind in THREADS_OWN:
            continue
        if event.time < last:
            return f"time() was {last!r} and then {event.time!r}"
        last = event.time
    return None


@clause("THREAD-05")
def thread_in_order(seen: Seen) -> str | None:
    """Callbacks that one thread schedules run in the order of its calls."""
    threads: dict[int, list[int]] = {}
    for _, event in seen.of("from_thread"):
        threads.setdefault(event.about, []).append(event.serial)
    return next(filter(None, (_in_order(seen, numbers) for numbers in threads.values())), None)


@clause("THREAD-06")
def threads_once(seen: Seen) -> str | None:
    """Each callback that a thread schedules runs exactly once, and not before the call."""
    calls = {event.serial: place for place, event in seen.of("call")}
    for number in seen.made("from_thread"):
        run = seen.first_run(number)
        if run is not None and run < calls.get(number, run + 1):
            return f"{seen.show(run)} ran before a thread had scheduled it"
    return _exactly_once(seen, "from_thread")


@clause("THREAD-10")
def in_the_loops_thread(seen: Seen) -> str | None:
    """Every callback runs in the thread that runs the loop."""
    return next((event.token for _, event in seen.of("run") if event.outcome), None)
