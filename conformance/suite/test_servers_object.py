"""Questions of the chapter servers: the Server object, from start_serving() to wait_closed()."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_same, expect_that
from conformance.suite.driving import Loop, complete, ended_by
from conformance.suite.matter import Boom, kind
from conformance.suite.serving import BESIDE, HELLO, Hosted, create, hosting, hosts
from conformance.suite.sockets import HOST, Keeper, outcome
from conformance.suite.streaming import HUGE, LUMP, SOON

NOTHING = "nothing happened"


@clause("SERVE-30")
def test_a_server_knows_its_loop(loop: Loop) -> None:
    """get_loop() returns the loop whose create_server() was called."""
    with hosting(loop) as ours:
        expect_same(ours.server.get_loop(), loop, doing="get_loop() of a server")


@clause("SERVE-31")
def test_a_server_knows_whether_it_serves(loop: Loop) -> None:
    """is_serving() is False before start_serving(), True after it, False after close()."""
    with hosting(loop, start_serving=False) as ours:
        before = ours.server.is_serving()
        start(ours)
        while_it_does = ours.server.is_serving()
        ours.server.close()
        seen = (before, while_it_does, ours.server.is_serving())
        doing = (
            "create_server(start_serving=False); is_serving() (before start_serving(), after, when closed)"
        )
        expect(seen, (False, True, False), doing=doing)


def start(ours: Hosted) -> None:
    """Let the server serve."""
    complete(ours.loop, ours.server.start_serving(), doing="await start_serving()")


@clause("SERVE-32")
def test_a_server_can_be_started(loop: Loop) -> None:
    """After start_serving(), clients are served."""
    with hosting(loop, start_serving=False) as ours:
        start(ours)
        doing = "create_server(start_serving=False), start_serving(); what a client reads that says hello"
        expect(ours.talk(), HELLO, doing=doing)


@clause("SERVE-33")
def test_a_server_can_be_started_twice(loop: Loop) -> None:
    """After start_serving() of a server that serves, each client is served, once."""
    with hosting(loop) as ours:
        doing = "start_serving() twice more: (two answers, how many protocols, is_serving())"
        wanted = (HELLO, HELLO, 2, True)
        with expect_no_failure(wanted, doing=doing):
            start(ours)
            start(ours)
            seen = (ours.talk(), ours.talk(), len(ours.protocols), ours.server.is_serving())
            expect(seen, wanted, doing=doing)


@clause("SERVE-34")
def test_serve_forever_starts(loop: Loop) -> None:
    """While serve_forever() of a server that was not started goes on, clients are served."""
    with hosting(loop, start_serving=False) as ours:
        ours.begin(ours.server.serve_forever())
        doing = "create_server(start_serving=False); a task of serve_forever(); what a client reads"
        expect(ours.talk(), HELLO, doing=doing)


@clause("SERVE-35")
def test_serve_forever_goes_on(loop: Loop) -> None:
    """While serve_forever() goes on, clients come and go, and it does not end."""
    with hosting(loop) as ours:
        task = ours.begin(ours.server.serve_forever())
        answers = [ours.talk(), ours.talk()]
        for peer in ours.clients:
            peer.sock.close()
        ours.until(lambda: all(protocol.lost() for protocol in ours.protocols))
        doing = "a task of serve_forever(), two clients come and go: (their answers, what became of the task)"
        expect((answers, kind(outcome(task))), ([HELLO, HELLO], NOTHING), doing=doing)


@clause("SERVE-36")
def test_to_cancel_serve_forever_closes(loop: Loop) -> None:
    """When the task of serve_forever() is cancelled, it is cancelled, and nobody is served any more."""
    with hosting(loop) as ours:
        address = ours.address
        task = ours.begin(ours.server.serve_forever())
        task.cancel()
        seen = (ours.ended(task), ours.server.is_serving(), ours.talk(address) == HELLO)
        doing = "cancel a task of serve_forever(): (what becomes of it, is_serving(), is a client served?)"
        expect(seen, ("cancelled", False, False), doing=doing)


@clause("SERVE-37")
def test_serve_forever_goes_on_once(loop: Loop) -> None:
    """While serve_forever() goes on, another call of it raises RuntimeError, and the first goes on."""
    with hosting(loop) as ours:
        first = ours.begin(ours.server.serve_forever())
        second = ours.begin(ours.server.serve_forever())
        seen = (kind(outcome(first)), kind(outcome(second)))
        doing = "serve_forever() twice: what becomes of (the first, the second)"
        expect(seen, (NOTHING, "RuntimeError"), doing=doing)


@clause("SERVE-38")
def test_a_closed_server_does_not_serve_forever(loop: Loop) -> None:
    """serve_forever() after close() raises RuntimeError."""
    with hosting(loop) as ours:
        ours.server.close()
        ours.settle()
        task = ours.begin(ours.server.serve_forever())
        expect(kind(outcome(task)), "RuntimeError", doing="close() a server, then serve_forever()")


@clause("SERVE-39")
def test_close_ends_serve_forever(loop: Loop) -> None:
    """close() makes serve_forever() raise CancelledError."""
    with hosting(loop) as ours:
        task = ours.begin(ours.server.serve_forever())
        ours.server.close()
        expect(
            ours.ended(task), "cancelled", doing="close() while serve_forever() goes on: what becomes of it"
        )


@clause("SERVE-40")
@pytest.mark.parametrize("started", [True, False], ids=["serving", "not started"])
def test_a_closed_server_serves_nobody(loop: Loop, started: bool) -> None:
    """A client that comes after close() is not served."""
    with hosting(loop, (HOST, BESIDE), 0, start_serving=started) as ours:
        addresses = [sock.getsockname() for sock in ours.server.sockets]
        ours.server.close()
        ours.settle()
        served = [ours.talk(address) == HELLO for address in addresses]
        doing = "close() a server at two addresses; a client at each: are they served?"
        expect(served, [False, False], doing=doing)


@clause("SERVE-41")
def test_connections_outlive_their_server(loop: Loop) -> None:
    """A client that was served before close() still is."""
    with hosting(loop) as ours:
        peer, protocol = ours.accepted()
        ours.server.close()
        ours.settle()
        seen = (ours.answer(peer), len(protocol.ends))
        doing = "close() a server that has a client, who says hello: (the answer, calls of connection_lost())"
        expect(seen, (HELLO, 0), doing=doing)


@clause("SERVE-42")
def test_a_server_can_be_closed_twice(loop: Loop) -> None:
    """A second close() returns None, and wait_closed() goes on waiting for the client to leave."""
    with hosting(loop) as ours:
        peer, _ = ours.accepted()
        task = ours.begin(ours.server.wait_closed())
        ours.server.close()
        again = kind(ended_by(ours.server.close))
        ours.settle()
        before = kind(outcome(task))
        peer.sock.close()
        doing = (
            "wait_closed(), close() twice: (the second, what becomes of wait_closed(), when the client left)"
        )
        expect((again, before, ours.ended(task)), (None, NOTHING, None), doing=doing)


@clause("SERVE-43")
def test_a_server_tells_its_sockets(keeper: Keeper, loop: Loop) -> None:
    """sockets has one socket for each address, with that address."""
    sock = keeper.bound()
    address = sock.getsockname()
    with hosting(loop, sock=sock) as one, hosting(loop, (HOST, BESIDE), 0) as two:
        told = [one_of.getsockname() == address for one_of in one.server.sockets]
        doing = "sockets of a server (of one socket: has it its address? of two hosts: list those)"
        expect((told, hosts(two.server)), ([True], [HOST, BESIDE]), doing=doing)


@clause("SERVE-44")
def test_sockets_is_a_copy(loop: Loop) -> None:
    """When the list that sockets gave is emptied, sockets gives as many as before."""
    with hosting(loop) as ours:
        got = ours.server.sockets
        if isinstance(got, list):
            got.clear()  # a tuple cannot be changed
        expect(len(ours.server.sockets), 1, doing="empty what sockets gave, if it is a list; len(sockets)")


@clause("SERVE-45")
def test_a_closed_server_has_no_sockets(loop: Loop) -> None:
    """sockets is false after close(), although it had a socket before."""
    with hosting(loop) as ours:
        expect(len(ours.server.sockets), 1, doing="len(sockets) of a server at one address")
        ours.server.close()
        left = ours.server.sockets
        doing = "close() a server; sockets"
        expect_that(not left, doing=doing, expected="None, or empty", observed=f"{len(left or ())} socket(s)")


@clause("SERVE-46")
def test_wait_closed_waits_for_close(loop: Loop) -> None:
    """wait_closed() of a server that serves does not return before close(), and does after it."""
    with hosting(loop) as ours:
        task = ours.begin(ours.server.wait_closed())
        before = kind(outcome(task))
        ours.server.close()
        doing = "wait_closed(), then close(): (what becomes of it before, after)"
        expect((before, ours.ended(task)), (NOTHING, None), doing=doing)


@clause("SERVE-47")
@pytest.mark.parametrize("visited", [False, True], ids=["never visited", "visited"])
def test_wait_closed_of_a_closed_server_returns(loop: Loop, visited: bool) -> None:
    """wait_closed() after close() returns when there is no connection, or none any more."""
    with hosting(loop) as ours:
        if visited:
            peer, protocol = ours.accepted()
            peer.sock.close()
            ours.until(protocol.lost)
            ours.settle()
        ours.server.close()
        task = ours.begin(ours.server.wait_closed())
        expect(ours.ended(task), None, doing="close() a server without connections, then wait_closed()")


@clause("SERVE-48")
def test_wait_closed_waits_for_connections(loop: Loop) -> None:
    """wait_closed() after close() does not return while a client is connected, and does when it has gone."""
    with hosting(loop) as ours:
        peer, _ = ours.accepted()
        ours.server.close()
        task = ours.begin(ours.server.wait_closed())
        before = kind(outcome(task))
        peer.sock.close()
        doing = (
            "close() a server with a client, wait_closed(): (what becomes of it, and when the client left)"
        )
        expect((before, ours.ended(task)), (NOTHING, None), doing=doing)


@clause("SERVE-49")
def test_wait_closed_waits_for_close_alone(loop: Loop) -> None:
    """wait_closed() after close() returns, although a client is connected."""
    with hosting(loop) as ours:
        ours.accepted()
        ours.server.close()
        task = ours.begin(ours.server.wait_closed())
        expect(ours.ended(task), None, doing="close() a server that has a client, then wait_closed()")


@clause("SERVE-50")
def test_the_end_comes_last(loop: Loop) -> None:
    """wait_closed() that began before close() returns after connection_lost() of both connections."""
    with hosting(loop) as ours:
        story: list[str] = []
        ends = [ours.accepted(), ours.accepted()]
        for _, protocol in ends:
            protocol.hooks["connection_lost"] = lambda: story.append("lost")
        task = ours.begin(ours.server.wait_closed())
        task.add_done_callback(lambda _task: story.append("closed"))
        ours.server.close()
        for peer, _ in ends:
            ours.settle()
            peer.sock.close()
            ours.until(lambda: len(story) > 0)
        ours.until(lambda: "closed" in story)
        doing = "wait_closed(), close(), then two clients leave; what happens, in order"
        expect(story, ["lost", "lost", "closed"], doing=doing)


@clause("SERVE-51")
def test_all_who_wait_are_released(loop: Loop) -> None:
    """Three tasks in wait_closed() end when the server is closed."""
    with hosting(loop) as ours:
        tasks = [ours.begin(ours.server.wait_closed()) for _ in range(3)]
        ours.server.close()
        ours.until(lambda: all(task.done() for task in tasks))
        doing = "three tasks of wait_closed(), then close(): what becomes of them"
        expect([kind(outcome(task)) for task in tasks], [None] * 3, doing=doing)


@clause("SERVE-52")
def test_who_does_not_wait_disturbs_nobody(loop: Loop) -> None:
    """When one of two tasks in wait_closed() is cancelled, clients are served, and close() ends the other."""
    with hosting(loop) as ours:
        ours.accepted()
        impatient, patient = (ours.begin(ours.server.wait_closed()) for _ in range(2))
        impatient.cancel()
        ours.settle()
        answer = ours.talk()
        raised = kind(ended_by(ours.server.close))
        for client in ours.clients:
            client.sock.close()
        seen = (kind(outcome(impatient)), answer, raised, ours.ended(patient))
        doing = (
            "cancel one of two wait_closed(), then close(): (the one, a client's answer, close(), the other)"
        )
        expect(seen, ("cancelled", HELLO, None, None), doing=doing)


def full(ours: Hosted) -> Any:
    """A client that reads nothing, to whom more was written than the system takes; and its protocol."""
    peer, protocol = ours.accepted()
    protocol.transports[0].set_write_buffer_limits(HUGE)
    protocol.transports[0].write(b"x" * 128 * LUMP)
    ours.settle()
    return peer, protocol


@clause("SERVE-53")
def test_clients_can_be_closed(loop: Loop) -> None:
    """After close_clients(), a client that was slow to read still reads all that was written, and the end."""
    with hosting(loop) as ours:
        peer, protocol = full(ours)
        ours.server.close()
        ours.server.close_clients()
        ours.until(peer.reads_until(lambda: peer.ended and protocol.lost()), 2 * SOON)
        seen = (len(peer.data), peer.ended, protocol.ends)
        doing = "write 8 MiB to a client, close(), close_clients(): (bytes read, the end, connection_lost())"
        expect(seen, (128 * LUMP, True, [None]), doing=doing)


@clause("SERVE-54")
def test_clients_can_be_aborted(loop: Loop) -> None:
    """After abort_clients(), a connection is lost although its client reads nothing, and bytes are lost."""
    with hosting(loop) as ours:
        peer, protocol = full(ours)
        ours.server.close()
        ours.server.abort_clients()
        ours.until(protocol.lost)
        lost = protocol.lost()
        ours.until(peer.reads_until(lambda: peer.ended or len(peer.data) >= 128 * LUMP))
        doing = (
            "write 8 MiB to a client that reads nothing, abort_clients(): (is it lost, are all bytes read?)"
        )
        expect((lost, len(peer.data) >= 128 * LUMP), (True, False), doing=doing)


@clause("SERVE-55")
@pytest.mark.parametrize("fault", [None, Boom], ids=["end", "exception"])
def test_a_block_closes_its_server(loop: Loop, fault: type[Exception] | None) -> None:
    """After a block of `async with server`, nobody is served, and an exception has come out."""
    with hosting(loop) as ours:
        address = ours.address

        async def main() -> None:
            async with ours.server:
                if fault is not None:
                    raise fault

        doing = "leave a block of `async with server`"
        came_out = kind(ended_by(lambda: complete(loop, main(), doing=doing)))
        seen = (came_out, ours.server.is_serving(), ours.talk(address) == HELLO)
        doing += ": (what comes out, is_serving(), is a client served?)"
        expect(seen, (fault and fault.__name__, False, False), doing=doing)


@clause("SERVE-56")
def test_a_block_names_its_server(loop: Loop) -> None:
    """`async with server as name` gives the server itself."""
    with hosting(loop) as ours:

        async def main() -> object:
            async with ours.server as name:
                return name

        doing = "async with server as name"
        expect_same(complete(loop, main(), doing=doing), ours.server, doing=doing)


@clause("SERVE-57")
def test_a_server_lives_by_itself(loop: Loop) -> None:
    """A server that was dropped serves clients."""
    ours = Hosted(loop)
    server = create(ours, HOST, 0)
    address, alive = server.sockets[0].getsockname(), weakref.ref(server)
    del server
    gc.collect()
    try:
        answer = ours.talk(address)
    finally:
        ours.server = alive()  # to be closed
        ours.leave()
    expect(answer, HELLO, doing="create_server(), drop what it returns; what a client reads that says hello")
