"""Sockets for questions: made here, closed here; and how a question waits for what happens on them.

Keeps true: every socket that is made here is non-blocking and is closed after the test; no wait is for ever.
Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
import sys
import tempfile
import time
from array import array
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from conformance.posix import AF_UNIX, need_paths
from conformance.suite.descriptors import Pair
from conformance.suite.driving import GRACE, PATIENCE, SHORT, Loop

T = TypeVar("T")

HOST = "127.0.0.1"
MANY = 1 << 20
"""More bytes than a narrow pair holds, and at most as many as one look takes out of a socket."""


class Keeper:
    """Makes sockets, and closes them all."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()

    def keep(self, made: socket.socket) -> socket.socket:
        """The same socket, non-blocking from now on, to be closed after the test."""
        made.setblocking(False)
        return self._stack.enter_context(made)

    def new(self, family: int = socket.AF_INET, kind: int = socket.SOCK_STREAM) -> socket.socket:
        """A socket that is neither bound nor connected."""
        if family == AF_UNIX:
            need_paths()
        return self.keep(socket.socket(family, kind))

    def pair(self) -> Pair:
        """Two connected ends, which hold a few kilobytes at most."""
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            self.keep(end).setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 12)
        return ours, theirs

    def bound(self, kind: int = socket.SOCK_STREAM) -> socket.socket:
        """A socket that has an address of its own; nobody listens there."""
        made = self.new(kind=kind)
        made.bind((HOST, 0))
        return made

    def listener(self) -> socket.socket:
        """A socket that takes TCP connections."""
        made = self.bound()
        made.listen()
        return made

    def client(self, listener: socket.socket) -> socket.socket:
        """A connection to the listener, which waits there to be accepted."""
        made = self.keep(socket.socket())
        made.settimeout(PATIENCE)
        made.connect(listener.getsockname())
        made.setblocking(False)
        return made

    def tcp(self) -> Pair:
        """Two connected ends over TCP."""
        listener = self.listener()
        ours = self.client(listener)
        listener.settimeout(PATIENCE)
        return ours, self.keep(listener.accept()[0])

    def letter_box(self) -> socket.socket:
        """A unix socket for datagrams with a path of its own; what it sends fills a few kilobytes at most."""
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        made = self.new(AF_UNIX, socket.SOCK_DGRAM)
        made.bind(f"{folder}/box")
        made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 12)
        return made

    def letters(self) -> Pair:
        """Two of them, each connected to the other."""
        ours, theirs = self.letter_box(), self.letter_box()
        ours.connect(theirs.getsockname())
        theirs.connect(ours.getsockname())
        return ours, theirs

    def reborn(self, dead: int) -> Pair:
        """Two connected ends, ours with the number of a descriptor that was closed."""
        ours, theirs = self.pair()
        if ours.fileno() == dead:
            return ours, theirs
        if theirs.fileno() == dead:
            return theirs, ours
        os.dup2(ours.fileno(), dead)
        ours.close()
        return self.keep(socket.socket(fileno=dead)), theirs

    def close(self) -> None:
        """Close them all."""
        self._stack.close()


def reset(end: socket.socket) -> None:
    """Close a TCP connection so that the peer sees a reset."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.close()


def pattern(size: int) -> bytes:
    """So many bytes, no two stretches of which are alike: one that is lost, doubled or moved shows."""
    numbers = array("I", range(size // 4 + 1))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()[:size]


def there(end: socket.socket, most: int = MANY) -> bytes:
    """What can be read now, without a wait; nothing at the end of the stream."""
    read = bytearray()
    with contextlib.suppress(BlockingIOError):
        while piece := end.recv(min(most, 1 << 16)):
            read += piece
            most -= len(piece)
            if not most:
                break
    return bytes(read)


def few(data: bytes) -> bytes | str:
    """The bytes themselves, or in words how many there are, for a report."""
    return data if len(data) < 20 else f"{len(data)} bytes"


async def turns(count: int = 5) -> None:
    """Let the loop make some turns."""
    for _ in range(count):
        await asyncio.sleep(0)


async def settles(done: Callable[[], bool], seconds: float = SHORT) -> bool:
    """Let the loop make turns until ``done()``; what ``done()`` said last.

    Gives up after these seconds and GRACE turns more.
    """
    limit, grace = time.monotonic() + seconds, GRACE
    while not done() and grace > 0:
        grace -= time.monotonic() > limit
        await asyncio.sleep(0)
    return done()


@asynccontextmanager
async def begun(operation: Coroutine[Any, Any, T]) -> AsyncGenerator[asyncio.Task[T], None]:
    """A task of this operation, which has had time to begin; it is cancelled, and has ended, afterwards."""
    task = asyncio.ensure_future(operation)
    try:
        await turns()
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def in_a_row(
    first: Coroutine[Any, Any, object], second: Coroutine[Any, Any, T]
) -> AsyncGenerator[asyncio.Task[T], None]:
    """The second operation, which begins after the first was asked to end, and before it has ended."""
    go = asyncio.get_running_loop().create_future()

    async def follow() -> T:
        await go
        return await second

    async with begun(first) as waiting, begun(follow()) as next_one:
        go.set_result(None)  # it goes on in the next turn, and the other ends after it in the same
        waiting.cancel()
        await turns()
        yield next_one


async def given_up(operation: Coroutine[Any, Any, object]) -> str:
    """Begin an operation, cancel it, wait for its end: 'cancelled', or how else it ended."""
    async with begun(operation) as task:
        pass
    return "cancelled" if task.cancelled() else f"ended with {outcome(task)!r}"


def outcome(task: asyncio.Task[Any]) -> object:
    """What became of a task, as a value: its result, its exception, or words."""
    if not task.done():
        return "nothing happened"
    if task.cancelled():
        return "cancelled"
    return task.exception() or task.result()


async def ended(task: asyncio.Task[Any], seconds: float = SHORT) -> object:
    """Let the loop make turns until the task is done, and give its outcome."""
    await settles(task.done, seconds)
    return outcome(task)


async def arriving(
    end: socket.socket, done: Callable[[], bool], most: int = MANY, seconds: float = SHORT
) -> bytes:
    """What comes until ``done()``, read by so many bytes a turn, and what is there then."""
    read = bytearray()

    def take() -> bool:
        read.extend(there(end, most))
        return done()

    await settles(take, seconds)
    read.extend(there(end))
    return bytes(read)


def watched(loop: Loop, sock: socket.socket) -> list[str]:
    """In which directions the loop watches a socket, as far as it tells; it watches neither afterwards."""
    told = {"reading": loop.remove_reader(sock), "writing": loop.remove_writer(sock)}
    return [direction for direction, answer in told.items() if answer]
