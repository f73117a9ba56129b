"""Many callbacks scheduled at once, run in one turn: the price of a handle and of the ready queue."""

from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Schedule ``n`` numbered callbacks before the loop starts, and note the order in which they run."""
    ran: list[int] = []
    for number in range(n):
        loop.call_soon(ran.append, number)
    loop.call_soon(loop.stop)
    loop.run_forever()
    return ran


def check(ran: list[int], n: int) -> None:
    """Each callback ran once, in the order of scheduling."""
    expect(ran, list(range(n)), "callbacks run, in order")


WORKLOAD = Workload("callback-burst", "50,000 call_soon at once, run in one turn", 50_000, run, check)
