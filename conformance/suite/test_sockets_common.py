"""Questions of the chapter sockets: what all operations on a stream have in common."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.posix import need_paths
from conformance.suite.driving import Loop, complete
from conformance.suite.matter import kind
from conformance.suite.sockets import (
    MANY,
    Keeper,
    arriving,
    begun,
    ended,
    outcome,
    pattern,
    settles,
    watched,
)

Operation = Callable[[Loop, Keeper], tuple[Coroutine[Any, Any, object], socket.socket]]
"""Begins on a socket of the keeper's; a coroutine that need not wait, and the socket."""


def receiving(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """sock_recv() where a byte is there"""
    ours, theirs = keeper.pair()
    theirs.send(b"x")
    return loop.sock_recv(ours, 10), ours


def receiving_into(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """sock_recv_into() where a byte is there"""
    ours, theirs = keeper.pair()
    theirs.send(b"x")
    return loop.sock_recv_into(ours, bytearray(10)), ours


def sending(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """sock_sendall() where there is room"""
    ours, _ = keeper.pair()
    return loop.sock_sendall(ours, b"x"), ours


def connecting(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """sock_connect() to somebody who listens"""
    ours = keeper.new()
    return loop.sock_connect(ours, keeper.listener().getsockname()), ours


def accepting(loop: Loop, keeper: Keeper) -> tuple[Coroutine[Any, Any, object], socket.socket]:
    """sock_accept() where a connection waits"""
    listener = keeper.listener()
    keeper.client(listener)

    async def accept() -> None:
        conn, _ = await loop.sock_accept(listener)
        conn.close()

    return accept(), listener


OPERATIONS = pytest.mark.parametrize("begin", [receiving, receiving_into, sending, connecting, accepting])


@clause("SOCK-27")
@OPERATIONS
def test_debug_mode_refuses_a_blocking_socket(keeper: Keeper, loop: Loop, begin: Operation) -> None:
    """In debug mode each operation on a blocking socket raises ValueError."""
    operation, sock = begin(loop, keeper)
    sock.setblocking(True)
    loop.set_debug(True)

    async def main() -> object:
        async with begun(operation) as task:
            return kind(await ended(task))

    doing = f"set_debug(True), then {begin.__doc__} on a blocking socket"
    expect(complete(loop, main(), doing=doing), "ValueError", doing=doing)


@clause("SOCK-28")
@pytest.mark.parametrize("method", ["sock_recv", "sock_recv_into", "sock_sendall"])
def test_a_tls_socket_is_refused(keeper: Keeper, loop: Loop, method: str) -> None:
    """sock_recv(), sock_recv_into() and sock_sendall() of an SSLSocket raise TypeError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    ours = keeper.keep(context.wrap_socket(keeper.tcp()[0], do_handshake_on_connect=False))
    argument = {"sock_recv": 10, "sock_recv_into": bytearray(10), "sock_sendall": b"x"}[method]

    async def main() -> object:
        async with begun(getattr(loop, method)(ours, argument)) as task:
            return kind(await ended(task))

    doing = f"{method}(an ssl.SSLSocket, {argument!r})"
    expect(complete(loop, main(), doing=doing), "TypeError", doing=doing)


@clause("SOCK-34")
@OPERATIONS
def test_what_has_ended_watches_nothing(keeper: Keeper, loop: Loop, begin: Operation) -> None:
    """After an operation, remove_reader() and remove_writer() find nothing to remove."""
    operation, sock = begin(loop, keeper)
    doing = f"{begin.__doc__}; does the loop still watch the socket afterwards?"

    async def main() -> list[str]:
        await operation
        return watched(loop, sock)

    expect(complete(loop, main(), doing=doing), [], doing=doing)


@clause("SOCK-34")
def test_what_has_waited_watches_nothing(keeper: Keeper, loop: Loop) -> None:
    """After operations that had to wait, and one that failed, the loop watches the socket no more."""
    need_paths()  # over TCP bytes are under way, and not there at once
    ours, theirs = keeper.pair()

    async def main() -> list[str]:
        found: list[str] = []
        async with begun(loop.sock_recv(ours, 10)) as reading:
            theirs.send(b"x")
            await settles(reading.done)
            found += watched(loop, ours)
        async with begun(loop.sock_sendall(ours, bytes(MANY))) as sending:
            await arriving(theirs, sending.done)
            found += watched(loop, ours)
        async with begun(loop.sock_sendall(ours, bytes(MANY))) as failing:
            theirs.close()
            await settles(failing.done)
            found += watched(loop, ours)
        return found

    doing = "let sock_recv() wait, sock_sendall() wait, sock_sendall() fail: how it is watched after them"
    expect(complete(loop, main(), doing=doing), [], doing=doing)


@clause("SOCK-34")
def test_the_number_can_be_used_again(keeper: Keeper, loop: Loop) -> None:
    """After sock_recv() had to wait, its socket is closed; a new one of the same number is received from."""
    ours, theirs = keeper.pair()
    number = ours.fileno()

    async def main() -> list[object]:
        async with begun(loop.sock_recv(ours, 10)) as task:
            theirs.send(b"old")
            await settles(task.done)
        ours.close()
        again, peer = keeper.reborn(number)
        async with begun(loop.sock_recv(again, 10)) as task:
            peer.send(b"new")
            return [await ended(task)]

    doing = "close a socket after sock_recv(), then sock_recv() from another that got its number"
    expect(complete(loop, main(), doing=doing), [b"new"], doing=doing)


@clause("SOCK-35")
@pytest.mark.parametrize("size", [0, MANY], ids=["receiving", "sending"])
def test_who_waits_holds_nobody_up(keeper: Keeper, loop: Loop, size: int) -> None:
    """While sock_recv() or sock_sendall() waits, a callback runs and another socket is served."""
    ours, _ = keeper.pair()
    others, theirs = keeper.pair()

    async def main() -> object:
        waiting = loop.sock_sendall(ours, bytes(size)) if size else loop.sock_recv(ours, 10)
        async with begun(waiting) as busy, begun(loop.sock_recv(others, 10)) as task:
            loop.call_soon(theirs.send, b"x")
            return await ended(task), outcome(busy)

    what = "sock_sendall()" if size else "sock_recv()"
    doing = f"{what} waits; a callback sends to another socket: (what sock_recv() gives there, {what})"
    expect(complete(loop, main(), doing=doing), (b"x", "nothing happened"), doing=doing)


@clause("SOCK-36")
def test_both_directions_wait_at_once(keeper: Keeper, loop: Loop) -> None:
    """sock_recv() and sock_sendall() wait on one socket; each ends when its own direction is ready."""
    ours, theirs = keeper.pair()
    data = pattern(MANY // 4)

    async def main() -> tuple[bool, bool, object]:
        async with (
            begun(loop.sock_recv(ours, 10)) as receiving,
            begun(loop.sock_sendall(ours, data)) as sending,
        ):
            read = await arriving(theirs, sending.done)
            theirs.send(b"x")
            await settles(receiving.done)
            return sending.done(), read == data, outcome(receiving)

    doing = "sock_recv() and sock_sendall() at once; the peer reads, then sends: (sent, all there, received)"
    expect(complete(loop, main(), doing=doing), (True, True, b"x"), doing=doing)


@clause("SOCK-38")
@OPERATIONS
def test_the_methods_are_coroutine_methods(keeper: Keeper, loop: Loop, begin: Operation) -> None:
    """What a sock_* method returns is a coroutine, which run_until_complete() accepts."""
    seen: list[bool] = []

    async def awaited(made: Any) -> Any:
        return await made

    class Spy:
        """Stands for the loop, and looks at what its methods return."""

        def __getattr__(self, name: str) -> Callable[..., Any]:
            def call(*args: object) -> Any:
                made = getattr(loop, name)(*args)
                seen.append(asyncio.iscoroutine(made))
                return awaited(made)

            return call

    spy: Any = Spy()
    operation, _ = begin(spy, keeper)
    complete(loop, operation, doing=f"{begin.__doc__}")
    expect(seen, [True], doing=f"{begin.__doc__}; is what the method returns a coroutine?")
