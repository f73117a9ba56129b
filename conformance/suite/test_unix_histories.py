"""Questions of the chapter unix: any history of connections at a path loses, doubles and swaps no byte.

On the side of who calls, a history (see histories.py) of one connection to a plain listener; on the side of
who is called, the story of a server (see the model of servers) that stops and starts at the same path.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect
from conformance.models import servers
from conformance.suite.driving import Loop, NewLoop
from conformance.suite.histories import (
    ENDING,
    STEPS,
    Connecting,
    History,
    Step,
    compared,
    follow,
    legal,
)
from conformance.suite.paths import calling, listening
from conformance.suite.sockets import Keeper
from conformance.suite.streaming import Connection, Noting


@pytest.fixture
def calls(folder: Path, new_keeper: Callable[[], Keeper]) -> Connecting:
    """Connections of create_unix_connection() to a listener of the question's own."""

    @contextlib.contextmanager
    def calls(loop: Loop, told: Noting) -> Generator[Connection[Noting], None, None]:
        path = folder / "socket"
        path.unlink(missing_ok=True)
        with contextlib.closing(new_keeper()) as keeper:
            with calling(loop, keeper, listening(keeper, path), told) as ours:
                sock = ours.transport.get_extra_info("socket")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # else all fits into the system
                yield ours
            loop.close()  # before the descriptors that a wrong one may still watch

    return calls


@clause("UNIX-16")
@given(steps=ENDING, answer=st.booleans())
def test_no_history_of_a_call_goes_wrong(
    calls: Connecting, new_loop: NewLoop, steps: list[Step], answer: bool
) -> None:
    """However a connection to a path ends, both sides hear a beginning of what the other said, in order."""

    def judge(history: History) -> None:
        history.close()
        told, peer = history.ours.told, history.ours.peer
        heard = compared(bytes(told.data), history.sent, whole=False)
        read = compared(bytes(peer.data), history.written, whole=False)
        order = "legal" if legal(told.calls) else told.story()
        doing = f"eof_received() returns {answer}: {steps}, then close(): (received, peer read, the calls)"
        expect((heard, read, order), ("right", "right", "legal"), doing=doing)

    follow(calls, new_loop, steps, judge, answer)


@clause("UNIX-14")
@given(steps=STEPS)
def test_any_history_can_end_by_halves(calls: Connecting, new_loop: NewLoop, steps: list[Step]) -> None:
    """Whenever either side ends its half, all that the other says arrives, and then its end."""

    def judge(history: History) -> None:
        history.finish()
        told, peer = history.ours.told, history.ours.peer
        heard = compared(bytes(told.data), history.sent, whole=True)
        read = compared(bytes(peer.data), history.written, whole=True)
        ends = ("eof_received" in told.calls, peer.ended)
        doing = f"{steps}, then both end their halves: (received, its end, the peer read, its end)"
        expect((heard, ends[0], read, ends[1]), ("right", True, "right", True), doing=doing)

    follow(calls, new_loop, steps, judge)


@clause("UNIX-20")
def test_no_history_mixes_callers_up(folder: Path, new_loop: NewLoop) -> None:
    """However callers, words, ends, stops and starts are mixed, each is answered by a protocol of its own."""
    servers.judge(new_loop, servers.each_has_a_protocol_and_its_ear, str(folder / "socket"))
