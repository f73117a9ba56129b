"""Questions of the chapter sockets: datagrams."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.driving import Loop, NewLoop, complete
from conformance.suite.sockets import Keeper, begun, ended, there

DATAGRAM = socket.SOCK_DGRAM


@clause("SOCK-20")
def test_a_datagram_is_received(keeper: Keeper, loop: Loop) -> None:
    """sock_recvfrom() waits for a datagram and returns its data and the address of the sender."""
    ours, theirs = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)

    async def main() -> object:
        async with begun(loop.sock_recvfrom(ours, 100)) as task:
            theirs.sendto(b"data", ours.getsockname())
            got = await ended(task)
        return named(got, theirs)

    doing = "sock_recvfrom(sock, 100), then a datagram b'data' comes"
    expect(complete(loop, main(), doing=doing), (b"data", "the sender"), doing=doing)


def named(got: Any, sender: socket.socket) -> object:
    """What was received, its address in words."""
    if not isinstance(got, tuple):
        return got
    data, address = cast("tuple[object, object]", got)
    return data, "the sender" if address == sender.getsockname() else address


def data_of(got: Any) -> object:
    """What was received, wherever it came from."""
    return cast("tuple[object, object]", got)[0] if isinstance(got, tuple) else got


@clause("SOCK-21")
@given(datagrams=st.lists(st.binary(max_size=60), max_size=8), size=st.integers(1, 70))
def test_datagrams_keep_their_boundaries(
    new_keeper: Callable[[], Keeper], new_loop: NewLoop, datagrams: list[bytes], size: int
) -> None:
    """Each sock_recvfrom() gives one datagram, cut off at bufsize; an empty one, too."""
    keeper, loop = new_keeper(), new_loop()
    ours, theirs = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    cut = [datagram[:size] for datagram in datagrams]
    for datagram in datagrams:
        theirs.sendto(datagram, ours.getsockname())

    async def main() -> list[object]:
        found: list[object] = []
        for _ in datagrams:
            async with begun(loop.sock_recvfrom(ours, size)) as task:
                found.append(data_of(await ended(task)))
            if task.cancelled():
                break
        return found

    doing = f"sock_recvfrom(sock, {size}) for each of the datagrams {datagrams}"
    try:
        expect(complete(loop, main(), doing=doing), cut, doing=doing)
    finally:
        loop.close()
        keeper.close()


@clause("SOCK-22")
def test_a_buffer_receives_a_datagram(keeper: Keeper, loop: Loop) -> None:
    """sock_recvfrom_into() writes to the beginning of a larger buffer, and tells how much and from whom."""
    ours, theirs = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    buffer = bytearray(b"......")

    async def main() -> tuple[object, bytes]:
        async with begun(loop.sock_recvfrom_into(ours, buffer)) as task:
            theirs.sendto(b"abc", ours.getsockname())
            got = await ended(task)
        return named(got, theirs), bytes(buffer)

    doing = "sock_recvfrom_into(sock, bytearray(b'......')), then b'abc' comes: (what it returns, the buffer)"
    expect(complete(loop, main(), doing=doing), ((3, "the sender"), b"abc..."), doing=doing)


@clause("SOCK-23")
def test_a_part_of_a_buffer_receives_a_datagram(keeper: Keeper, loop: Loop) -> None:
    """sock_recvfrom_into(sock, buf, 2) writes two bytes of a longer datagram."""
    ours, theirs = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    buffer = bytearray(b"......")
    theirs.sendto(b"abcd", ours.getsockname())

    async def main() -> tuple[int, bytes]:
        count, _ = await loop.sock_recvfrom_into(ours, buffer, 2)
        return count, bytes(buffer)

    doing = "sock_recvfrom_into(sock, bytearray(b'......'), 2) of a datagram b'abcd': (count, the buffer)"
    expect(complete(loop, main(), doing=doing), (2, b"ab...."), doing=doing)


@clause("SOCK-24")
def test_a_datagram_goes_to_its_address(keeper: Keeper, loop: Loop) -> None:
    """From one socket sock_sendto() sends to each of two others what is for it, and returns its length."""
    ours, *others = [keeper.bound(DATAGRAM) for _ in range(3)]

    async def main() -> list[object]:
        found: list[object] = []
        for data, other in zip((b"one", b"three"), others, strict=True):
            async with begun(loop.sock_sendto(ours, data, other.getsockname())) as task:
                found.append(await ended(task))
        return found + [there(other) for other in others]

    doing = "sock_sendto() b'one' and b'three' to two addresses: what it returns, and what arrives there"
    expected = [3, 5, b"one", b"three"]
    expect(complete(loop, main(), doing=doing), expected, doing=doing)
