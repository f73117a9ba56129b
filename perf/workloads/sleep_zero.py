"""Two tasks that hand over to each other with sleep(0): the price of one bare step of a task."""

import asyncio
from asyncio import AbstractEventLoop

from perf.workload import Workload, expect


async def _player(name: str, strokes: int, seen: list[str]) -> None:
    for _ in range(strokes):
        seen.append(name)
        await asyncio.sleep(0)


async def _main(loop: AbstractEventLoop, n: int, seen: list[str]) -> None:
    ping = loop.create_task(_player("ping", n, seen))
    pong = loop.create_task(_player("pong", n, seen))
    await ping
    await pong


def run(loop: AbstractEventLoop, n: int) -> list[str]:
    """Play ``n`` strokes by each of two tasks, and note who was on."""
    seen: list[str] = []
    loop.run_until_complete(_main(loop, n, seen))
    return seen


def check(seen: list[str], n: int) -> None:
    """The strokes alternate: every sleep(0) let the other task run."""
    expect(seen, ["ping", "pong"] * n, "strokes, in order")


WORKLOAD = Workload("sleep-zero", "two tasks alternate by sleep(0)", 3_000, run, check)
