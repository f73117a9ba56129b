"""Questions of the chapter unix: create_unix_connection() and its parameters."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same
from conformance.posix import AF_UNIX
from conformance.suite.driving import Loop, complete, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.paths import (
    CREDENTIALS,
    FORMS,
    abstract,
    accept,
    calling,
    connect,
    credentials,
    dismiss,
    hosting,
    listening,
    outcome,
    refused,
)
from conformance.suite.sockets import Keeper
from conformance.suite.streaming import SOON, Noting, Peer

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="abstract names are Linux's own")
CREDITED = pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="the system has no SO_PEERCRED")


def exchange(loop: Loop, keeper: Keeper, listener: socket.socket, path: Any) -> tuple[bytes, bytes]:
    """What both ends of a connection of the loop's to this path receive of one another."""
    with calling(loop, keeper, listener, Noting(), path) as ours:
        ours.transport.write(b"question")
        ours.run_until(ours.peer.reads_until(lambda: len(ours.peer.data) >= 8))
        ours.peer.send(b"answer")
        ours.run_until(lambda: len(ours.told.data) >= 6)
        return bytes(ours.peer.data), bytes(ours.told.data)


@clause("UNIX-01")
def test_a_path_is_connected_to(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """Who listens at the path hears what is written, and is heard; the protocol is the factory's."""
    told, listener = Noting(), listening(keeper, folder / "socket")
    transport, protocol = connect(loop, told, str(folder / "socket"))
    peer = accept(keeper, listener)
    transport.write(b"question")
    peer.send(b"answer")
    run_until(loop, peer.reads_until(lambda: len(peer.data) >= 8 and len(told.data) >= 6), SOON)
    dismiss(loop, transport, told)
    doing = "create_unix_connection(factory, path): the bytes that (the listener, the protocol) receive"
    expect((bytes(peer.data), bytes(told.data)), (b"question", b"answer"), doing=doing)
    expect_same(
        protocol, told, doing="create_unix_connection(factory, path); the protocol beside what factory gave"
    )


@clause("UNIX-02")
@pytest.mark.parametrize("form", FORMS)
def test_paths_have_forms(folder: Path, keeper: Keeper, loop: Loop, form: str) -> None:
    """A str, bytes or a Path leads to the same listener."""
    path = folder / "socket"
    listener = listening(keeper, path)
    got = outcome(lambda: exchange(loop, keeper, listener, FORMS[form](path)))
    doing = f"create_unix_connection(factory, path as {form}): what (the listener, the protocol) receive"
    expect(got, (b"question", b"answer"), doing=doing)


@clause("UNIX-03")
@LINUX
@pytest.mark.parametrize("form", ["str", "bytes"])
def test_abstract_names_are_connected_to(folder: Path, keeper: Keeper, loop: Loop, form: str) -> None:
    """Who listens at an abstract name, written as str or bytes, is reached."""
    name = abstract(folder)
    listener = listening(keeper, name)
    got = outcome(lambda: exchange(loop, keeper, listener, FORMS[form](Path(name))))
    doing = f"create_unix_connection(factory, an abstract name as {form}): what (listener, protocol) receive"
    expect(got, (b"question", b"answer"), doing=doing)


@clause("UNIX-04")
def test_the_order_of_a_beginning(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """The listener has the connection before factory() is called, then comes connection_made()."""
    listener, story, peers = listening(keeper, folder / "socket"), list[object](), list[Peer]()
    told = Noting()
    told.hooks["connection_made"] = lambda: story.append("connection_made")

    def factory(*args: object) -> Noting:
        listener.setblocking(False)
        try:
            peers.append(Peer(keeper.keep(listener.accept()[0])))
            story.append("connected")
        except BlockingIOError:
            story.append("not connected yet")
        story.append(f"factory{args}")
        return told

    async def main() -> Any:
        transport, _ = await loop.create_unix_connection(factory, str(folder / "socket"))
        story.append("returned")
        return transport

    transport = complete(loop, main(), doing="await create_unix_connection(factory, path)")
    dismiss(loop, transport, told)
    doing = "create_unix_connection(factory, path): list what happens, seen from factory() on"
    expect(story, ["connected", "factory()", "connection_made", "returned"], doing=doing)


@clause("UNIX-05")
def test_a_connected_socket_is_used(new_pair: Callable[[], Any], loop: Loop) -> None:
    """What is written to the transport is read at the other end of the socket that was given."""
    ours, theirs = new_pair()
    told, peer = Noting(), Peer(theirs)
    transport, _ = connect(loop, told, sock=ours)
    transport.write(b"question")
    run_until(loop, peer.reads_until(lambda: len(peer.data) >= 8), SOON)
    dismiss(loop, transport, told)
    doing = "create_unix_connection(factory, sock=sock), write; what its other end reads"
    expect(bytes(peer.data), b"question", doing=doing)


@clause("UNIX-06")
def test_the_socket_belongs_to_the_transport(new_pair: Callable[[], Any], loop: Loop) -> None:
    """After the transport is closed, the socket that was given is."""
    ours, _ = new_pair()
    told = Noting()
    transport, _ = connect(loop, told, sock=ours)
    transport.close()
    run_until(loop, lambda: ours.fileno() == -1, SOON)
    closed = ours.fileno() == -1
    dismiss(loop, transport, told)
    doing = "create_unix_connection(sock=sock), close() the transport, run: is the socket closed?"
    expect(closed, True, doing=doing)


@clause("UNIX-07")
def test_a_path_and_a_socket_are_too_much(
    folder: Path, keeper: Keeper, new_pair: Callable[[], Any], loop: Loop
) -> None:
    """create_unix_connection() with path and sock raises ValueError."""
    listening(keeper, folder / "socket")
    got = refused(loop, Noting(), str(folder / "socket"), sock=new_pair()[0])
    expect(kind(got), "ValueError", doing="create_unix_connection(factory, path, sock=sock)")


@clause("UNIX-08")
def test_neither_path_nor_socket_is_too_little(loop: Loop) -> None:
    """create_unix_connection() without path and sock raises ValueError."""
    expect(kind(refused(loop, Noting())), "ValueError", doing="create_unix_connection(factory)")


@clause("UNIX-09")
def test_datagrams_are_no_connection(keeper: Keeper, loop: Loop) -> None:
    """A datagram socket raises ValueError."""
    got = refused(loop, Noting(), sock=keeper.new(AF_UNIX, socket.SOCK_DGRAM))
    expect(kind(got), "ValueError", doing="create_unix_connection(factory, sock=a datagram socket)")


@clause("UNIX-09")
def test_other_families_have_no_paths(keeper: Keeper, loop: Loop) -> None:
    """A TCP socket raises ValueError."""
    got = refused(loop, Noting(), sock=keeper.tcp()[0])
    expect(kind(got), "ValueError", doing="create_unix_connection(factory, sock=a TCP socket)")


@clause("UNIX-10")
@pytest.mark.parametrize("left", [False, True], ids=["nothing there", "nobody listens"])
def test_why_a_connection_fails(folder: Path, keeper: Keeper, loop: Loop, left: bool) -> None:
    """A path where nothing is, and one where a socket was left, raise exceptions of their own."""
    path = folder / "socket"
    if left:
        listening(keeper, path).close()
    got = refused(loop, Noting(), str(path))
    doing = "create_unix_connection() to a path where " + (
        "nobody listens any more" if left else "nothing is"
    )
    expect(kind(got), "ConnectionRefusedError" if left else "FileNotFoundError", doing=doing)


@clause("UNIX-12")
def test_both_ends_know_the_path(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """peername on the side that called, and sockname on the side that was called, are the path."""
    mine, theirs = str(folder / "socket"), str(folder / "server")
    with calling(loop, keeper, listening(keeper, mine), Noting()) as ours:
        peername = ours.transport.get_extra_info("peername")
    with hosting(loop, theirs) as hosted:
        _, protocol = hosted.accepted(theirs)
        sockname = protocol.transports[0].get_extra_info("sockname")
    doing = "is get_extra_info() the path? ('peername' after a connection to it, 'sockname' of a server's)"
    expect((peername == mine, sockname == theirs), (True, True), doing=doing)


@clause("UNIX-13")
@CREDITED
@pytest.mark.parametrize("side", ["client", "server"])
def test_the_peer_is_known(folder: Path, keeper: Keeper, loop: Loop, side: str) -> None:
    """SO_PEERCRED of the transport's socket tells process, user and group of the peer: here, our own."""
    path = str(folder / "socket")
    if side == "client":
        with calling(loop, keeper, listening(keeper, path), Noting()) as ours:
            told = credentials(ours.transport.get_extra_info("socket"))
    else:
        with hosting(loop, path) as hosted:
            _, protocol = hosted.accepted(path)
            told = credentials(protocol.transports[0].get_extra_info("socket"))
    right = struct.unpack(CREDENTIALS, told) == (os.getpid(), os.geteuid(), os.getegid())
    doing = f"SO_PEERCRED of get_extra_info('socket') of a {side}: is it this process, user and group?"
    expect(right, True, doing=doing)


@clause("UNIX-14")
def test_half_a_connection_is_enough(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """After write_eof() the peer reads everything and the end; what it answers then is received."""
    with calling(loop, keeper, listening(keeper, folder / "socket"), Noting()) as ours:
        able = ours.transport.can_write_eof()
        ours.transport.write(b"question")
        ours.transport.write_eof()
        closing = ours.transport.is_closing()
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended))
        doing = (
            "write(b'question'), write_eof(): (can_write_eof(), what the peer reads, does it come to the end)"
        )
        expect((able, bytes(ours.peer.data), ours.peer.ended), (True, b"question", True), doing=doing)
        with suppress(ConnectionError):  # nobody may be there any more
            ours.peer.send(b"answer")
        ours.run_until(lambda: len(ours.told.data) >= 6 or ours.told.lost())
        got = (closing, bytes(ours.told.data), ours.told.story())
        doing = "write_eof(), the peer sends b'answer': (is_closing() before that, what is received, calls)"
        expect(got, (False, b"answer", ["connection_made", "data_received"]), doing=doing)


@clause("UNIX-15")
def test_streams_reach_a_path(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """What the writer sends is read by the listener; what it answers, the reader gives."""
    path = str(folder / "socket")
    listener = listening(keeper, path)

    async def begin() -> Any:
        return await asyncio.open_unix_connection(path)

    reader, writer = complete(loop, begin(), doing="await asyncio.open_unix_connection(path)")
    peer = accept(keeper, listener)
    peer.send(b"answer\n")
    writer.write(b"question")
    line = complete(loop, reader.readline(), doing="await reader.readline()")
    run_until(loop, peer.reads_until(lambda: len(peer.data) >= 8), SOON)
    writer.close()
    complete(loop, writer.wait_closed(), doing="await writer.wait_closed()")
    run_turns(loop)
    doing = "asyncio.open_unix_connection(path): (what the listener reads, what the reader gives)"
    expect((bytes(peer.data), line), (b"question", b"answer\n"), doing=doing)
