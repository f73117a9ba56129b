"""Tasks that finish at their first step: what creating, running and finishing a task costs."""

from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


async def _give(number: int) -> int:
    return number


async def _main(loop: AbstractEventLoop, n: int) -> list[int]:
    tasks = [loop.create_task(_give(number)) for number in range(n)]
    return [await task for task in tasks]


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Create ``n`` tasks at once, then await each."""
    return loop.run_until_complete(_main(loop, n))


def check(values: list[int], n: int) -> None:
    """Each task returned its own value."""
    expect(values, list(range(n)), "values of the tasks")


WORKLOAD = Workload("task-spawn", "create a task that returns at once, await it", 5_000, run, check)
