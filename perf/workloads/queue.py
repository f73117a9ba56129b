"""A producer and a consumer on a small queue: futures, wake-ups and backpressure, as programs use them."""

import asyncio
from asyncio import AbstractEventLoop

from perf.workload import Workload, expect

ROOM = 10


async def _produce(queue: asyncio.Queue[int], n: int) -> None:
    for number in range(n):
        await queue.put(number)


async def _main(loop: AbstractEventLoop, n: int) -> list[int]:
    queue: asyncio.Queue[int] = asyncio.Queue(ROOM)
    producer = loop.create_task(_produce(queue, n))
    got = [await queue.get() for _ in range(n)]
    await producer
    return got


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Pass ``n`` numbers through a queue with room for ten."""
    return loop.run_until_complete(_main(loop, n))


def check(got: list[int], n: int) -> None:
    """Every number arrived once, in order."""
    expect(got, list(range(n)), "numbers out of the queue, in order")


WORKLOAD = Workload("queue", "producer and consumer on a queue with room for 10", 8_000, run, check)
