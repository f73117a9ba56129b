"""The vocabulary of what a loop may be able to do, and a probe for loops that declare nothing.

Keeps true: one owner for each word; a clause, a verb or a workload that needs a word not listed here is
refused. Deliberately knows no loop by name.
"""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import subprocess
import sys
import tempfile
import warnings
from asyncio import AbstractEventLoop, DatagramProtocol, Protocol, SubprocessProtocol, Task, sleep
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from conformance.patience import scaled

VOCABULARY: dict[str, str] = {
    "threads": "call_soon_threadsafe wakes the loop from another thread",
    "executors": "run_in_executor and a default executor",
    "readiness": "add_reader and add_writer watch file descriptors",
    "signals": "add_signal_handler, in the main thread",
    "names": "getaddrinfo and getnameinfo",
    "task_factory": "set_task_factory is honoured by create_task",
    "eager_tasks": "asyncio.eager_task_factory works (Python 3.12+)",
    "debug": "set_debug changes what the loop checks and reports",
    "tcp": "create_connection and connect_accepted_socket give stream transports",
    "asyncgens": "asynchronous generators are finalized by the loop",
    "sockets": "sock_recv, sock_recv_into, sock_sendall, sock_connect and sock_accept",
    "socket_datagrams": "sock_recvfrom, sock_recvfrom_into and sock_sendto",
    "socket_sendfile": "sock_sendfile",
    "servers": "create_server accepts TCP connections",
    "udp": "create_datagram_endpoint gives datagram transports",
    "unix_datagrams": "create_datagram_endpoint(family=AF_UNIX) binds and connects by path",
    "happy_eyeballs": "create_connection takes happy_eyeballs_delay and interleave",
    "sendfile": "sendfile sends files over transports",
    "unix": "create_unix_connection and create_unix_server",
    "pipes": "connect_read_pipe and connect_write_pipe give transports over pipes",
    "tls": "create_connection, connect_accepted_socket and start_tls secure connections",
    "subprocesses": "subprocess_exec and subprocess_shell run programs and see them to their end",
}
"""Word -> meaning. A target lists the words that it can do; a clause lists those that it needs."""

PATIENCE = 5.0
"""Seconds that one question may take; a sane loop answers at once."""


POSIX_ONLY = frozenset({"signals", "unix", "unix_datagrams", "pipes", "subprocesses"})
"""Words about which our questions use what only POSIX has: its signals, paths, descriptors, shell."""

PACKAGES = {"tls": ("trustme", "pip install 'loopspec[tls]'")}
"""Word -> what our questions need to ask about it, where that is not always there, and how to get it."""


def unasked(words: tuple[str, ...]) -> str | None:
    """Why nobody can be asked about these words here, None if anybody can."""
    if os.name != "posix":
        for word in sorted(POSIX_ONLY & set(words)):
            return f"questions about {word} need POSIX, and this is {sys.platform}"
    for word in PACKAGES.keys() & set(words):
        package, remedy = PACKAGES[word]
        if find_spec(package) is None:
            return f"questions about {word} need the package {package}, which is not installed: {remedy}"
    return None


class CapabilityError(Exception):
    """A word that is not in the vocabulary."""


def check(words: frozenset[str], owner: str) -> frozenset[str]:
    """Return ``words`` unchanged.

    Raises CapabilityError, naming ``owner``, when one is not in the vocabulary.
    """
    unknown = sorted(words - VOCABULARY.keys())
    if unknown:
        raise CapabilityError(
            f"{owner}: unknown capability {unknown[0]!r}; known: {', '.join(sorted(VOCABULARY))}"
        )
    return words


def probe(factory: Callable[[], AbstractEventLoop]) -> frozenset[str]:
    """What a loop of this factory can do, found by asking one for each word's method.

    Only absence is found here (an attribute missing, or NotImplementedError); whether a method keeps its
    promises is the exam's question. A loop that waits for ever is stopped after PATIENCE seconds, by a timer
    of its own: one that loses wake-ups still has timers. One that loses both hangs its process, and whoever
    isolates it has to say so. What such a loop leaves unfinished is dropped here, without a warning.
    """
    with warnings.catch_warnings(action="ignore"):
        found = frozenset(word for word, question in _QUESTIONS.items() if _answers(factory, question))
        gc.collect()
    return found


def _answers(
    factory: Callable[[], AbstractEventLoop], question: Callable[[AbstractEventLoop], object]
) -> bool:
    loop = factory()
    try:
        loop.call_later(scaled(PATIENCE), loop.stop)
        question(loop)
        return True
    except (NotImplementedError, AttributeError):
        return False
    except Exception:
        return True  # it is there, and it is wrong: for the exam to say
    finally:
        loop.close()


async def _nothing() -> None:
    return None


def _task_factory(loop: AbstractEventLoop) -> None:
    used: list[str] = []

    def factory(loop: AbstractEventLoop, coro: Any, **options: Any) -> Task[Any]:
        used.append("yes")
        return Task(coro, loop=loop, **options)

    loop.set_task_factory(factory)
    loop.run_until_complete(loop.create_task(_nothing()))
    if not used:
        raise NotImplementedError("create_task ignores the task factory")


def _eager(loop: AbstractEventLoop) -> None:
    if sys.version_info < (3, 12):
        raise NotImplementedError("eager tasks came with Python 3.12")
    loop.set_task_factory(asyncio.eager_task_factory)
    loop.run_until_complete(_nothing())


def _tcp(loop: AbstractEventLoop) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connecting = loop.connect_accepted_socket(Protocol, ours)
        transport, _ = loop.run_until_complete(connecting)
        transport.close()
        loop.run_until_complete(sleep(0))


async def _stream_sockets(loop: AbstractEventLoop) -> None:
    for end in (pair := socket.socketpair()):
        end.setblocking(False)
    with pair[0], pair[1]:
        await loop.sock_sendall(pair[0], b"?")


async def _datagram_sockets(loop: AbstractEventLoop) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.setblocking(False)
        end.bind(("127.0.0.1", 0))
        await loop.sock_sendto(end, b"?", end.getsockname())


async def _socket_sendfile(loop: AbstractEventLoop) -> None:
    for end in (pair := socket.socketpair()):
        end.setblocking(False)
    with pair[0], pair[1], tempfile.TemporaryFile() as empty:
        await loop.sock_sendfile(pair[0], empty)


async def _sendfile(loop: AbstractEventLoop) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, tempfile.TemporaryFile() as empty:
        transport, _ = await loop.connect_accepted_socket(Protocol, ours)
        try:
            await loop.sendfile(transport, empty)
        finally:
            transport.close()
            await sleep(0)


async def _datagram_endpoint(loop: AbstractEventLoop, **options: Any) -> None:
    transport, _ = await loop.create_datagram_endpoint(DatagramProtocol, **options)
    transport.close()
    await sleep(0)


async def _happy_eyeballs(loop: AbstractEventLoop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
        try:
            transport, _ = await loop.create_connection(
                Protocol, host, port, happy_eyeballs_delay=1.0, interleave=1
            )
        except TypeError as refused:  # no such parameters
            raise NotImplementedError from refused
        transport.close()
        await sleep(0)


async def _server(loop: AbstractEventLoop) -> None:
    server = await loop.create_server(Protocol, "127.0.0.1", 0)
    server.close()
    await sleep(0)


async def _unix_datagrams(loop: AbstractEventLoop) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            await _datagram_endpoint(loop, local_addr=f"{folder}/socket", family=socket.AF_UNIX)
        except TypeError as refused:  # a pair of host and port was expected
            raise NotImplementedError from refused


async def _unix(loop: AbstractEventLoop) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = await loop.create_unix_server(Protocol, f"{folder}/socket")
        server.close()


async def _pipes(loop: AbstractEventLoop) -> None:
    reading, writing = os.pipe()
    with open(reading, "rb", 0) as source, open(writing, "wb", 0) as sink:
        transports = [
            (await loop.connect_read_pipe(Protocol, source))[0],
            (await loop.connect_write_pipe(Protocol, sink))[0],
        ]
        for transport in transports:
            transport.close()
        await sleep(0)
        await sleep(0)


async def _start_tls(loop: AbstractEventLoop) -> None:
    nothing: Any = None
    await loop.start_tls(nothing, nothing, nothing)  # a TypeError, of those that have it


async def _subprocesses(loop: AbstractEventLoop) -> None:
    gone = loop.create_future()

    class Told(SubprocessProtocol):
        def connection_lost(self, exc: Exception | None) -> None:
            gone.set_result(None)

    silent: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    transport, _ = await loop.subprocess_shell(Told, "exit 0", **silent)
    await gone
    transport.close()


_QUESTIONS: dict[str, Callable[[AbstractEventLoop], object]] = {
    "threads": lambda loop: loop.call_soon_threadsafe(int),
    "executors": lambda loop: loop.run_until_complete(loop.run_in_executor(None, int)),
    "readiness": lambda loop: loop.remove_reader(0),
    "signals": lambda loop: loop.remove_signal_handler(10),
    "names": lambda loop: loop.run_until_complete(loop.getaddrinfo("127.0.0.1", 80)),
    "task_factory": _task_factory,
    "eager_tasks": _eager,
    "debug": lambda loop: loop.get_debug(),
    "tcp": _tcp,
    "asyncgens": lambda loop: loop.run_until_complete(loop.shutdown_asyncgens()),
    "sockets": lambda loop: loop.run_until_complete(_stream_sockets(loop)),
    "socket_datagrams": lambda loop: loop.run_until_complete(_datagram_sockets(loop)),
    "socket_sendfile": lambda loop: loop.run_until_complete(_socket_sendfile(loop)),
    "servers": lambda loop: loop.run_until_complete(_server(loop)),
    "udp": lambda loop: loop.run_until_complete(_datagram_endpoint(loop, family=socket.AF_INET)),
    "unix_datagrams": lambda loop: loop.run_until_complete(_unix_datagrams(loop)),
    "happy_eyeballs": lambda loop: loop.run_until_complete(_happy_eyeballs(loop)),
    "sendfile": lambda loop: loop.run_until_complete(_sendfile(loop)),
    "unix": lambda loop: loop.run_until_complete(_unix(loop)),
    "pipes": lambda loop: loop.run_until_complete(_pipes(loop)),
    "tls": lambda loop: loop.run_until_complete(_start_tls(loop)),
    "subprocesses": lambda loop: loop.run_until_complete(_subprocesses(loop)),
}
