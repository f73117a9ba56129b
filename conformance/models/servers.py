"""A server as a rule-based machine: clients come, speak and go, connections are ended, it stops and starts.

Keeps true: the machine only acts and writes down what happened (`Story`); whether that is right is said by
monitors, one per clause, predicates over the story that know neither the machine nor any loop. The clients
are plain sockets; a server that was stopped is followed by a new one on the same loop.
Deliberately does not know what becomes of a client that was not accepted yet when its server was closed: the
machine closes no server before all who connected are accepted.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

from hypothesis import Phase, settings, stateful
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from conformance.clause import clause
from conformance.expect import expect
from conformance.models.driving import PATIENCE, drive, turn

LENGTHS = (4, 8, 16)
"""Acts in a story, short ones first: what breaks them needs no shrinking."""
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
RESET = struct.pack("ii", 1, 0)
"""A SO_LINGER with which close() resets the connection."""

WHICH = st.integers(0, 3)


class Served(asyncio.Protocol):
    """What the factory returns: it answers what it hears, and notes how it began and ended."""

    def __init__(self) -> None:
        self.made = self.lost = 0
        """Calls of connection_made() and connection_lost()."""
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it."""
        self.made += 1
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Send it back."""
        self.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it."""
        self.lost += 1


@dataclass
class Client:
    """A plain socket: what it said and read, and whether anybody ended its connection."""

    sock: socket.socket
    protocols: list[Served]
    """Those that the factory made while it connected."""
    said: bytearray = field(default_factory=bytearray)
    read: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def listen(self) -> None:
        """Read what is there."""
        with suppress(OSError):
            self.read += self.sock.recv(1 << 16)


@dataclass
class Service:
    """One server from start to stop, and what wait_closed(), begun at the start, met when it returned."""

    server: Any
    protocols: list[Served] = field(default_factory=list[Served])
    closed: bool = False
    returns: list[int] = field(default_factory=list[int])
    """Each time: how many connections were not lost."""

    def live(self) -> int:
        """How many connections are not lost."""
        return sum(1 for one in self.protocols if one.made and not one.lost)


@dataclass
class Story:
    """Servers one after the other, all clients, and a line for each act, so that a stranger can redo it."""

    services: list[Service] = field(default_factory=list[Service])
    clients: list[Client] = field(default_factory=list[Client])
    acts: list[str] = field(default_factory=list[str])

    @property
    def doing(self) -> str:
        """The acts, for a report."""
        return ", ".join(self.acts) or "nothing happens"


Monitor = Callable[[Story], None]


def _ignore(*_: object) -> None:
    """Hear a report, and do nothing."""


class ServerMachine(RuleBasedStateMachine):
    """Acts on a server of one loop, which it closes at the end; then asks the monitor."""

    def __init__(self, new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor) -> None:
        super().__init__()
        self.loop, self.monitor = new_loop(), monitor
        self.loop.set_exception_handler(_ignore)  # how connections end is not asked here
        self.story = Story()
        self.tasks: list[asyncio.Task[None]] = []

    # -- acts

    @rule()
    def start(self) -> None:
        """Make a server, unless there is one."""
        if self._serving() is not None:
            return
        self.story.acts.append("start")
        service = Service(None)

        def factory() -> Served:
            service.protocols.append(Served())
            return service.protocols[-1]

        async def create() -> Any:
            return await self.loop.create_server(factory, "127.0.0.1", 0)

        service.server = drive(self.loop, create())
        self.story.services.append(service)
        self.tasks.append(self.loop.create_task(self._wait(service)))

    async def _wait(self, service: Service) -> None:
        await service.server.wait_closed()
        service.returns.append(service.live())

    @rule()
    def stop(self) -> None:
        """Close the server, if there is one; its connections stay."""
        service = self._serving()
        if service is not None:
            self.story.acts.append("close the server")
            service.closed = True
            service.server.close()

    @rule()
    def connect(self) -> None:
        """Let a client connect, if there is a server, and wait until it is accepted."""
        service = self._serving()
        if service is None:
            return
        self.story.acts.append(f"client {len(self.story.clients)} connects")
        before = len(service.protocols)
        sock = socket.create_connection(service.server.sockets[0].getsockname(), PATIENCE)
        sock.setblocking(False)
        self._until(lambda: len(service.protocols) > before and service.protocols[before].made)
        self.story.clients.append(Client(sock, service.protocols[before:]))

    @rule(which=WHICH, size=st.sampled_from([1, 100, 3000]))
    def say(self, which: int, size: int) -> None:
        """Let a client speak, unless its connection was ended."""
        client = self._client(which)
        if client is not None:
            self.story.acts.append(f"client {which} says {size} bytes")
            words = bytes((len(client.said) + place) % 251 for place in range(size))
            with suppress(BlockingIOError):
                client.said += words[: client.sock.send(words)]

    @rule(which=WHICH, how=st.sampled_from(["leaves", "resets"]))
    def leave(self, which: int, how: str) -> None:
        """Let a client end its connection."""
        client = self._client(which)
        if client is not None:
            self.story.acts.append(f"client {which} {how}")
            client.ended = True
            if how == "resets":
                client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.sock.close()

    @rule(which=WHICH, how=st.sampled_from(["close", "abort"]))
    def dismiss(self, which: int, how: str) -> None:
        """End the connection of a client on the server's side."""
        client = self._client(which)
        if client is not None and client.protocols:
            self.story.acts.append(f"{how} the transport of client {which}")
            client.ended = True
            getattr(client.protocols[0].transport, how)()

    @rule(count=st.integers(1, 3))
    def turns(self, count: int) -> None:
        """Let the loop take some turns."""
        self.story.acts.append(f"{count} turns")
        for _ in range(count):
            turn(self.loop)

    # -- the end

    def teardown(self) -> None:
        """Let all answers arrive, end whatever is left, close the loop, and judge."""
        self._until(self._answered)
        self.stop()
        for client in self.story.clients:
            client.sock.close()
        self._until(lambda: not any(service.live() for service in self.story.services))
        self._until(lambda: all(task.done() for task in self.tasks))
        for task in self.tasks:
            task.cancel()
        turn(self.loop)
        turn(self.loop)
        self.loop.close()
        self.monitor(self.story)

    def _answered(self) -> bool:
        staying = [client for client in self.story.clients if not client.ended]
        for client in staying:
            client.listen()
        return all(len(client.read) >= len(client.said) for client in staying)

    def _until(self, done: Callable[[], object]) -> None:
        """Take turns until it is so, or patience ends."""
        limit, grace = time.monotonic() + PATIENCE / 5, 200
        while grace and not done():
            turn(self.loop)
            grace -= time.monotonic() > limit

    def _serving(self) -> Service | None:
        services = self.story.services
        return services[-1] if services and not services[-1].closed else None

    def _client(self, which: int) -> Client | None:
        clients = self.story.clients
        return clients[which] if which < len(clients) and not clients[which].ended else None


def judge(new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor) -> None:
    """Tell many stories to the monitor; it raises Broken for the first that breaks its clause.

    Each story has a loop of its own, closed when it ends.
    """
    run = cast("Callable[..., None]", vars(stateful)["run_state_machine_as_test"])  # half typed there
    for length in LENGTHS:
        run(
            lambda: ServerMachine(new_loop, monitor),
            settings=settings(settings.default, stateful_step_count=length, phases=PHASES),
        )


@clause("SERVE-02")
def each_has_a_protocol(story: Story) -> None:
    """Each client that connected has one protocol, which was told once that it is connected."""
    told = [[one.made for one in client.protocols] for client in story.clients]
    doing = f"{story.doing}; calls of connection_made() of the protocols of each client"
    expect(told, [[1]] * len(told), doing=doing)


@clause("SERVE-41")
def connections_stay(story: Story) -> None:
    """A client whose connection nobody ended has read all that it said, whatever became of its server."""
    staying = [(number, client) for number, client in enumerate(story.clients) if not client.ended]
    read = [(number, len(client.read), client.read == client.said) for number, client in staying]
    wanted = [(number, len(client.said), True) for number, client in staying]
    doing = f"{story.doing}; (client, bytes that it read, are they those it said) of those who stayed"
    expect(read, wanted, doing=doing)


@clause("SERVE-50")
def the_end_comes_last(story: Story) -> None:
    """wait_closed() returned once, when all connections were lost."""
    returns = [service.returns for service in story.services]
    doing = f"{story.doing}, then all end; how many connections are left when wait_closed() returns"
    expect(returns, [[0]] * len(returns), doing=doing)
