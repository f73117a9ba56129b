"""Great numbers of one thing: a loop takes the memory that they need, and gives it back.

Keeps true: when a mass is over, nothing of it is pending. Does not know: what memory is measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from conformance.soak.labours import LOOPBACK


async def timers(count: int) -> None:
    """So many timers pending at once; every second one is called off, the others come within a second."""
    loop = asyncio.get_running_loop()
    handles = [loop.call_later(number / count, int) for number in range(count)]
    for handle in handles[::2]:
        handle.cancel()
    await asyncio.sleep(1)


async def tasks(count: int) -> None:
    """So many tasks, one after another."""
    loop = asyncio.get_running_loop()
    for _ in range(count):
        await loop.create_task(asyncio.sleep(0))


async def connections(count: int) -> None:
    """So many connections, opened and closed one after another."""

    def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(serve, LOOPBACK, 0)
    host, port = server.sockets[0].getsockname()
    for _ in range(count):
        reader, writer = await asyncio.open_connection(host, port)
        await reader.read()
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()


MASSES: dict[str, tuple[Callable[[int], Awaitable[None]], int]] = {
    "timers at once": (timers, 1_000_000),
    "tasks in turn": (tasks, 1_000_000),
    "connections in turn": (connections, 10_000),
}
"""Name -> what makes it, and how many."""
