"""Questions of the chapter servers: create_server() and its parameters."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import struct
import sys
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_that
from conformance.suite.driving import Loop
from conformance.suite.matter import kind
from conformance.suite.serving import (
    ANYWHERE,
    BESIDE,
    HELLO,
    has_ipv6,
    hosting,
    hosts,
    option,
    refusal,
)
from conformance.suite.sockets import HOST, Keeper

IPV6 = pytest.param(socket.AF_INET6, marks=pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here"))
QUEUE = 28
"""Where the system tells how many may wait, in what TCP_INFO says of a listening socket on Linux."""
OURS, TAKEN = "127.83.77.1", "127.83.77.2"
"""Addresses of this machine that nobody else listens on by name."""


@clause("SERVE-01")
@pytest.mark.parametrize("host", [HOST, BESIDE, "localhost"])
def test_a_server_serves(loop: Loop, host: str) -> None:
    """A client of the port that create_server() listens on is heard by a protocol of factory's."""
    with hosting(loop, host, 0, family=socket.AF_INET) as ours:
        answer = ours.talk((HOST if host == "localhost" else host, ours.address[1]))
        heard = [bytes(protocol.data) for protocol in ours.protocols]
        doing = (
            f"create_server(factory, {host!r}, 0); a client says hello: (its answer, what protocols heard)"
        )
        expect((answer, heard), (HELLO, [HELLO]), doing=doing)


@clause("SERVE-01")
def test_a_port_can_be_chosen(keeper: Keeper, loop: Loop) -> None:
    """The port that is asked for is the one that clients are served at."""
    free = keeper.bound()
    address = free.getsockname()
    free.close()
    with hosting(loop, *address) as ours:
        expect(
            ours.talk(address), HELLO, doing="create_server(factory, host, port); connect there, say hello"
        )


@clause("SERVE-02")
def test_each_connection_has_its_protocol(loop: Loop) -> None:
    """For three clients, factory() is called three times; each protocol hears connection_made() once."""
    with hosting(loop) as ours:
        for _ in range(3):
            ours.talk()
        made = [protocol.calls.count("connection_made") for protocol in ours.protocols]
        heard = [bytes(protocol.data) for protocol in ours.protocols]
        doing = "three clients say hello: (calls of connection_made(), what was heard, factory's arguments)"
        expect((made, heard, ours.arguments), ([1, 1, 1], [HELLO] * 3, [()] * 3), doing=doing)


@clause("SERVE-03")
def test_a_server_is_a_server(loop: Loop) -> None:
    """isinstance(server, asyncio.Server) holds."""
    with hosting(loop) as ours:
        is_one = isinstance(ours.server, asyncio.Server)
        expect(is_one, True, doing="isinstance(await create_server(), asyncio.Server)")


@clause("SERVE-04")
def test_several_hosts(loop: Loop) -> None:
    """Clients are served at each host of a sequence."""
    with hosting(loop, (HOST, BESIDE), 0) as ours:
        answers = [ours.talk(sock.getsockname()) for sock in ours.server.sockets]
        doing = f"create_server(factory, {(HOST, BESIDE)}, 0): (hosts of its sockets, the answers there)"
        expect((hosts(ours.server), answers), ([HOST, BESIDE], [HELLO, HELLO]), doing=doing)


@clause("SERVE-05")
@pytest.mark.parametrize("host", ["", None])
def test_all_interfaces(loop: Loop, host: str | None) -> None:
    """Without a host, clients are served at every address of this machine."""
    with hosting(loop, host, 0) as ours:
        ports = {sock.family: sock.getsockname()[1] for sock in ours.server.sockets}
        any_port = next(iter(ports.values()), 1)  # one socket may serve both families
        places: list[Any] = [(host, ports.get(socket.AF_INET, any_port)) for host in (HOST, BESIDE)]
        if has_ipv6():
            places.append(("::1", ports.get(socket.AF_INET6, any_port)))
        answers = {place[0]: ours.talk(place) for place in places}
        doing = f"create_server(factory, {host!r}, 0); clients say hello at several addresses of this machine"
        expect(answers, {place[0]: HELLO for place in places}, doing=doing)


@clause("SERVE-06")
@pytest.mark.parametrize("port", [0, None])
def test_any_port(loop: Loop, port: int | None) -> None:
    """The sockets tell the port that was chosen, and clients are served there."""
    doing = f"create_server(factory, {HOST!r}, {port}): (is there a port, the answer to a client there)"
    with expect_no_failure((True, HELLO), doing=doing), hosting(loop, HOST, port) as ours:
        chosen, answer = ours.address[1], ours.talk()
        expect((chosen > 0, answer), (True, HELLO), doing=doing)


@clause("SERVE-07")
@pytest.mark.parametrize("family", [socket.AF_INET, IPV6])
def test_the_family_can_be_chosen(loop: Loop, family: socket.AddressFamily) -> None:
    """With a family, all sockets are of it, although there is no host."""
    with hosting(loop, None, 0, family=family) as ours:
        families = sorted({sock.family.name for sock in ours.server.sockets})
        doing = f"create_server(factory, None, 0, family={family.name}); list the families of its sockets"
        expect(families, [family.name], doing=doing)


@clause("SERVE-08")
def test_flags_are_passed_on(loop: Loop) -> None:
    """With AI_NUMERICHOST, a name is no host."""
    outcome = refusal(loop, "localhost", 0, flags=socket.AI_NUMERICHOST)
    expect_that(
        isinstance(outcome, socket.gaierror),
        doing="create_server(factory, 'localhost', 0, flags=AI_NUMERICHOST)",
        expected="raises socket.gaierror",
        observed=kind(outcome),
    )


@clause("SERVE-09")
def test_a_bound_socket_is_used(keeper: Keeper, loop: Loop) -> None:
    """Clients are served at the address of the socket that was given."""
    sock = keeper.bound()
    address = sock.getsockname()
    with hosting(loop, sock=sock) as ours:
        expect(ours.talk(address), HELLO, doing="create_server(factory, sock=sock); say hello at its address")


@clause("SERVE-10")
def test_the_socket_belongs_to_the_server(keeper: Keeper, loop: Loop) -> None:
    """After close() of the server, the socket that it was given is closed."""
    sock = keeper.bound()
    with hosting(loop, sock=sock) as ours:
        ours.server.close()
        ours.until(lambda: sock.fileno() == -1)
        doing = "create_server(sock=sock), close() the server, run: is the socket closed?"
        expect(sock.fileno() == -1, True, doing=doing)


@clause("SERVE-11")
def test_an_address_and_a_socket_are_too_much(keeper: Keeper, loop: Loop) -> None:
    """create_server() with host, port and sock raises ValueError."""
    outcome = refusal(loop, *ANYWHERE, sock=keeper.bound())
    expect(kind(outcome), "ValueError", doing="create_server(factory, host, port, sock=sock)")


@clause("SERVE-12")
def test_neither_address_nor_socket_is_too_little(loop: Loop) -> None:
    """create_server() without host, port and sock raises ValueError."""
    expect(kind(refusal(loop)), "ValueError", doing="create_server(factory)")


@clause("SERVE-13")
def test_datagrams_cannot_be_accepted(keeper: Keeper, loop: Loop) -> None:
    """A datagram socket raises ValueError."""
    outcome = refusal(loop, sock=keeper.bound(socket.SOCK_DGRAM))
    expect(kind(outcome), "ValueError", doing="create_server(factory, sock=a datagram socket)")


@clause("SERVE-14")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells how many may wait")
@pytest.mark.parametrize("options", [{}, {"backlog": 7}], ids=["default", "given"])
def test_the_backlog_is_passed_on(loop: Loop, options: dict[str, int]) -> None:
    """The system knows how many clients may wait."""
    with hosting(loop, **options) as ours:
        with socket.socket(fileno=os.dup(ours.server.sockets[0].fileno())) as same:
            told = same.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
        doing = f"create_server(factory, host, port, **{options}); how many may wait for accept()"
        expect(struct.unpack_from("I", told, QUEUE)[0], options.get("backlog", 100), doing=doing)


def reused(loop: Loop, **options: bool) -> bool:
    """Whether SO_REUSEADDR is set on the socket of a server."""
    with hosting(loop, **options) as ours:
        return bool(option(ours.server.sockets[0], socket.SOL_SOCKET, socket.SO_REUSEADDR))


@clause("SERVE-15")
@pytest.mark.skipif(os.name != "posix", reason="Unix only")
def test_addresses_are_reused_by_default(loop: Loop) -> None:
    """Without reuse_address, the option is set."""
    expect(reused(loop), True, doing="create_server(factory, host, port); is SO_REUSEADDR set?")


@clause("SERVE-16")
@pytest.mark.parametrize("wish", [True, False])
def test_whether_addresses_are_reused_can_be_chosen(loop: Loop, wish: bool) -> None:
    """The option is what reuse_address says."""
    doing = f"create_server(factory, host, port, reuse_address={wish}); is SO_REUSEADDR set?"
    expect(reused(loop, reuse_address=wish), wish, doing=doing)


@clause("SERVE-17")
@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="the system has no SO_REUSEPORT")
def test_a_port_can_be_shared(loop: Loop) -> None:
    """A second server at the same port is made if both wish it, and refused if they do not."""
    outcomes: list[object] = []
    for options in ({"reuse_port": True}, {}):
        with hosting(loop, **options) as ours:
            outcomes.append(kind(refusal(loop, *ours.address, **options)))
    doing = "two servers at the same port: what comes of the second (with reuse_port=True, without)"
    expect(outcomes, ["a server", "OSError"], doing=doing)


@clause("SERVE-18")
def test_connections_can_be_kept_alive(loop: Loop) -> None:
    """With keep_alive=True, SO_KEEPALIVE of a connection is set."""
    with hosting(loop, keep_alive=True) as ours:
        _, protocol = ours.accepted()
        sock = protocol.transports[0].get_extra_info("socket")
        alive = bool(option(sock, socket.SOL_SOCKET, socket.SO_KEEPALIVE))
        doing = "create_server(factory, host, port, keep_alive=True); is SO_KEEPALIVE set on a connection?"
        expect(alive, True, doing=doing)


@clause("SERVE-19")
def test_a_server_may_wait(loop: Loop) -> None:
    """With start_serving=False, a client meets no protocol."""
    with hosting(loop, start_serving=False) as ours:
        with socket.socket() as client:
            client.setblocking(False)
            client.connect_ex(ours.address)
            ours.settle()
        doing = "create_server(start_serving=False); a client connects; count the protocols"
        expect(len(ours.protocols), 0, doing=doing)


@clause("SERVE-20")
def test_small_answers_are_not_delayed(loop: Loop) -> None:
    """TCP_NODELAY is set on the connection of a client."""
    with hosting(loop) as ours:
        _, protocol = ours.accepted()
        sock = protocol.transports[0].get_extra_info("socket")
        set_there = bool(option(sock, socket.IPPROTO_TCP, socket.TCP_NODELAY))
        expect(set_there, True, doing="is TCP_NODELAY set on the connection of a client?")


@clause("SERVE-21")
def test_an_address_in_use_is_told(keeper: Keeper, loop: Loop) -> None:
    """OSError with EADDRINUSE is raised for a port that somebody listens at."""
    outcome = refusal(loop, *keeper.listener().getsockname())
    number = errno.errorcode.get(getattr(outcome, "errno", None) or 0)
    doing = "create_server() at a port that is taken: (what it raises, its errno)"
    expect((kind(outcome), number), ("OSError", "EADDRINUSE"), doing=doing)


@clause("SERVE-22")
@pytest.mark.parametrize("order", [(OURS, TAKEN), (TAKEN, OURS)], ids=["free first", "taken first"])
def test_half_a_server_is_none(keeper: Keeper, loop: Loop, order: tuple[str, str]) -> None:
    """When one of two addresses is taken, the other is free again after the error."""
    listener = keeper.new()
    listener.bind((TAKEN, 0))
    listener.listen()
    port = listener.getsockname()[1]
    outcome = refusal(loop, order, port)
    free = True
    try:
        keeper.new().bind((OURS, port))
    except OSError:
        free = False
    doing = f"create_server(factory, {order}, port taken at {TAKEN}): (what it raises, is {OURS} free?)"
    expect((kind(outcome), free), ("OSError", True), doing=doing)


@clause("SERVE-23")
def test_an_address_is_listened_on_once(loop: Loop) -> None:
    """A host that is named twice gives one socket."""
    with hosting(loop, (HOST, HOST), 0) as ours:
        doing = f"create_server(factory, {(HOST, HOST)}, 0); list the hosts of its sockets"
        expect(hosts(ours.server), [HOST], doing=doing)


@clause("SERVE-24")
@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 here")
def test_families_do_not_mix(loop: Loop) -> None:
    """IPV6_V6ONLY is set on the socket of an IPv6 address."""
    with hosting(loop, "::", 0) as ours:
        alone = bool(option(ours.server.sockets[0], socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))
        expect(alone, True, doing="create_server(factory, '::', 0); is IPV6_V6ONLY set on its socket?")
