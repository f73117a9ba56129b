"""Questions of the chapter datagrams: how an endpoint ends."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.models import datagrams as model
from conformance.suite.datagrams import ANYWHERE, Endpoint, arrive, ending, endpoint, read_all
from conformance.suite.driving import Loop, NewLoop, ended_by
from conformance.suite.matter import hear, kind, reported
from conformance.suite.sockets import Keeper

DATAGRAM = socket.SOCK_DGRAM
NONE: list[object] = []


@clause("DGRAM-46")
def test_a_closed_endpoint_is_lost(loop: Loop) -> None:
    """close() has connection_lost(None) called once, and nothing else."""
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        ours.transport.close()
        ours.run_until(ours.told.lost)
        ours.settle()
        got = (ours.told.calls[1:], ending(ours.told))
        doing = "close() an endpoint: (calls after connection_made(), what connection_lost() is told)"
        expect(got, (["connection_lost"], [None]), doing=doing)


@clause("DGRAM-46")
def test_whoever_closes_is_lost(new_loop: NewLoop) -> None:
    """Whatever two endpoints do, each that was closed or aborted is told connection_lost(None), once."""
    model.judge(new_loop, model.ends_are_told)


def hears_nothing(keeper: Keeper, loop: Loop, how: str) -> None:
    """Require that what was there before the end, and what comes after it, is not received."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        peer.sendto(b"before", ours.address)
        address = ours.address
        getattr(ours.transport, how)()
        peer.sendto(b"after", address)
        ours.run_until(ours.told.lost)
        ours.settle()
        expect(ours.told.letters, [], doing=f"send, {how}(), send; the datagrams received")


@clause("DGRAM-47")
def test_a_closed_endpoint_hears_nothing(keeper: Keeper, loop: Loop) -> None:
    """What had not been received before close() is not received."""
    hears_nothing(keeper, loop, "close")


@clause("DGRAM-50")
def test_an_aborted_endpoint_hears_nothing(keeper: Keeper, loop: Loop) -> None:
    """What had not been received before abort() is not received."""
    hears_nothing(keeper, loop, "abort")


@clause("DGRAM-47")
def test_a_flushing_endpoint_hears_nothing(keeper: Keeper, loop: Loop) -> None:
    """Nothing is received while datagrams still wait to go out after close()."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        ours.flood()
        ours.transport.close()
        peer.send(b"after")
        ours.settle()
        expect(ours.told.letters, [], doing="let datagrams wait; close(); let the peer send; those received")


@clause("DGRAM-48")
def test_what_waits_is_sent_before_the_end(keeper: Keeper, loop: Loop) -> None:
    """close() waits for the peer to take what waits; then connection_lost(None) is called."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        sent = ours.flood()
        ours.transport.close()
        ours.settle()
        early = ending(ours.told)
        got = arrive(ours, peer, len(sent))
        ours.run_until(ours.told.lost)
        doing = "let datagrams wait; close(): (its end before the peer reads, do all arrive, its end)"
        whole = sorted(got) == sent
        expect((early, whole, ending(ours.told)), (NONE, True, [None]), doing=doing)


@clause("DGRAM-49")
def test_what_waits_is_lost_by_abort(keeper: Keeper, loop: Loop) -> None:
    """abort() has connection_lost(None) called although nobody reads, and what waited never arrives."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        sent = ours.flood()
        hear(loop)
        ours.transport.abort()
        ours.run_until(ours.told.lost)
        ours.settle()
        told = ending(ours.told)
        whole = len(read_all(peer)) == len(sent)
        ours.settle()
        doing = (
            "send more than the system holds; abort(): (what connection_lost() is told, do all arrive, "
            "do more come when the peer has read what was there)"
        )
        expect((told, whole, bool(read_all(peer))), ([None], False, False), doing=doing)


@clause("DGRAM-62")
def test_an_abort_is_no_failure(keeper: Keeper, loop: Loop) -> None:
    """The exception handler is told nothing when abort() loses datagrams that wait."""
    sock, _ = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        ours.clog()
        ours.transport.sendto(b"another")
        heard = hear(loop)
        ours.transport.abort()
        ours.run_until(ours.told.lost)
        ours.settle()
        expect(
            reported(heard), [], doing="let two datagrams wait; abort(); what the exception handler is told"
        )


@clause("DGRAM-51")
@pytest.mark.parametrize("how", ["close", "abort"])
def test_nobody_is_told_inside(loop: Loop, how: str) -> None:
    """When close() or abort() returns, connection_lost() has not been called yet."""
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        getattr(ours.transport, how)()
        expect(ending(ours.told), [], doing=f"{how}(); calls of connection_lost() when it returns")


@clause("DGRAM-52")
@pytest.mark.parametrize("first", ["close", "abort"])
@pytest.mark.parametrize("then", ["close", "abort"])
@pytest.mark.parametrize("late", [False, True])
def test_an_end_comes_once(loop: Loop, first: str, then: str, late: bool) -> None:
    """However often an endpoint is ended, connection_lost(None) is called once."""
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        getattr(ours.transport, first)()
        if late:
            ours.run_until(ours.told.lost)
        outcome = ended_by(getattr(ours.transport, then))
        ours.run_until(ours.told.lost)
        ours.settle()
        when = "after connection_lost()" if late else "at once"
        doing = f"{first}(), then {then}() {when}: (what it gives, what connection_lost() is told)"
        expect((kind(outcome), ending(ours.told)), (None, [None]), doing=doing)


@clause("DGRAM-54")
@pytest.mark.parametrize("when", ["at once", "after connection_lost()"])
@pytest.mark.parametrize("how", ["close", "abort"])
def test_who_is_late_is_not_told(keeper: Keeper, loop: Loop, how: str, when: str) -> None:
    """sendto() after the end returns, and nothing arrives."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, remote_addr=peer.getsockname()) as ours:
        getattr(ours.transport, how)()
        if when != "at once":
            ours.run_until(ours.told.lost)
        outcome = ended_by(ours.transport.sendto, b"late")
        got = (kind(outcome), over(ours, lambda: read_all(peer)))
        expect(got, (None, NONE), doing=f"{how}(), sendto() {when}: (what it gives, what arrives)")


def over(ours: Endpoint, look: Callable[[], list[bytes]]) -> list[bytes]:
    """What is seen when all has ended."""
    ours.run_until(ours.told.lost)
    ours.settle()
    return look()
