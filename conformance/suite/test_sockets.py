"""Questions of the chapter sockets: to receive and to send on a stream, and what both have in common."""

from __future__ import annotations

import asyncio
import itertools
import socket
import ssl
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import Loop, NewLoop, complete
from conformance.suite.matter import kind
from conformance.suite.sockets import (
    MANY,
    Keeper,
    arriving,
    begun,
    ended,
    outcome,
    pattern,
    reset,
    settles,
    there,
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


# -- receive


@clause("SOCK-01")
@pytest.mark.parametrize("early", [True, False], ids=["waiting", "there"])
def test_data_is_received(keeper: Keeper, loop: Loop, early: bool) -> None:
    """sock_recv() returns the data that comes after it began, and the data that was there before."""
    ours, theirs = keeper.pair()

    async def main() -> object:
        if not early:
            theirs.send(b"data")
        async with begun(loop.sock_recv(ours, 100)) as task:
            if early:
                expect(task.done(), False, doing="begin sock_recv() where no data is; has it ended?")
                theirs.send(b"data")
            return await ended(task)

    doing = f"sock_recv(sock, 100); the peer sends b'data' {'after' if early else 'before'} it begins"
    expect(complete(loop, main(), doing=doing), b"data", doing=doing)


@clause("SOCK-02")
def test_no_more_than_asked_for_is_received(keeper: Keeper, loop: Loop) -> None:
    """With five bytes there, sock_recv(sock, 2) gives two; the three others are still there."""
    ours, theirs = keeper.pair()
    theirs.send(b"abcde")

    async def main() -> tuple[bytes, bytes]:
        return await loop.sock_recv(ours, 2), there(ours)

    doing = "sock_recv(sock, 2) where b'abcde' is there: (what it returns, what is left)"
    expect(complete(loop, main(), doing=doing), (b"ab", b"cde"), doing=doing)


@clause("SOCK-03")
def test_the_end_of_the_stream_is_empty(keeper: Keeper, loop: Loop) -> None:
    """When the peer has closed, sock_recv() gives what it had sent, then empty bytes, twice."""
    ours, theirs = keeper.pair()

    async def main() -> object:
        async with begun(loop.sock_recv(ours, 100)) as task:
            theirs.close()
            first = await ended(task)
        return [first, await loop.sock_recv(ours, 100)]

    doing = "sock_recv() twice; the peer closes while the first waits"
    expect(complete(loop, main(), doing=doing), [b"", b""], doing=doing)


@clause("SOCK-05")
def test_a_buffer_is_filled(keeper: Keeper, loop: Loop) -> None:
    """sock_recv_into() writes to the beginning of a larger buffer and tells how much."""
    ours, theirs = keeper.pair()
    buffer = bytearray(b"......")

    async def main() -> tuple[object, bytes]:
        async with begun(loop.sock_recv_into(ours, buffer)) as task:
            theirs.send(b"abc")
            return await ended(task), bytes(buffer)

    doing = "sock_recv_into(sock, bytearray(b'......')) while b'abc' comes: (what it returns, the buffer)"
    expect(complete(loop, main(), doing=doing), (3, b"abc..."), doing=doing)


@clause("SOCK-06")
def test_a_part_of_a_buffer_is_filled(keeper: Keeper, loop: Loop) -> None:
    """sock_recv_into() writes to the part that a memoryview shows, and nowhere else."""
    ours, theirs = keeper.pair()
    buffer = bytearray(b"......")
    theirs.send(b"abcd")

    async def main() -> tuple[int, bytes, bytes]:
        with memoryview(buffer)[2:4] as part:
            count = await loop.sock_recv_into(ours, part)
        return count, bytes(buffer), there(ours)

    doing = "sock_recv_into() the two bytes in the middle, b'abcd' is there: (count, buffer, what is left)"
    expect(complete(loop, main(), doing=doing), (2, b"..ab..", b"cd"), doing=doing)


@clause("SOCK-12")
def test_a_reset_is_raised(keeper: Keeper, loop: Loop) -> None:
    """When the peer resets the connection, the sock_recv() that waits raises ConnectionResetError."""
    ours, theirs = keeper.tcp()

    async def main() -> object:
        async with begun(loop.sock_recv(ours, 100)) as task:
            reset(theirs)
            return kind(await ended(task))

    doing = "the peer resets the connection while sock_recv() waits"
    expect(complete(loop, main(), doing=doing), "ConnectionResetError", doing=doing)


# -- send


@clause("SOCK-07")
def test_data_is_sent(keeper: Keeper, loop: Loop) -> None:
    """sock_sendall() of a few bytes returns None, and the peer has them."""
    ours, theirs = keeper.pair()

    async def main() -> tuple[object, bytes]:
        return await loop.sock_sendall(ours, b"data"), there(theirs)  # type: ignore[func-returns-value]

    doing = "sock_sendall(sock, b'data'): (what it returns, what the peer can read)"
    expect(complete(loop, main(), doing=doing), (None, b"data"), doing=doing)


@clause("SOCK-08")
def test_more_than_the_system_holds_is_sent(keeper: Keeper, loop: Loop) -> None:
    """sock_sendall() of a large message waits for a peer that reads late, and all of it arrives in order."""
    ours, theirs = keeper.pair()
    data = pattern(MANY)

    async def main() -> tuple[bool, bool, bool]:
        async with begun(loop.sock_sendall(ours, data)) as task:
            early = task.done()
            read = await arriving(theirs, task.done)
            return early, task.done(), read == data

    doing = "sock_sendall() a megabyte: (done before the peer reads, done after, all arrived in order)"
    expect(complete(loop, main(), doing=doing), (False, True, True), doing=doing)


@clause("SOCK-08")
@given(
    writes=st.lists(st.integers(1, 40_000), max_size=5),
    reads=st.lists(st.integers(1, 60_000), max_size=5),
)
def test_no_cut_of_writes_and_reads_shows(
    new_keeper: Callable[[], Keeper], new_loop: NewLoop, writes: list[int], reads: list[int]
) -> None:
    """However a message is cut for sock_sendall() and for sock_recv(), it arrives whole and in order."""
    keeper, loop = new_keeper(), new_loop()
    ours, theirs = keeper.pair()
    data = pattern(sum(writes))
    ends = [0, *itertools.accumulate(writes)]

    async def send() -> None:
        for start, stop in itertools.pairwise(ends):
            await loop.sock_sendall(ours, data[start:stop])

    async def receive() -> bytes:
        read, sizes = bytearray(), itertools.cycle([*reads, 1 << 16])
        while len(read) < len(data):
            read += await loop.sock_recv(theirs, next(sizes))
        return bytes(read)

    async def main() -> bool:
        async with begun(send()), begun(receive()) as receiving:
            return await ended(receiving) == data and not there(theirs)

    doing = (
        f"sock_sendall() in pieces of {writes}, sock_recv() in pieces of {reads}: did all arrive in order?"
    )
    try:
        expect(complete(loop, main(), doing=doing), True, doing=doing)
    finally:
        loop.close()
        keeper.close()


@clause("SOCK-09")
def test_no_bytes_are_sent(keeper: Keeper, loop: Loop) -> None:
    """sock_sendall() of no bytes returns None, and the peer gets nothing by it."""
    ours, theirs = keeper.pair()

    async def main() -> tuple[object, bytes]:
        await loop.sock_sendall(ours, b"before")
        async with begun(loop.sock_sendall(ours, b"")) as task:
            return await ended(task), there(theirs)

    doing = "sock_sendall(b'before'), sock_sendall(b''): (what the second returns, what the peer can read)"
    expect(complete(loop, main(), doing=doing), (None, b"before"), doing=doing)


def part(data: bytes) -> memoryview:
    """The data as a part of something larger."""
    return memoryview(bytearray(data) + b"...")[:-3]


@clause("SOCK-10")
@pytest.mark.parametrize(
    "wrap",
    [bytes, bytearray, memoryview, part],
    ids=["bytes", "bytearray", "memoryview", "part"],
)
@pytest.mark.parametrize("size", [3, 100_000])
def test_all_kinds_of_bytes_are_sent(
    keeper: Keeper, loop: Loop, wrap: Callable[[bytes], Any], size: int
) -> None:
    """sock_sendall() takes bytes, bytearray, memoryview and a part of one; all arrives, small or large."""
    ours, theirs = keeper.pair()
    data = wrap(pattern(size))

    async def main() -> bool:
        async with begun(loop.sock_sendall(ours, data)) as task:
            return await arriving(theirs, task.done) == pattern(size)

    doing = f"sock_sendall() {size} bytes as {type(data).__name__}: did all arrive?"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("SOCK-11")
@pytest.mark.parametrize("how", [socket.socket.close, reset], ids=["close", "reset"])
def test_a_lost_peer_is_raised(keeper: Keeper, loop: Loop, how: Callable[[socket.socket], None]) -> None:
    """When the peer goes while sock_sendall() waits for it to read, a ConnectionError is raised."""
    ours, theirs = keeper.pair() if how is socket.socket.close else keeper.tcp()

    async def main() -> object:
        async with begun(loop.sock_sendall(ours, bytes(16 * MANY))) as task:
            how(theirs)
            return await ended(task)

    doing = f"the peer goes by {how.__name__}() while sock_sendall() waits for it to read"
    raised = complete(loop, main(), doing=doing)
    expect_that(
        isinstance(raised, ConnectionError), doing=doing, expected="a ConnectionError", observed=raised
    )


# -- what all have in common


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
    data = pattern(MANY)

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
