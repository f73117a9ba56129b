"""Each callback schedules the next one: a whole turn of the loop for each."""

from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Run ``n`` callbacks, each scheduled by the one before it."""
    ran: list[int] = []

    def link(number: int) -> None:
        ran.append(number)
        if number + 1 < n:
            loop.call_soon(link, number + 1)
        else:
            loop.stop()

    loop.call_soon(link, 0)
    loop.run_forever()
    return ran


def check(ran: list[int], n: int) -> None:
    """Each link ran once, after the link before it."""
    expect(ran, list(range(n)), "links run, in order")


WORKLOAD = Workload("callback-chain", "each callback schedules the next: one turn each", 5_000, run, check)
