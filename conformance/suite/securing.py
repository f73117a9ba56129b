"""Secured connections for questions: one side is the loop's, the other a question's own hands.

Keeps true: the peer does nothing except when it is asked to look, so a question can let it be silent, send or
read a byte at a time, say several things in one piece, or leave without a goodbye. What is opened here is
gone when its block is left. Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from conformance.expect import Broken
from conformance.posix import AF_UNIX
from conformance.suite.certificates import NAME, client_context, server_context
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, run_turns, run_until
from conformance.suite.streaming import HUGE, LUMP, SOON, Told

T = TypeVar("T")
P = TypeVar("P", bound=Told)


class Wire(Protocol):
    """What the peer's ciphertext goes over: a socket that does not block, or something like it."""

    def recv(self, size: int, /) -> bytes:
        """Return at most so many bytes, ``b""`` at the end; BlockingIOError when there are none yet."""
        ...

    def send(self, data: bytes | bytearray, /) -> int:
        """Take some of the bytes, and return how many; BlockingIOError for none."""
        ...


class Peer:
    """The other end. ``look()`` is its turn."""

    def __init__(
        self, wire: Wire, context: ssl.SSLContext, *, server: bool = True, name: str | None = None
    ) -> None:
        self.wire = wire
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.ssl = context.wrap_bio(self._incoming, self._outgoing, server_side=server, server_hostname=name)
        self.most = LUMP
        """Bytes that it sends or receives on one look."""
        self.reads = self.writes = True
        """Whether it does so at all."""
        self.waits = False
        """Whether it does nothing yet, for the connection is still in the clear."""
        self.out = bytearray()
        """Ciphertext that is still to be sent."""
        self.data = bytearray()
        """What the loop's side has written."""
        self.shaken = False
        """Whether the handshake is done."""
        self.greeting: Callable[[], object] = int
        """Done when the handshake is, before what ends it is sent."""
        self.farewell = False
        """Whether the loop's side has said goodbye."""
        self.ended = False
        """Whether the connection below has ended."""
        self.fault: ssl.SSLError | None = None
        """What TLS did not like."""

    def look(self) -> None:
        """Receive once, understand what came, send once."""
        if self.waits:
            return
        if self.reads and not self.ended:
            self._receive()
        if self.fault is None:  # else OpenSSL has given up: to ask again is answered by whatever errno says
            self._understand()
        if self.writes and not self.ended:
            self._send()

    def until(self, done: Callable[[], object]) -> Callable[[], bool]:
        """A condition for ``run_until``: looks before each answer."""

        def look() -> bool:
            self.look()
            return bool(done())

        return look

    def say(self, data: bytes) -> None:
        """Have data sent by the looks that follow."""
        self.ssl.write(data)
        self.out += self._outgoing.read()

    def part(self) -> None:
        """Have close_notify sent by the looks that follow."""
        with suppress(ssl.SSLError):  # it wants to read the other's goodbye, or what came before that
            self.ssl.unwrap()
        self.out += self._outgoing.read()

    def _receive(self) -> None:
        try:
            data = self.wire.recv(self.most)
        except BlockingIOError:
            return
        except OSError:
            data = b""  # reset: no more comes, and what was lost is lost
        self._incoming.write(data)
        self.ended = not data

    def _understand(self) -> None:
        try:
            if not self.shaken:
                self.ssl.do_handshake()
                self.shaken = True
                self.greeting()
            while not self.farewell:
                data = self.ssl.read(LUMP)
                self.data += data
                self.farewell = not data
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLZeroReturnError:
            self.farewell = True
        except ssl.SSLError as fault:
            self.fault = fault
        self.out += self._outgoing.read()

    def _send(self) -> None:
        with suppress(BlockingIOError):
            try:
                del self.out[: self.wire.send(self.out[: self.most])]
            except OSError as error:
                if isinstance(error, BlockingIOError):
                    raise
                self.out.clear()  # nobody reads it any more


class Tunnel:
    """A wire through a connection that is secured already."""

    def __init__(self, outer: Peer) -> None:
        self._outer = outer

    def recv(self, size: int, /) -> bytes:
        """Return what came through the outer connection."""
        self._outer.look()
        data = bytes(self._outer.data[:size])
        del self._outer.data[:size]
        if not data and not self._outer.farewell:
            raise BlockingIOError
        return data

    def send(self, data: bytes | bytearray, /) -> int:
        """Say it through the outer connection."""
        if data:
            self._outer.say(bytes(data))
        self._outer.look()
        return len(data)


# -- how a connection of the loop's comes to be secured


Way = Callable[[Loop, socket.socket, Told, Peer], Coroutine[Any, Any, asyncio.Transport]]
"""Secures the loop's side of a connection, and returns its transport."""


async def _connect(loop: Loop, ours: socket.socket, told: Told, **options: Any) -> asyncio.Transport:
    asked: dict[str, Any] = {"ssl": client_context(), "server_hostname": NAME, **options}
    transport, _ = await loop.create_connection(lambda: told, sock=ours, **asked)
    return transport


async def _accept(loop: Loop, ours: socket.socket, told: Told, **options: Any) -> asyncio.Transport:
    asked: dict[str, Any] = {"ssl": server_context(), **options}
    transport, _ = await loop.connect_accepted_socket(lambda: told, ours, **asked)
    return transport


async def _upgrade(
    loop: Loop, ours: socket.socket, told: Told, peer: Peer, **options: Any
) -> asyncio.Transport:
    server = options.get("server_side", False)
    own: dict[str, Any] = {} if server else {"server_hostname": NAME}
    asked: dict[str, Any] = {"sslcontext": server_context() if server else client_context(), **own, **options}
    peer.waits = True
    plain, _ = await loop.connect_accepted_socket(lambda: told, ours)
    peer.waits = False
    secured = await loop.start_tls(plain, told, **asked)
    if secured is None:
        raise Broken(doing="await start_tls()", expected="a transport", observed="None")
    return secured


def connecting(**options: Any) -> Way:
    """As a client, by create_connection()."""
    return lambda loop, ours, told, _peer: _connect(loop, ours, told, **options)


def accepting(**options: Any) -> Way:
    """As a server, by connect_accepted_socket()."""
    return lambda loop, ours, told, _peer: _accept(loop, ours, told, **options)


def upgrading(**options: Any) -> Way:
    """By start_tls(), as a client unless ``server_side`` is told."""
    return lambda loop, ours, told, peer: _upgrade(loop, ours, told, peer, **options)


def server_peer(wire: Wire, context: ssl.SSLContext | None = None) -> Peer:
    """A peer for a loop's client."""
    return Peer(wire, context or server_context())


def client_peer(wire: Wire, context: ssl.SSLContext | None = None) -> Peer:
    """A peer for a loop's server."""
    return Peer(wire, context or client_context(), server=False, name=NAME)


@dataclass
class Secured(Generic[P]):
    """The loop's side and the question's side of one secured connection."""

    loop: Loop
    transport: asyncio.Transport
    told: P
    peer: Peer

    def run_until(self, done: Callable[[], object], seconds: float = SOON) -> bool:
        """Run the loop, and let the peer look, until it is so."""
        return run_until(self.loop, self.peer.until(done), seconds)

    def run_alone(self, done: Callable[[], object], seconds: float = SOON) -> bool:
        """Run the loop until it is so, the peer doing nothing."""
        return run_until(self.loop, lambda: bool(done()), seconds)

    def settle(self) -> None:
        """Let whatever is about to happen by itself happen, the peer doing nothing."""
        run_turns(self.loop, 12)

    def converse(self, turns: int = 24) -> None:
        """The same, but the peer looks in each turn."""
        for _ in range(turns):
            self.peer.look()
            run_turns(self.loop, 1)

    def deliver(self) -> None:
        """Send all that the peer has to say, and let it be handed on."""
        self.run_until(lambda: not self.peer.out)
        self.settle()

    def write_until_it_waits(self, more_than: int = 0) -> int:
        """Write, the peer reading nothing, until so much waits; the bytes written. Broken after 32 MiB."""
        for lumps in range(1, 513):
            self.transport.write(b"c" * LUMP)
            self.settle()
            if self.transport.get_write_buffer_size() > more_than:
                return lumps * LUMP
        doing = "write 32 MiB to a peer that reads nothing; get_write_buffer_size()"
        raise Broken(doing=doing, expected=f"more than {more_than}", observed="less")

    def clog(self) -> int:
        """The same with marks that no buffer reaches."""
        self.transport.set_write_buffer_limits(HUGE)
        return self.write_until_it_waits()


class NothingHappened(Exception):
    """What is told of a coroutine that did not end."""


NEITHER = NothingHappened.__name__
"""The name of it."""


def outcome(loop: Loop, coro: Coroutine[Any, Any, T], peer: Peer, seconds: float = PATIENCE) -> T | Exception:
    """What the coroutine returns, or the exception that it raises, while the peer looks."""
    task = loop.create_task(coro)
    run_until(loop, peer.until(task.done), seconds)
    return ended(loop, task)


def ended(loop: Loop, task: asyncio.Task[T]) -> T | Exception:
    """The result of a task, or its exception; NothingHappened when it was not done, and is cancelled."""
    if not task.done():
        task.cancel()
        run_turns(loop, 3)
        return NothingHappened("it still waits")
    fault = task.exception()
    if isinstance(fault, Exception):
        return fault
    return task.result()


def establish(loop: Loop, pair: Pair, told: P, way: Way, peer: Peer) -> Secured[P]:
    """The connection, its handshake done. Raises Broken when it does not come about."""
    for end in pair:
        if end.family == AF_UNIX:  # else the kernel takes a few hundred thousand bytes
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    result = outcome(loop, way(loop, pair[0], told, peer), peer)
    if isinstance(result, BaseException):
        observed = f"{type(result).__name__}: {result}"
        raise Broken(doing="secure a connection by TLS", expected="a transport", observed=observed)
    run_until(loop, peer.until(lambda: peer.shaken), PATIENCE)
    return Secured(loop, result, told, peer)


@contextmanager
def secured(
    loop: Loop, pair: Pair, told: P, way: Way | None = None, peer: Peer | None = None
) -> Generator[Secured[P], None, None]:
    """A secured connection of the loop's over the first socket, as a client unless told otherwise."""
    ours = establish(loop, pair, told, way or connecting(), peer or server_peer(pair[1]))
    try:
        yield ours
    finally:
        told.faults.clear()
        told.hooks.clear()
        end(ours)


def end(ours: Secured[Any]) -> None:
    """Abort the connection, and see it gone."""
    if not ours.told.lost():
        ours.transport.abort()
    ours.run_alone(ours.told.lost)
    run_turns(ours.loop)


@dataclass(frozen=True)
class Side:
    """What the loop is in a connection, how it comes to that, and who makes its peer."""

    name: str
    way: Callable[..., Way]
    peer: Callable[..., Peer]

    def __str__(self) -> str:
        return self.name


CLIENT = Side("client", connecting, server_peer)
SERVER = Side("server", accepting, client_peer)
UPGRADED_CLIENT = Side("upgraded client", upgrading, server_peer)
UPGRADED_SERVER = Side("upgraded server", partial(upgrading, server_side=True), client_peer)
SIDES = (CLIENT, SERVER, UPGRADED_CLIENT, UPGRADED_SERVER)
