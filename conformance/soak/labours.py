"""The labours of a soak: each a piece of work for the running loop, with faults, that checks its own result.

Keeps true: a labour ends when all that it began has ended; what is wrong is told by ``Wrong``, in words. All
its chances come from the generator that it is given. A loop that cannot do it raises NotImplementedError.
"""

from __future__ import annotations

import asyncio
import random
import signal
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

Luck = random.Random
Labour = Callable[[Luck], Awaitable[int]]
"""Returns how many operations it was."""

LOOPBACK = "127.0.0.1"


class Wrong(Exception):
    """A labour did not come out as it must."""


def check(told: object, expected: object, what: str) -> None:
    """Raise Wrong unless both are equal."""
    if told != expected:
        raise Wrong(f"{what}: expected {expected!r:.200}, got {told!r:.200}")


async def timers(luck: Luck) -> int:
    """A thousand timers within 20 ms, a third of them called off: the others come, each once."""
    loop, came = asyncio.get_running_loop(), list[int]()
    handles = [loop.call_later(luck.randrange(20) / 1000, came.append, number) for number in range(1000)]
    off = set(luck.sample(range(1000), 333))
    for number in off:
        handles[number].cancel()
    last = loop.create_future()
    loop.call_later(0.02, last.set_result, None)
    await last
    check(sorted(came), [number for number in range(1000) if number not in off], "timers that came")
    return 1000


async def tasks(luck: Luck) -> int:
    """Five hundred tasks that wait for one another, some cancelled: each ends as it must."""

    async def walk(number: int, steps: int) -> int:
        for _ in range(steps):
            await asyncio.sleep(0)
        return number

    walking = [asyncio.ensure_future(walk(number, luck.randrange(1, 20))) for number in range(500)]
    await asyncio.sleep(0)
    off = {number for number in luck.sample(range(500), 100) if walking[number].cancel()}
    ends = await asyncio.gather(*walking, return_exceptions=True)
    wrong = [n for n, end in enumerate(ends) if isinstance(end, asyncio.CancelledError) != (n in off)]
    check(wrong, [], "tasks that ended otherwise than asked")
    return 500


async def threads(luck: Luck) -> int:
    """Four threads call the loop 250 times each: no call is lost, and each thread's come in order."""
    loop, came = asyncio.get_running_loop(), list[tuple[int, int]]()
    over = loop.create_future()

    def hear(who: int, number: int) -> None:
        came.append((who, number))
        if len(came) == 1000:
            over.set_result(None)

    def call(who: int) -> None:
        for number in range(250):
            loop.call_soon_threadsafe(hear, who, number)

    callers = [threading.Thread(target=call, args=(who,)) for who in range(4)]
    for caller in callers:
        caller.start()
    await over
    for caller in callers:
        caller.join()
    for who in range(4):
        check([number for one, number in came if one == who], [*range(250)], f"calls of thread {who}")
    return 1000


async def jobs(luck: Luck) -> int:
    """A hundred jobs in the default executor, some of which fail."""
    loop = asyncio.get_running_loop()
    divisors = [luck.randrange(4) for _ in range(100)]
    ends = await asyncio.gather(
        *(loop.run_in_executor(None, lambda one: 12 // one, divisor) for divisor in divisors),
        return_exceptions=True,
    )
    told = [type(end).__name__ if isinstance(end, Exception) else end for end in ends]
    check(told, [12 // one if one else "ZeroDivisionError" for one in divisors], "jobs")
    return 100


async def streams(luck: Luck) -> int:
    """Twenty clients of an echo server: some reset, some send byte by byte; the others lose no byte."""
    serving: set[asyncio.Task[None]] = set()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(luck.choice((1, 1000, 65536))):
                writer.write(data)
                await writer.drain()
        await close(writer)

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.ensure_future(echo(reader, writer)))

    async def client(number: int) -> int:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        body = luck.randbytes(luck.choice((1, 100, 20_000, 400_000)))
        sent = asyncio.ensure_future(send(writer, body, luck))
        try:
            if luck.random() < 0.3:
                with suppress(asyncio.IncompleteReadError, ConnectionError):
                    await reader.readexactly(luck.randrange(len(body)))
                writer.transport.abort()
                return 1
            heard = await reader.read(-1)
            check((len(heard), heard == body), (len(body), True), f"what client {number} was sent back")
            return len(body)
        finally:
            with suppress(ConnectionError):
                await sent
            await close(writer)

    server = await asyncio.start_server(accept, LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    try:
        done = await asyncio.gather(*map(client, range(20)))
    finally:
        server.close()
        await asyncio.gather(*serving, return_exceptions=True)
        await server.wait_closed()
    return len(done)


async def send(writer: asyncio.StreamWriter, body: bytes, luck: Luck) -> None:
    """Write it in pieces of one size, and the end."""
    size = luck.choice((1, 1000, 65536)) if len(body) < 1000 else luck.choice((777, 65536))
    for start in range(0, len(body), size):
        writer.write(body[start : start + size])
        await writer.drain()
    writer.write_eof()


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a stream, however it ended."""
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def datagrams(luck: Luck) -> int:
    """Two hundred questions by datagram: each answer is that of a question, whole."""
    loop = asyncio.get_running_loop()

    class Answers(asyncio.DatagramProtocol):
        def connection_made(self, transport: Any) -> None:
            self.transport = transport

        def datagram_received(self, data: bytes, addr: Any) -> None:
            self.transport.sendto(data[::-1], addr)

    class Asks(asyncio.DatagramProtocol):
        def __init__(self) -> None:
            self.heard: asyncio.Queue[bytes] = asyncio.Queue()
            self.gone = loop.create_future()

        def datagram_received(self, data: bytes, addr: Any) -> None:
            self.heard.put_nowait(data)

        def connection_lost(self, exc: Exception | None) -> None:
            self.gone.set_result(None)

    there, _ = await loop.create_datagram_endpoint(Answers, local_addr=(LOOPBACK, 0))
    here, asking = await loop.create_datagram_endpoint(Asks, remote_addr=there.get_extra_info("sockname")[:2])
    for number in range(200):
        question = luck.randbytes(luck.choice((1, 100, 8000)))
        here.sendto(question)
        check(await asking.heard.get(), question[::-1], f"answer {number}")
    there.abort()
    here.close()
    await asking.gone
    return 200


async def reports(luck: Luck) -> int:
    """Fifty callbacks that raise: each is reported once, and the loop goes on."""
    loop, told = asyncio.get_running_loop(), list[object]()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _loop, context: told.append(context.get("exception")))

    def fail(error: Exception) -> None:
        raise error

    errors = [LookupError(number) for number in range(50)]
    for error in errors:
        loop.call_soon(fail, error)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_exception_handler(before)
    check([error for error in told if error in errors], errors, "reports of callbacks that raised")
    return 50


async def children(luck: Luck) -> int:
    """Four children: what goes in comes out, and one is killed while it waits."""

    async def talk() -> None:
        child = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1)
        body = luck.randbytes(200_000)
        out, _ = await child.communicate(body)
        check((out == body, child.returncode), (True, 0), "what a child sent back, and its end")

    async def kill() -> None:
        child = await asyncio.create_subprocess_exec("cat", stdin=-1)
        child.kill()
        check(await child.wait(), -signal.SIGKILL, "the end of a child that was killed")

    await asyncio.gather(talk(), talk(), talk(), kill())
    return 4


LABOURS: dict[str, Labour] = {
    labour.__name__: labour
    for labour in (timers, tasks, threads, jobs, streams, datagrams, reports, children)
}
