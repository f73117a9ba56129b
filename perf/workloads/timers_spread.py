"""Timers over 0 to 9 ms: how a loop sorts, waits for and fires deadlines. Nine milliseconds are waiting."""

from asyncio import AbstractEventLoop

from perf.workload import Workload, WrongResult, expect

RESOLUTION = 0.002
"""Seconds a timer may be early: the cap on a loop's clock resolution that the exam allows as well."""

Fired = tuple[int, float, float]
"""Which timer, its deadline, and the loop's time when it fired."""


def run(loop: AbstractEventLoop, n: int) -> list[Fired]:
    """Schedule ``n`` timers, 0 to 9 ms away, and run until all have fired."""
    fired: list[Fired] = []

    def fire(number: int, due: float) -> None:
        fired.append((number, due, loop.time()))
        if len(fired) == n:
            loop.stop()

    for number in range(n):
        delay = number % 10 / 1000
        loop.call_later(delay, fire, number, loop.time() + delay)
    loop.run_forever()
    return fired


def check(fired: list[Fired], n: int) -> None:
    """Each timer fired once, and none before its deadline."""
    expect(sorted(number for number, _, _ in fired), list(range(n)), "timers fired")
    early = max(due - at for _, due, at in fired)
    if early > RESOLUTION:
        raise WrongResult(f"timers: expected none early, got one {early * 1000:.1f} ms before its deadline")


WORKLOAD = Workload("timers-spread", "5,000 call_later over 0-9 ms, all fired", 5_000, run, check)
