"""Hosts with several addresses: which there are, in which order, and how each of them answers.

Keeps true: an address accepts, refuses, or neither, because a socket of the question's own says so, never
because of luck or of the network; all are closed when the block is left. A loop is told of them by
``socket.getaddrinfo``. Deliberately knows no clause.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest

from conformance.suite.driving import PATIENCE

NAME = "several.test"
"""The host that has these addresses."""
WAITING = 24
"""Where TCP_INFO of a listening socket tells, on Linux, how many wait, and behind it, how many may."""
SYN_SENT = "02"
"""The state of a connection that is neither accepted nor refused, in Linux's table of them."""


@dataclass
class Place:
    """One address: it refuses until it is told to do something else."""

    sock: socket.socket
    stack: ExitStack

    @property
    def address(self) -> Any:
        """Host and port, and whatever else the family has."""
        return self.sock.getsockname()

    def open(self, backlog: int = 8) -> None:
        """Accept from now on."""
        self.sock.listen(backlog)

    def fill(self) -> None:
        """Neither accept nor refuse from now on: more wait already than may. Linux only."""
        self.open(0)
        while self._waiting() <= 0:
            client = self.stack.enter_context(socket.socket(self.sock.family))
            client.settimeout(PATIENCE)
            client.connect(self.address)

    def _waiting(self) -> int:
        """How many wait beyond those who may."""
        told = self.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, WAITING + 8)
        waiting, limit = memoryview(told)[WAITING:].cast("I")
        return waiting - limit

    def make_room(self) -> None:
        """Accept one of those who wait; who connects is accepted by the system then."""
        self.stack.enter_context(self.sock.accept()[0])

    def tried(self) -> bool:
        """Whether somebody tries to connect, and is neither accepted nor refused. Linux only."""
        port = f":{self.address[1]:04X}"
        with open("/proc/net/tcp") as table:
            rows = [row.split() for row in table.readlines()[1:]]
        return any(row[2].endswith(port) and row[3] == SYN_SENT for row in rows)


class Host:
    """A host, whose addresses are these places in this order."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.places: list[Place] = []
        self.asked = False
        """Whether anybody wanted to know the addresses."""

    def add(self, *hosts: str) -> list[Place]:
        """New places at these addresses of this machine, which refuse."""
        new: list[Place] = []
        for host in hosts:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            sock = self._stack.enter_context(socket.socket(family))
            sock.bind((host, 0))
            new.append(Place(sock, self._stack))
        self.places += new
        return new

    def infos(self) -> list[Any]:
        """What getaddrinfo() says."""
        self.asked = True
        kind, proto = socket.SOCK_STREAM, socket.IPPROTO_TCP
        return [(place.sock.family, kind, proto, "", place.address) for place in self.places]

    def check_asked(self) -> None:
        """Skip the question if the loop has asked somebody else."""
        if not self.asked:
            pytest.skip("this loop does not ask socket.getaddrinfo, so nobody can choose what it tries")


@contextmanager
def several() -> Generator[Host, None, None]:
    """A host without addresses yet, which ``socket.getaddrinfo`` knows while the block runs."""
    real: Callable[..., Any] = socket.getaddrinfo
    with ExitStack() as stack:
        host = Host(stack)

        def answer(name: object, *args: Any, **options: Any) -> Sequence[Any]:
            return host.infos() if name in (NAME, NAME.encode()) else real(name, *args, **options)

        stack.enter_context(mock.patch.object(socket, "getaddrinfo", answer))
        yield host


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how many wait to be accepted")
