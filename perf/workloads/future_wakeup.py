"""Await a future that the loop resolves: the way from set_result to the waiting task."""

from asyncio import AbstractEventLoop, Future

from perf.workload import Workload, expect


async def _main(loop: AbstractEventLoop, n: int) -> list[int]:
    got: list[int] = []
    for number in range(n):
        future: Future[int] = loop.create_future()
        loop.call_soon(future.set_result, number)
        got.append(await future)
    return got


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Wait ``n`` times for a future, each resolved by a callback."""
    return loop.run_until_complete(_main(loop, n))


def check(got: list[int], n: int) -> None:
    """Each wait returned what its future was given."""
    expect(got, list(range(n)), "results awaited")


WORKLOAD = Workload("future-wakeup", "await a future resolved by a callback", 4_000, run, check)
