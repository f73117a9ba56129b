"""Many waiting tasks cancelled at once: cancellation has to reach each coroutine and come back."""

import asyncio
from asyncio import AbstractEventLoop

from perf.workload import Workload, expect

Outcome = tuple[list[int], int]
"""The tasks whose clean-up ran, in order; how many tasks say that they were cancelled."""


async def _wait(loop: AbstractEventLoop, number: int, cleaned: list[int]) -> None:
    try:
        await loop.create_future()
    finally:
        cleaned.append(number)


async def _main(loop: AbstractEventLoop, n: int) -> Outcome:
    cleaned: list[int] = []
    tasks = [loop.create_task(_wait(loop, number, cleaned)) for number in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return cleaned, sum(task.cancelled() for task in tasks)


def run(loop: AbstractEventLoop, n: int) -> Outcome:
    """Let ``n`` tasks wait for futures that never come, cancel them all, and gather them."""
    return loop.run_until_complete(_main(loop, n))


def check(outcome: Outcome, n: int) -> None:
    """Each task cleaned up once and ended cancelled."""
    cleaned, cancelled = outcome
    expect(sorted(cleaned), list(range(n)), "tasks that cleaned up")
    expect(cancelled, n, "tasks cancelled")


WORKLOAD = Workload("cancel-storm", "cancel 2,000 waiting tasks and gather them", 2_000, run, check)
