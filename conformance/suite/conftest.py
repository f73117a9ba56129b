"""Connected sockets for questions about descriptors.

Keeps true: all are closed after the test. A test names them before its loop: a loop must be closed before the
descriptors that it watches. Deliberately knows no loop.
"""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance.suite.descriptors import Pair
from conformance.suite.processes import Gate
from conformance.suite.sockets import Keeper
from conformance.suite.streaming import tcp_pair


@pytest.fixture
def new_pair() -> Iterator[Callable[[], Pair]]:
    """Makes connected non-blocking sockets, all closed after the test."""
    made: list[socket.socket] = []

    def make() -> Pair:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
            made.append(end)
        return ours, theirs

    yield make
    for end in made:
        end.close()


@pytest.fixture
def pair(new_pair: Callable[[], Pair]) -> Pair:
    """Two connected sockets with nothing to read yet."""
    return new_pair()


@pytest.fixture
def readable(pair: Pair) -> socket.socket:
    """A socket with one byte to read."""
    pair[1].send(b"x")
    return pair[0]


@pytest.fixture
def tcp() -> Iterator[Pair]:
    """Two connected TCP sockets with nothing to read yet."""
    ends = tcp_pair()
    yield ends
    for end in ends:
        end.close()


@pytest.fixture
def new_keeper() -> Iterator[Callable[[], Keeper]]:
    """Makes keepers of sockets, which close what they made at the latest after the test."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(contextlib.closing(Keeper()))


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    """What a child waits at."""
    with contextlib.closing(Gate(tmp_path)) as made:
        yield made


@pytest.fixture
def keeper(new_keeper: Callable[[], Keeper]) -> Keeper:
    """Makes sockets, and closes them after the test."""
    return new_keeper()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for a socket's address."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
