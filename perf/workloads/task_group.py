"""A wide TaskGroup whose children each yield once: structured concurrency's own overhead."""

import asyncio
from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


async def _child(number: int) -> int:
    await asyncio.sleep(0)
    return number


async def _main(n: int) -> list[int]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_child(number)) for number in range(n)]
    return [task.result() for task in tasks]


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Run ``n`` children in one group and collect their results."""
    return loop.run_until_complete(_main(n))


def check(results: list[int], n: int) -> None:
    """Every child had finished, with its own result, when the group ended."""
    expect(results, list(range(n)), "results of the children")


WORKLOAD = Workload("task-group", "one TaskGroup, 3,000 children that yield once", 3_000, run, check)
