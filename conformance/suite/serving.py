"""Servers for questions: one of the loop's, protocols that answer, and plain sockets as clients.

Keeps true: whatever is opened inside ``hosting`` is gone when its block is left: the server, its connections,
the clients. A client waits for its connection only, never for an answer. Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from conformance.posix import AF_UNIX
from conformance.suite.driving import Loop, complete, ended_by, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.sockets import HOST, outcome
from conformance.suite.streaming import SOON, Noting, Peer

BESIDE = "127.0.0.2"
"""Another address of this machine."""
ANYWHERE = (HOST, 0)
HELLO = b"hello"
"""What clients say, and what is answered."""


class Echo(Noting):
    """A protocol that answers what it hears."""

    def data_received(self, data: bytes) -> None:
        """Note it, and send it back."""
        super().data_received(data)
        for transport in self.transports[:1]:  # a wrong loop may have told of none yet
            transport.write(data)


@dataclass
class Hosted:
    """One server of the loop, and all that belongs to it."""

    loop: Loop
    server: Any = None
    protocols: list[Echo] = field(default_factory=list[Echo])
    """What the factory returned, in order."""
    clients: list[Peer] = field(default_factory=list[Peer])
    arguments: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    """What the factory was called with, in order."""
    factory_hook: Callable[[], object] = int
    """Called whenever the factory is."""
    waiting: list[asyncio.Task[Any]] = field(default_factory=list[Any])

    def factory(self, *args: object) -> Echo:
        """Make a protocol."""
        self.arguments.append(args)
        self.factory_hook()
        self.protocols.append(Echo())
        return self.protocols[-1]

    @property
    def address(self) -> Any:
        """Where the (first) socket of the server listens."""
        return self.server.sockets[0].getsockname()

    def connect(self, address: Any = None) -> Peer:
        """A client that is connected. Raises OSError, for example when nobody listens."""
        address = address or self.address
        sock = socket.socket(family_of(address))
        peer = Peer(sock)
        self.clients.append(peer)
        sock.settimeout(SOON)  # a backlog may be full
        sock.connect(address)
        sock.setblocking(False)
        return peer

    def accepted(self, address: Any = None) -> tuple[Peer, Echo]:
        """A client, and the protocol that serves it. Raises IndexError when there is none."""
        before = len(self.protocols)
        peer = self.connect(address)
        self.until(lambda: len(self.protocols) > before and self.protocols[before].transports)
        return peer, self.protocols[before]

    def answer(self, peer: Peer, said: bytes = HELLO) -> bytes:
        """What a client reads that says something."""
        peer.send(said)
        self.until(peer.reads_until(lambda: peer.ended or len(peer.data) >= len(said)))
        return bytes(peer.data)

    def talk(self, address: Any = None) -> object:
        """What a new client reads that says hello, or the name of the exception that it meets."""

        def ask() -> bytes:
            return self.answer(self.connect(address))

        return kind(ended_by(ask))

    def until(self, done: Callable[[], object], seconds: float = SOON) -> bool:
        """Run the loop until it is so."""
        return run_until(self.loop, lambda: bool(done()), seconds)

    def settle(self) -> None:
        """Run so many turns that whatever is about to happen by itself has happened."""
        run_turns(self.loop, 12)

    def begin(self, operation: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of this operation, which has had time to begin; it is ended with the block."""
        task = self.loop.create_task(operation)
        self.waiting.append(task)
        self.settle()
        return task

    def ended(self, task: asyncio.Task[Any]) -> object:
        """The outcome of a task, once it has one; exceptions by the names of their types."""
        self.until(task.done)
        return kind(outcome(task))

    def leave(self) -> None:
        """End everything."""
        if self.server is not None and (self.server.is_serving() or self.server.sockets):
            self.server.close()
        for protocol in self.protocols:
            if protocol.transports and not protocol.lost():
                protocol.transports[0].abort()
        for peer in self.clients:
            peer.sock.close()
        self.until(lambda: all(not one.transports or one.lost() for one in self.protocols))
        for task in self.waiting:
            task.cancel()
        self.until(lambda: all(task.done() for task in self.waiting))
        for task in self.waiting:
            ended_by(task.result)  # nobody else asks for it
        run_turns(self.loop)


def family_of(address: Any) -> socket.AddressFamily:
    """The family of the sockets that have such addresses."""
    if isinstance(address, (str, bytes)):
        return AF_UNIX  # a path or an abstract name
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET


def create(hosted: Hosted, *where: Any, **options: Any) -> Any:
    """What create_server() returns."""

    async def main() -> Any:
        return await hosted.loop.create_server(hosted.factory, *where, **options)

    return complete(hosted.loop, main(), doing="await create_server()")


@contextmanager
def hosting(loop: Loop, *where: Any, **options: Any) -> Generator[Hosted, None, None]:
    """A server; it and its connections are gone when the block is left."""
    hosted = Hosted(loop)
    hosted.server = create(hosted, *(where if where or options.get("sock") else ANYWHERE), **options)
    try:
        yield hosted
    finally:
        hosted.leave()


def refusal(loop: Loop, *where: Any, **options: Any) -> object:
    """The exception that create_server() raises; a server that comes about is closed, and said."""
    hosted = Hosted(loop)
    raised = ended_by(lambda: create(hosted, *where, **options))
    if isinstance(raised, BaseException):
        return raised
    hosted.server = raised
    hosted.leave()
    return "a server"


def hosts(server: Any) -> list[str]:
    """The hosts that a server listens on, sorted."""
    return sorted(sock.getsockname()[0] for sock in server.sockets)


def option(sock: Any, level: int, name: int) -> int:
    """An option of the socket, whatever class it is shown as."""
    with socket.socket(fileno=os.dup(sock.fileno())) as same:
        return same.getsockopt(level, name)


def has_ipv6() -> bool:
    """Whether this machine has an IPv6 address to listen on."""
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False


@contextmanager
def no_descriptor_left() -> Generator[None, None, None]:
    """The system has no descriptor for this process while the block runs. POSIX only."""
    resource = pytest.importorskip("resource", reason="the system has no limits that a process can lower")

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
