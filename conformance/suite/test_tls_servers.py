"""Questions of the chapter tls: servers whose clients are secured, or fail to be."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises
from conformance.suite.certificates import V12, V13, asking_context, client_context, server_context
from conformance.suite.driving import PATIENCE, RESOLUTION, Loop, complete
from conformance.suite.matter import hear, reported
from conformance.suite.securing import Peer, client_peer
from conformance.suite.serving import ANYWHERE, HELLO, Echo, Hosted, hosting, refusal
from conformance.suite.streaming import SOON

NO_HANDSHAKE = "no handshake"
"""What a client hears whose handshake was not done."""
SHORTLY = 0.05
"""Seconds that a client may take where it is to take too long."""
CROWD = 20
FAULTS = ("text", "end", "distrust", "no certificate", "time-out")
"""How handshakes fail: the client speaks no TLS, goes, does not trust us, shows no certificate, is silent."""
ALL_FAULTS = pytest.mark.parametrize("fault", FAULTS)
STAGES = pytest.mark.parametrize("shaken", [False, True], ids=["in the handshake", "secured"])


def visit(ours: Hosted, context: ssl.SSLContext | None = None) -> Peer:
    """A client that has connected, and has said nothing yet."""
    return client_peer(ours.connect().sock, context)


def enter(ours: Hosted, context: ssl.SSLContext | None = None) -> tuple[Peer, Echo]:
    """A client that has done its handshake, and the protocol that serves it; IndexError if there is none."""
    before = len(ours.protocols)
    peer = visit(ours, context)
    come_in(ours, peer, before)
    return peer, ours.protocols[before]


def come_in(ours: Hosted, peer: Peer, number: int) -> bool:
    """Let a client do its handshake, until the protocol of this number knows of it; whether that happened."""

    def done() -> bool:
        return peer.shaken and len(ours.protocols) > number and bool(ours.protocols[number].transports)

    return ours.until(peer.until(lambda: done() or peer.ended)) and done()


def reply(ours: Hosted, peer: Peer, said: bytes = HELLO) -> bytes | str:
    """What a client reads that says something."""
    ours.until(peer.until(lambda: peer.shaken or peer.ended or peer.fault))
    if not peer.shaken:
        return NO_HANDSHAKE
    peer.say(said)
    ours.until(peer.until(lambda: peer.ended or len(peer.data) >= len(said)))
    return bytes(peer.data)


def calls(ours: Hosted) -> list[str]:
    """The calls of all protocols."""
    return [call for protocol in ours.protocols for call in protocol.calls]


# -- what is secured


@clause("TLS-64")
@pytest.mark.parametrize("version", [V12, V13], ids=["TLS 1.2", "TLS 1.3"])
def test_a_service_is_secured(loop: Loop, version: ssl.TLSVersion) -> None:
    """A client of create_server(ssl=context) that speaks TLS reads the protocol's answer."""
    with hosting(loop, ssl=server_context(version=version)) as ours:
        got = reply(ours, visit(ours))
        heard = [bytes(protocol.data) for protocol in ours.protocols]
        doing = "create_server(echo, ssl=context), a client says hello: (it reads, the protocols are handed)"
        expect((got, heard), (HELLO, [HELLO]), doing=doing)


@clause("TLS-65")
def test_protocols_meet_secured_clients(loop: Loop) -> None:
    """A client that is silent is not told of; once its handshake is done, it is."""
    with hosting(loop, ssl=server_context()) as ours:
        peer = visit(ours)
        ours.settle()
        early = calls(ours)
        come_in(ours, peer, 0)
        doing = "a silent client, then its handshake: the calls of protocols (before it, after it)"
        expect((early, calls(ours)), (list[str](), ["connection_made"]), doing=doing)


@clause("TLS-75")
def test_streams_are_served_securely(loop: Loop) -> None:
    """start_server(callback, ssl=context) calls back with a reader and a writer that talk TLS."""
    ours, known = Hosted(loop), list[bool]()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        known.append(writer.get_extra_info("cipher") is not None)
        writer.write(await reader.readexactly(len(HELLO)))
        await writer.drain()
        writer.transport.abort()

    async def begin() -> Any:
        return await asyncio.start_server(talk, *ANYWHERE, ssl=server_context())

    ours.server = complete(loop, begin(), doing="await start_server(callback, ssl=context)")
    try:
        peer = visit(ours)
        got = reply(ours, peer)
        ours.until(peer.until(lambda: peer.ended))
        doing = "start_server(callback that answers, ssl=context): (a client reads, is the cipher known)"
        expect((got, known), (HELLO, [True]), doing=doing)
    finally:
        ours.leave()


# -- who fails


def fail(ours: Hosted, fault: str) -> Peer:
    """A client whose handshake fails; its end was seen, unless that never came."""
    peer = visit(ours, None if fault != "distrust" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    peer.writes = fault in ("distrust", "no certificate")
    if fault == "text":
        ours.clients[-1].send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    elif fault == "end":
        ours.clients[-1].end()
    ours.until(peer.until(lambda: peer.ended))
    return peer


def ways_to_fail(fault: str) -> dict[str, Any]:
    """What the server is told, so that this handshake fails."""
    context = asking_context() if fault == "no certificate" else server_context()
    return {"ssl": context, "ssl_handshake_timeout": SHORTLY if fault == "time-out" else PATIENCE}


@clause("TLS-66")
@ALL_FAULTS
def test_who_fails_is_gone(loop: Loop, fault: str) -> None:
    """A client whose handshake fails sees the end of its connection; no protocol was called."""
    hear(loop)
    with hosting(loop, **ways_to_fail(fault)) as ours:
        peer = fail(ours, fault)
        doing = f"the handshake of a server's client fails by {fault}: (it sees the end, calls of protocols)"
        expect((peer.ended, calls(ours)), (True, list[str]()), doing=doing)


@clause("TLS-67")
@ALL_FAULTS
def test_who_fails_disturbs_nobody(loop: Loop, fault: str) -> None:
    """After a client whose handshake fails, one who was there before is answered, and the next one is."""
    hear(loop)
    shows = client_context(shows=True)
    options = ways_to_fail(fault)
    if fault == "time-out":
        options["ssl_handshake_timeout"] = SOON / 2  # the others are to have time
    with hosting(loop, **options) as ours:
        early = visit(ours, shows)
        come_in(ours, early, 0)
        fail(ours, fault)
        got = (reply(ours, early), reply(ours, visit(ours, shows)))
        doing = f"the handshake of a client fails by {fault}: what is read by (one from before, the next)"
        expect(got, (HELLO, HELLO), doing=doing)


@clause("TLS-68")
@ALL_FAULTS
def test_who_fails_is_not_reported(loop: Loop, fault: str) -> None:
    """Without debug mode, the exception handler is not called for a handshake that fails."""
    loop.set_debug(False)
    heard = hear(loop)
    with hosting(loop, **ways_to_fail(fault)) as ours:
        fail(ours, fault)
        ours.settle()
        doing = f"the handshake of a server's client fails by {fault}: what the exception handler is told"
        expect(reported(heard), [], doing=doing)


@clause("TLS-76")
def test_a_slow_handshake_holds_up_nobody(loop: Loop) -> None:
    """While one client is silent, and others are halfway, the last one to come is served."""
    with hosting(loop, ssl=server_context()) as ours:
        slow = [visit(ours) for _ in range(CROWD)]
        for peer in slow[1:]:
            peer.look()
        ours.settle()
        last = reply(ours, visit(ours))
        served = sum(reply(ours, peer) == HELLO for peer in slow)
        doing = f"{CROWD} clients are slow in their handshakes, one is not: (it reads, how many are answered)"
        expect((last, served), (HELLO, CROWD), doing=doing)


# -- time


def seconds_until(ours: Hosted, peer: Peer, act: Callable[[], object]) -> float:
    """Act, and tell how many seconds of the loop passed until the client saw the end; -1 if it did not."""
    begun = ours.loop.time()
    act()
    ours.until(peer.until(lambda: peer.ended))
    return ours.loop.time() - begun if peer.ended else -1.0


@clause("TLS-69")
def test_a_silent_client_is_left(loop: Loop) -> None:
    """A client that says nothing sees the end after ssl_handshake_timeout, not before."""
    hear(loop)
    with hosting(loop, ssl=server_context(), ssl_handshake_timeout=SHORTLY) as ours:
        peer = visit(ours)
        peer.writes = False
        passed = seconds_until(ours, peer, int)
        doing = f"create_server(ssl_handshake_timeout={SHORTLY}), a silent client: (sees the end, not before)"
        expect((peer.ended, passed >= SHORTLY - RESOLUTION), (True, True), doing=doing)


@clause("TLS-70")
def test_a_client_that_does_not_answer_is_left(loop: Loop) -> None:
    """A client that does not answer close_notify sees the end after ssl_shutdown_timeout, not before."""
    with hosting(loop, ssl=server_context(), ssl_shutdown_timeout=SHORTLY) as ours:
        peer, protocol = enter(ours)
        peer.writes = False
        passed = seconds_until(ours, peer, lambda: protocol.transports[0].close())
        ours.until(protocol.lost)
        doing = f"close(), ssl_shutdown_timeout={SHORTLY}, no answer: (the client sees the end, not before)"
        expect((peer.ended, passed >= SHORTLY - RESOLUTION), (True, True), doing=doing)


@clause("TLS-71")
@pytest.mark.parametrize("value", [True, False])
def test_a_bool_is_no_context(loop: Loop, value: bool) -> None:
    """create_server(ssl=True), and False, raise TypeError."""
    doing = f"create_server(ssl={value})"
    expect_raises(TypeError, lambda: raise_refusal(loop, ssl=value), doing=doing)


@clause("TLS-72")
@pytest.mark.parametrize("name", ["ssl_handshake_timeout", "ssl_shutdown_timeout"])
def test_time_outs_are_for_tls(loop: Loop, name: str) -> None:
    """create_server() with a time-out of TLS and without ssl raises ValueError."""
    doing = f"create_server({name}=1.0) without ssl"
    expect_raises(ValueError, lambda: raise_refusal(loop, **{name: 1.0}), doing=doing)


def raise_refusal(loop: Loop, **options: Any) -> object:
    """Raise what create_server() raises."""
    outcome = refusal(loop, *ANYWHERE, **options)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


# -- the server's end


def arrive(ours: Hosted, shaken: bool) -> Peer:
    """A client in its handshake, or behind it, which the server has accepted."""
    if shaken:
        return enter(ours)[0]
    peer = visit(ours)
    peer.look()
    ours.settle()
    return peer


@clause("TLS-73")
@STAGES
def test_the_end_waits_for_secured_clients(loop: Loop, shaken: bool) -> None:
    """wait_closed() does not return while a client is there, and returns when it has gone."""
    hear(loop)
    with hosting(loop, ssl=server_context()) as ours:
        task = ours.begin(ours.server.wait_closed())
        arrive(ours, shaken)
        ours.server.close()
        ours.settle()
        early = task.done()
        ours.clients[0].sock.close()
        got = (early, ours.ended(task))
        doing = "wait_closed(), close() while a client is there, it goes: (done before that, ends with)"
        expect(got, (False, None), doing=doing)


@clause("TLS-74")
@STAGES
@pytest.mark.parametrize("method", ["close_clients", "abort_clients"])
def test_secured_clients_can_be_ended(loop: Loop, method: str, shaken: bool) -> None:
    """After close_clients() or abort_clients(), the client sees the end, and a protocol that knew it, too."""
    hear(loop)
    with hosting(loop, ssl=server_context()) as ours:
        peer = arrive(ours, shaken)
        peer.writes = shaken  # else it would go on with its handshake
        ours.server.close()
        getattr(ours.server, method)()
        ours.until(peer.until(lambda: peer.ended or peer.farewell))
        if not peer.ended:
            peer.part()
        ours.until(peer.until(lambda: peer.ended))
        lost = [one.lost() for one in ours.protocols if one.transports]
        stage = "secured" if shaken else "in its handshake"
        doing = f"a client is {stage}, close(), {method}(): (it sees the end, is connection_lost() called)"
        expect((peer.ended, lost), (True, [True] * shaken), doing=doing)


@clause("TLS-77")
def test_begun_handshakes_outlive_the_server(loop: Loop) -> None:
    """A client whose handshake had begun when the server was closed is served."""
    with hosting(loop, ssl=server_context()) as ours:
        peer = arrive(ours, False)
        ours.server.close()
        ours.settle()
        doing = "close() the server while a client is in its handshake; what the client reads that says hello"
        expect(reply(ours, peer), HELLO, doing=doing)
