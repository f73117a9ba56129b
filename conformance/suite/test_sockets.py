"""Questions of the chapter sockets: to receive and to send on a stream."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Callable
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
    pattern,
    reset,
    there,
)

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
    """When the peer has closed, sock_recv() gives empty bytes, as often as it is asked."""
    ours, theirs = keeper.pair()

    async def main() -> list[object]:
        async with begun(loop.sock_recv(ours, 100)) as task:
            theirs.close()
            first = await ended(task)
        async with begun(loop.sock_recv(ours, 100)) as task:
            return [kind(first), kind(await ended(task))]

    doing = "sock_recv() twice, the peer closes while the first waits; what comes of each"
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
            read = await arriving(theirs, task.done)
            if task.done():
                task.result()  # an error is more than "not all arrived"
            return read == pattern(size)

    doing = f"sock_sendall() {size} bytes as {type(data).__name__}: did all arrive?"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("SOCK-11")
@pytest.mark.parametrize("how", [socket.socket.close, reset], ids=["close", "reset"])
def test_a_lost_peer_is_raised(keeper: Keeper, loop: Loop, how: Callable[[socket.socket], None]) -> None:
    """When the peer goes while sock_sendall() waits for it to read, an exception is raised."""
    ours, theirs = keeper.pair() if how is socket.socket.close else keeper.tcp()

    async def main() -> object:
        async with begun(loop.sock_sendall(ours, bytes(16 * MANY))) as task:
            how(theirs)
            return await ended(task)

    doing = f"the peer goes by {how.__name__}() while sock_sendall() waits for it to read"
    raised = complete(loop, main(), doing=doing)
    expect_that(isinstance(raised, Exception), doing=doing, expected="an exception", observed=raised)
