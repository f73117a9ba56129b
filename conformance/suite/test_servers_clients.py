"""Questions of the chapter servers: what becomes of those who connect."""

from __future__ import annotations

import asyncio
import gc
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.models import servers as model
from conformance.suite.driving import PATIENCE, Loop, NewLoop, complete
from conformance.suite.matter import boom, hear, kind
from conformance.suite.serving import ANYWHERE, HELLO, Hosted, hosting, no_descriptor_left
from conformance.suite.sockets import Keeper, reset, turns
from conformance.suite.streaming import Peer

CROWD = 200
LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="descriptors are limited on POSIX")


@clause("SERVE-60")
def test_early_clients_are_served(keeper: Keeper, loop: Loop) -> None:
    """Three clients that wait at a listening socket are served when the server is made of it."""
    listener = keeper.listener()
    peers = [Peer(keeper.client(listener)) for _ in range(3)]
    for peer in peers:
        peer.send(HELLO)
    with hosting(loop, sock=listener) as ours:

        def all_read() -> bool:
            for peer in peers:
                peer.read()
            return all(peer.data for peer in peers)

        ours.until(all_read)
        doing = "three clients connect to a listening socket; create_server(sock=it); what they read"
        expect([bytes(peer.data) for peer in peers], [HELLO] * 3, doing=doing)


@clause("SERVE-61")
def test_a_client_is_known(loop: Loop) -> None:
    """get_extra_info('peername') is the address of the client's socket."""
    with hosting(loop) as ours:
        peer, protocol = ours.accepted()
        told = protocol.transports[0].get_extra_info("peername")
        expect(
            told == peer.sock.getsockname(), True, doing="is get_extra_info('peername') the client's address?"
        )


@clause("SERVE-62")
def test_data_waits_for_the_protocol(loop: Loop) -> None:
    """What a client sends before it is accepted comes after connection_made()."""
    with hosting(loop) as ours:
        ours.connect().send(HELLO)
        ours.until(lambda: ours.protocols and ours.protocols[0].data)
        story = [protocol.story() for protocol in ours.protocols]
        doing = "a client connects and sends before the loop runs; the calls of its protocol"
        expect(story, [["connection_made", "data_received"]], doing=doing)


@clause("SERVE-63")
def test_a_crowd_is_served(loop: Loop) -> None:
    """Each of many clients reads what it has said itself."""
    with hosting(loop, backlog=CROWD) as ours:
        said = [f"client {number}".encode() for number in range(CROWD)]
        peers = [ours.connect() for _ in said]
        for peer, words in zip(peers, said, strict=True):
            peer.send(words)

        def all_read() -> bool:
            for peer, words in zip(peers, said, strict=True):
                if not peer.ended and len(peer.data) < len(words):
                    peer.read()
            return all(
                peer.ended or len(peer.data) >= len(words) for peer, words in zip(peers, said, strict=True)
            )

        ours.until(all_read, PATIENCE)
        right = sum(bytes(peer.data) == words for peer, words in zip(peers, said, strict=True))
        doing = (
            f"{CROWD} clients connect and speak at once: (how many read their own words, how many protocols)"
        )
        expect((right, len(ours.protocols)), (CROWD, CROWD), doing=doing)


@clause("SERVE-64")
def test_those_who_are_gone_disturb_nobody(loop: Loop) -> None:
    """After three clients that have reset their connections before the loop ran, the next is served."""
    with hosting(loop) as ours:
        address = ours.address  # a wrong loop may close the server, which has none then
        for _ in range(3):
            reset(ours.connect().sock)
        ours.settle()
        seen = (ours.talk(address), ours.server.is_serving())
        doing = "three clients connect and reset: (what the next one reads that says hello, is_serving())"
        expect(seen, (HELLO, True), doing=doing)


@clause("SERVE-65")
def test_a_failing_factory_ends_no_service(loop: Loop) -> None:
    """After a client for whom factory() raised, the next one is served."""
    heard = hear(loop)  # whether it is reported is free
    with hosting(loop) as ours, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # who closes that client's socket, is not asked
        ours.factory_hook = boom
        ours.connect()
        ours.settle()
        ours.factory_hook = int
        answer = ours.talk()
        heard.clear()
        gc.collect()
        expect(answer, HELLO, doing="let factory() raise Boom for one client; what the next one reads")


def starved(ours: Hosted) -> Peer:
    """A client that has connected, and that the loop has looked at, while no descriptor was left."""

    async def look() -> None:
        with no_descriptor_left():  # while the loop runs: to begin a run may take a descriptor
            await turns(12)

    peer = ours.connect()
    complete(ours.loop, look(), doing="let some turns go by while no descriptor is left")
    return peer


@clause("SERVE-66")
@LIMITS
def test_a_starved_server_recovers(loop: Loop) -> None:
    """When there are descriptors again, a client that comes then is served."""
    hear(loop)
    with hosting(loop) as ours:
        first = starved(ours)
        with suppress(ConnectionError):  # it may have been turned away
            first.send(HELLO)
        ours.until(first.reads_until(lambda: first.data or first.ended), PATIENCE)
        answer = ours.talk()
        doing = (
            "a client connects while no descriptor is left; another one when there are some: what it reads"
        )
        expect(answer, HELLO, doing=doing)


@clause("SERVE-67")
@LIMITS
def test_a_starved_client_is_served_later(loop: Loop) -> None:
    """When there are descriptors again, the client that waited is served."""
    hear(loop)
    with hosting(loop) as ours:
        peer = starved(ours)
        try:
            peer.send(HELLO)
        except ConnectionError:
            peer.ended = True
        ours.until(peer.reads_until(lambda: peer.data or peer.ended), PATIENCE)
        doing = "a client connects while no descriptor is left, and speaks when there are some: what it reads"
        expect(bytes(peer.data), HELLO, doing=doing)


@clause("SERVE-68")
@LIMITS
def test_starvation_is_reported(loop: Loop) -> None:
    """The exception handler hears of an OSError."""
    heard = hear(loop)
    with hosting(loop) as ours:
        starved(ours)
        reported = {kind(report.get("exception")) for report in heard}
        doing = "a client connects while no descriptor is left; the kinds of exceptions that are reported"
        expect(sorted(map(str, reported)), ["OSError"], doing=doing)


def answer_of_streams(loop: Loop, callback: Callable[..., Any]) -> bytes:
    """What a client of start_server(callback) reads that sends a line."""

    async def serve() -> Any:
        return await asyncio.start_server(callback, *ANYWHERE)

    ours = Hosted(loop)
    ours.server = complete(loop, serve(), doing="await asyncio.start_server(callback, host, port)")
    try:
        peer = ours.connect()
        peer.send(b"question\n")
        ours.until(peer.reads_until(lambda: peer.ended))
        ours.settle()
        return bytes(peer.data)
    finally:
        ours.leave()


@clause("SERVE-70")
def test_a_callback_gets_streams(loop: Loop) -> None:
    """A plain callable gets a reader and a writer; what it writes is read by the client."""
    kinds: list[tuple[bool, bool]] = []

    def callback(reader: object, writer: asyncio.StreamWriter) -> None:
        kinds.append((isinstance(reader, asyncio.StreamReader), isinstance(writer, asyncio.StreamWriter)))
        writer.write(b"answer")
        writer.close()

    answer = answer_of_streams(loop, callback)
    doing = "start_server(callback): (what a client reads, is it called with a reader and a writer?)"
    expect((answer, kinds), (b"answer", [(True, True)]), doing=doing)


@clause("SERVE-71")
def test_a_coroutine_talks_to_a_client(loop: Loop) -> None:
    """A coroutine function runs as a task; it reads a line of the client, and answers."""
    tasks: list[bool] = []

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.current_task() is not None)
        line = await reader.readline()
        writer.write(line.upper())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    answer = answer_of_streams(loop, converse)
    doing = "start_server(a coroutine function): (what a client reads, is it a task?)"
    expect((answer, tasks), (b"QUESTION\n", [True]), doing=doing)


@clause("SERVE-02")
def test_no_history_mixes_clients_up(new_loop: NewLoop) -> None:
    """However clients, words, ends, stops and starts are mixed, each client has a protocol of its own."""
    model.judge(new_loop, model.each_has_a_protocol)


@clause("SERVE-41")
def test_no_history_ends_who_stays(new_loop: NewLoop) -> None:
    """However they are mixed, a client that stays is answered, whatever becomes of its server."""
    model.judge(new_loop, model.connections_stay)


@clause("SERVE-50")
def test_no_history_hurries_the_end(new_loop: NewLoop) -> None:
    """However they are mixed, wait_closed() returns when a server is closed and its last client is gone."""
    model.judge(new_loop, model.the_end_comes_last)
