"""Timers that never fire: scheduled, then cancelled a turn later, as every timeout that was not needed."""

from asyncio import AbstractEventLoop, TimerHandle

from perf.workload import Workload, expect

BATCH = 100
FAR = 3600.0
"""Seconds: no timer of this workload can come due while it runs."""

Outcome = tuple[int, int, int]
"""Timers scheduled, timers that say they are cancelled, timers that fired."""


def run(loop: AbstractEventLoop, n: int) -> Outcome:
    """In each turn, cancel the batch of the turn before and schedule the next, until ``n`` were cancelled."""
    made: list[TimerHandle] = []
    fired: list[int] = []

    def turn(start: int) -> None:
        for handle in made[-BATCH:]:
            handle.cancel()
        if start >= n:
            loop.stop()
            return
        end = min(start + BATCH, n)
        made.extend(loop.call_later(FAR + number % 7, fired.append, number) for number in range(start, end))
        loop.call_soon(turn, end)

    loop.call_soon(turn, 0)
    loop.run_forever()
    return len(made), sum(handle.cancelled() for handle in made), len(fired)


def check(outcome: Outcome, n: int) -> None:
    """All were scheduled and cancelled, and none fired."""
    expect(outcome, (n, n, 0), "timers (scheduled, cancelled, fired)")


WORKLOAD = Workload("timer-churn", "schedule a timer and cancel it a turn later", 10_000, run, check)
