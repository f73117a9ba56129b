"""Questions of the chapter sockets: what becomes of an operation that is cancelled."""

from __future__ import annotations

import socket
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.driving import Loop, complete
from conformance.suite.sockets import (
    MANY,
    Keeper,
    arriving,
    begun,
    ended,
    few,
    given_up,
    in_a_row,
    pattern,
    settles,
    there,
    turns,
    watched,
)

Waiting = Callable[[Loop, Keeper], tuple[Coroutine[Any, Any, object], socket.socket]]
"""Makes a coroutine that has to wait on a socket of the keeper's, and the socket."""


@clause("SOCK-29")
@pytest.mark.parametrize("method", ["sock_recv", "sock_recv_into"])
def test_a_cancelled_recv_takes_nothing(keeper: Keeper, loop: Loop, method: str) -> None:
    """Data that comes after a waiting sock_recv() was cancelled is still there, turns later."""
    ours, theirs = keeper.pair()
    buffer = bytearray(b"......")

    async def main() -> tuple[str, bytes, bytes]:
        operation: Any = getattr(loop, method)(ours, 6 if method == "sock_recv" else buffer)
        ending = await given_up(operation)
        theirs.send(b"abc")
        await turns()
        return ending, there(ours), bytes(buffer)

    doing = f"cancel a waiting {method}(), then b'abc' comes: (how it ended, what is there, its buffer)"
    expect(complete(loop, main(), doing=doing), ("cancelled", b"abc", b"......"), doing=doing)


@clause("SOCK-29")
def test_the_next_recv_gets_what_comes(keeper: Keeper, loop: Loop) -> None:
    """Of five sock_recv() in a row, each cancelled but the last, the last one gets all that comes."""
    ours, theirs = keeper.pair()

    async def main() -> list[object]:
        for _ in range(4):
            await given_up(loop.sock_recv(ours, 10))
        async with begun(loop.sock_recv(ours, 10)) as task:
            theirs.send(b"abc")
            return [await ended(task)]

    doing = "cancel four waiting sock_recv(), let the fifth wait, b'abc' comes: what the fifth returns"
    expect(complete(loop, main(), doing=doing), [b"abc"], doing=doing)


@clause("SOCK-30")
def test_a_cancelled_sendall_sends_no_more(keeper: Keeper, loop: Loop) -> None:
    """After a cancelled sock_sendall() the peer reads a beginning of the data, then what is sent next."""
    ours, theirs = keeper.pair()
    data = pattern(MANY)

    async def main() -> tuple[str, bool, bytes | str]:
        ending = await given_up(loop.sock_sendall(ours, data))
        begun_with = there(theirs)
        await turns()
        async with begun(loop.sock_sendall(ours, b"the end")) as task:
            read = await arriving(theirs, task.done)
        return ending, data.startswith(begun_with), few(read)

    doing = "cancel sock_sendall() half way, the peer reads, sock_sendall(b'the end'), the peer reads:"
    what = "(how the first ended, was a beginning of its data read first, what was read then)"
    expect(complete(loop, main(), doing=doing), ("cancelled", True, b"the end"), doing=f"{doing} {what}")


@clause("SOCK-31")
def test_a_cancelled_accept_takes_nobody(keeper: Keeper, loop: Loop) -> None:
    """A client that connects after a waiting sock_accept() was cancelled still waits, turns later."""
    listener = keeper.listener()

    async def main() -> tuple[str, bool]:
        ending = await given_up(loop.sock_accept(listener))
        client = keeper.client(listener)
        await turns()
        return ending, accepted(listener, keeper) == client.getsockname()

    doing = (
        "cancel a waiting sock_accept(), then a client connects: (how it ended, does the client still wait?)"
    )
    expect(complete(loop, main(), doing=doing), ("cancelled", True), doing=doing)


def accepted(listener: socket.socket, keeper: Keeper) -> object:
    """The address of who waits to be accepted, without a wait; None for nobody."""
    try:
        conn, address = listener.accept()
    except BlockingIOError:
        return None
    keeper.keep(conn)
    return address


def receiving(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """a waiting sock_recv()"""
    ours, _ = keeper.pair()
    return loop.sock_recv(ours, 10), ours


def receiving_into(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """a waiting sock_recv_into()"""
    ours, _ = keeper.pair()
    return loop.sock_recv_into(ours, bytearray(10)), ours


def sending(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """a waiting sock_sendall()"""
    ours, _ = keeper.pair()
    return loop.sock_sendall(ours, bytes(MANY)), ours


def accepting(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """a waiting sock_accept()"""
    listener = keeper.listener()
    return loop.sock_accept(listener), listener


def connecting(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """a sock_connect() to somebody too busy to answer, if the system can be kept busy"""
    listener = keeper.bound()
    listener.listen(0)
    for _ in range(3):
        keeper.new().connect_ex(listener.getsockname())
    ours = keeper.new()
    return loop.sock_connect(ours, listener.getsockname()), ours


@clause("SOCK-32")
@pytest.mark.parametrize("begin", [receiving, receiving_into, sending, accepting, connecting])
def test_what_was_cancelled_watches_nothing(keeper: Keeper, loop: Loop, begin: Waiting) -> None:
    """After a waiting operation was cancelled, remove_reader() and remove_writer() find nothing to remove."""
    operation, sock = begin(loop, keeper)

    async def main() -> list[str]:
        await given_up(operation)
        return watched(loop, sock)

    doing = f"cancel {begin.__doc__}; does the loop still watch the socket?"
    expect(complete(loop, main(), doing=doing), [], doing=doing)


@clause("SOCK-32")
def test_the_number_can_be_used_again(keeper: Keeper, loop: Loop) -> None:
    """After a waiting sock_recv() was cancelled and its socket closed, another of its number is served."""
    ours, _ = keeper.pair()
    number = ours.fileno()

    async def main() -> list[object]:
        await given_up(loop.sock_recv(ours, 10))
        ours.close()
        again, peer = keeper.reborn(number)
        async with begun(loop.sock_recv(again, 10)) as task:
            peer.send(b"new")
            return [await ended(task)]

    doing = "cancel sock_recv(), close its socket, sock_recv() from another socket that got its number"
    expect(complete(loop, main(), doing=doing), [b"new"], doing=doing)


@clause("SOCK-33")
@pytest.mark.parametrize("method", ["sock_recv", "sock_recv_into", "sock_accept"])
def test_the_next_reader_is_left_alone(keeper: Keeper, loop: Loop, method: str) -> None:
    """A receiving operation that begins right after another was cancelled ends when its data comes."""
    listener = keeper.listener()
    ours, theirs = keeper.pair()
    where = listener if method == "sock_accept" else ours

    def begin() -> Coroutine[Any, Any, Any]:
        arguments: dict[str, list[Any]] = {"sock_recv": [3], "sock_recv_into": [bytearray(3)]}
        operation: Coroutine[Any, Any, Any] = getattr(loop, method)(where, *arguments.get(method, []))
        return operation

    def serve() -> None:
        theirs.send(b"abc")
        keeper.client(listener)

    async def main() -> bool:
        async with in_a_row(begin(), begin()) as second:
            serve()
            done = await settles(second.done)
            if done and method == "sock_accept":
                keeper.keep(second.result()[0])
            return done

    doing = f"cancel a waiting {method}() and begin another in the same turn; does it end when data comes?"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("SOCK-33")
def test_the_next_writer_is_left_alone(keeper: Keeper, loop: Loop) -> None:
    """A sock_sendall() that begins right after another was cancelled ends when the peer has read."""
    ours, theirs = keeper.pair()

    async def main() -> bool:
        async with in_a_row(loop.sock_sendall(ours, bytes(MANY)), loop.sock_sendall(ours, b"x")) as second:
            await arriving(theirs, second.done)
            return second.done()

    doing = "cancel a waiting sock_sendall() and begin another in the same turn; does it end?"
    expect(complete(loop, main(), doing=doing), True, doing=doing)
