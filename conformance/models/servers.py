"""A server as a rule-based machine: clients come, speak and go, connections are ended, it stops and starts.

It listens at a port, or at a path. Clients read late, a byte at a time or not at all, end their half, leave
and reset; their connections are paused and resumed on the server's side, closed and aborted.

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

LENGTHS = (5, 12)
MANY = 5
"""Clients in a story."""
"""Acts in a story, short ones first: what breaks them needs no shrinking."""
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
RESET = struct.pack("ii", 1, 0)
"""A SO_LINGER with which close() resets the connection."""

SMALL = 4096
"""Bytes that a socket may hold, as far as the system lets us say so."""

WHICH = st.sampled_from([-1, -1, 0, 1])
"""Which client: the last, or one of the first two."""


class Served(asyncio.Protocol):
    """What the factory returns: it answers what it hears, and notes how it began and ended."""

    def __init__(self) -> None:
        self.made = self.lost = 0
        """Calls of connection_made() and connection_lost()."""
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it; let the system hold little, so that a client who does not read is waited for."""
        self.made += 1
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)

    def data_received(self, data: bytes) -> None:
        """Send it back."""
        self.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it."""
        self.lost += 1


@dataclass
class Client:
    """A plain socket: what it said and read, and whether anybody ended its connection."""

    number: int
    sock: socket.socket
    protocols: list[Served]
    """Those that the factory made while it connected."""
    said: bytearray = field(default_factory=bytearray)
    read: bytearray = field(default_factory=bytearray)
    ended: bool = False
    mute: bool = False
    """Whether it has ended its half: it says no more, and reads on."""

    def listen(self, most: int = 1 << 16) -> None:
        """Read what is there."""
        with suppress(OSError):
            self.read += self.sock.recv(most)

    @property
    def transport(self) -> Any:
        """That of its connection, on the server's side; None when there is none."""
        return self.protocols[0].transport if self.protocols else None


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
    """Acts on a server of one loop, which it closes at the end; then asks the monitor.

    The server listens at ``path`` if there is one, and else at a port.
    """

    def __init__(
        self, new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor, path: str | None = None
    ) -> None:
        super().__init__()
        self.loop, self.monitor, self.path = new_loop(), monitor, path
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
            if self.path is not None:
                return await self.loop.create_unix_server(factory, self.path)
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
        """Let a client connect, to a new server if there is none, and wait until it is accepted."""
        if len(self.story.clients) == MANY:
            return
        if self._serving() is None:
            self.start()
        service = self.story.services[-1]
        self.story.acts.append(f"client {len(self.story.clients)} connects")
        before = len(service.protocols)
        sock = _connected(service.server.sockets[0].getsockname())
        self._until(lambda: len(service.protocols) > before and service.protocols[before].made)
        self.story.clients.append(Client(len(self.story.clients), sock, service.protocols[before:]))

    @rule(which=WHICH, size=st.sampled_from([1, 300, 30_000, 30_000]), last=st.sampled_from([False, True]))
    def say(self, which: int, size: int, last: bool) -> None:
        """Let a client speak, unless its connection was ended; it may end its half by that.

        The server's side closes then, when all is answered.
        """
        client = self._client(which)
        if client is not None and not client.mute:
            self.story.acts.append(f"client {client.number} says {size} bytes" + ", and ends its half" * last)
            words = bytes((len(client.said) + place) % 251 for place in range(size))
            with suppress(BlockingIOError):
                client.said += words[: client.sock.send(words)]
            if last:
                client.mute = True
                client.sock.shutdown(socket.SHUT_WR)

    @rule(which=WHICH, most=st.sampled_from([1, 100, 20_000]))
    def hear(self, which: int, most: int) -> None:
        """Let a client read some of what is there: until then, it stalls."""
        client = self._client(which)
        if client is not None:
            self.story.acts.append(f"client {client.number} reads {most} bytes at most")
            client.listen(most)

    @rule(which=WHICH, how=st.sampled_from(["pause", "resume"]))
    def hold(self, which: int, how: str) -> None:
        """Pause or resume the connection of a client, on the server's side."""
        client = self._client(which)
        if client is not None and client.transport is not None and not client.transport.is_closing():
            self.story.acts.append(f"{how} the transport of client {client.number}")
            getattr(client.transport, f"{how}_reading")()

    @rule(which=WHICH, how=st.sampled_from(["leaves", "resets"]))
    def leave(self, which: int, how: str) -> None:
        """Let a client end its connection."""
        client = self._client(which)
        if client is not None:
            self.story.acts.append(f"client {client.number} {how}")
            client.ended = True
            if how == "resets":
                client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.sock.close()

    @rule(which=WHICH, how=st.sampled_from(["close", "abort"]))
    def dismiss(self, which: int, how: str) -> None:
        """End the connection of a client on the server's side."""
        client = self._client(which)
        if client is not None and client.transport is not None:
            self.story.acts.append(f"{how} the transport of client {client.number}")
            client.ended = True
            getattr(client.transport, how)()

    @rule(count=st.integers(1, 3))
    def turns(self, count: int) -> None:
        """Let the loop take some turns."""
        self.story.acts.append(f"{count} turns")
        for _ in range(count):
            turn(self.loop)

    # -- the end

    def teardown(self) -> None:
        """Let all answers arrive, end whatever is left, close the loop, and judge."""
        for client in self.story.clients:
            if client.transport is not None and not client.transport.is_closing():
                client.transport.resume_reading()
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
        return clients[which] if -len(clients) <= which < len(clients) and not clients[which].ended else None


def _connected(address: Any) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX if isinstance(address, (str, bytes)) else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    sock.settimeout(PATIENCE)
    sock.connect(address)
    sock.setblocking(False)
    return sock


def judge(
    new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor, path: str | None = None
) -> None:
    """Tell many stories, of servers at ``path`` if there is one, to the monitor.

    It raises Broken for the first that breaks its clause. Each story has a loop of its own, closed when it
    ends.
    """
    run = cast("Callable[..., None]", vars(stateful)["run_state_machine_as_test"])  # half typed there
    for length in LENGTHS:
        run(
            lambda: ServerMachine(new_loop, monitor, path),
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


@clause("UNIX-20")
def each_has_a_protocol_and_its_ear(story: Story) -> None:
    """Each client has one protocol, and whoever was not cut off has read what it said, and nothing else."""
    seen = [([one.made for one in client.protocols], _answer(client)) for client in story.clients]
    wanted = [([1], "its own words")] * len(seen)
    doing = f"at a path: {story.doing}; of each client (calls of connection_made(), what it has read)"
    expect(seen, wanted, doing=doing)


def _answer(client: Client) -> str:
    if not client.said.startswith(client.read):
        return "other words"
    missing = len(client.said) - len(client.read)
    return "its own words" if client.ended or not missing else f"{missing} bytes too few"


@clause("SERVE-50")
def the_end_comes_last(story: Story) -> None:
    """wait_closed() returned once, when all connections were lost."""
    returns = [service.returns for service in story.services]
    doing = f"{story.doing}, then all end; how many connections are left when wait_closed() returns"
    expect(returns, [[0]] * len(returns), doing=doing)
