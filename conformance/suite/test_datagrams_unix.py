"""Questions of the chapter datagrams: endpoints at paths."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.posix import AF_UNIX
from conformance.suite.datagrams import arrive, endpoint, refusal
from conformance.suite.driving import Loop, ended_by
from conformance.suite.matter import kind
from conformance.suite.sockets import Keeper


def named(keeper: Keeper, path: Path) -> socket.socket:
    """A plain socket that is bound to a path."""
    made = keeper.new(AF_UNIX, socket.SOCK_DGRAM)
    made.bind(str(path))
    return made


@clause("DGRAM-58")
def test_endpoints_have_paths(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """An endpoint with two paths receives at the one and sends to the other."""
    peer, path = named(keeper, folder / "theirs"), str(folder / "ours")
    with endpoint(loop, family=AF_UNIX, local_addr=path, remote_addr=peer.getsockname()) as ours:
        sent = kind(ended_by(peer.sendto, b"question", path))
        heard = ours.hears()
        ours.transport.sendto(b"answer")
        seen = (sent, heard, arrive(ours, peer))
        doing = (
            "an endpoint with two paths: (send 8 bytes to the one, what is received, arrives at the other)"
        )
        expect(seen, (8, [b"question"], [b"answer"]), doing=doing)


@clause("DGRAM-59")
def test_a_stale_socket_is_replaced(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """An endpoint can be made at the path of a socket that was closed and left."""
    path, peer = folder / "ours", named(keeper, folder / "theirs")
    named(keeper, path).close()
    with endpoint(loop, family=AF_UNIX, local_addr=str(path)) as ours:
        peer.sendto(b"question", str(path))
        doing = "leave a closed socket at a path; create_datagram_endpoint() there; what it receives"
        expect(ours.hears(), [b"question"], doing=doing)


@clause("DGRAM-60")
@pytest.mark.parametrize("side", ["local_addr", "remote_addr"])
def test_a_path_is_text(loop: Loop, side: str) -> None:
    """A pair, where a path belongs, raises TypeError."""
    got = refusal(loop, family=AF_UNIX, **{side: ("127.0.0.1", 9)})
    doing = f"create_datagram_endpoint(family=AF_UNIX, {side}=('127.0.0.1', 9))"
    expect(kind(got), "TypeError", doing=doing)


@clause("DGRAM-61")
def test_a_file_is_not_replaced(folder: Path, loop: Loop) -> None:
    """A path where a file is raises OSError, and the file is as it was."""
    path = folder / "notes"
    path.write_text("of somebody")
    got = refusal(loop, family=AF_UNIX, local_addr=str(path))
    doing = "create_datagram_endpoint(family=AF_UNIX, local_addr=the path of a file)"
    expect_that(isinstance(got, OSError), doing=doing, expected="OSError", observed=got)
    text = path.read_text() if path.is_file() else "gone"
    expect(text, "of somebody", doing=f"{doing}; what the file says")
