"""Questions of the chapter unix: create_unix_server(), and what becomes of its path."""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.posix import AF_UNIX
from conformance.suite.driving import Loop, complete, ended_by
from conformance.suite.matter import hear, kind
from conformance.suite.paths import FORMS, abstract, hosting, listening, outcome, refusal
from conformance.suite.serving import HELLO, Hosted
from conformance.suite.sockets import Keeper

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="abstract names, and refusals when too many wait: Linux only"
)
CROWD = 300
"""Clients of which some must wait."""


def bound(keeper: Keeper, path: Path, kind: int = socket.SOCK_STREAM) -> socket.socket:
    """A plain socket that is bound to a path."""
    made = keeper.new(AF_UNIX, kind)
    made.bind(str(path))
    return made


def answer(loop: Loop, where: Any, address: str) -> object:
    """What a client of the address reads, when a server was made with this path."""
    with hosting(loop, where) as ours:
        return ours.talk(address)


@clause("UNIX-20")
def test_a_server_serves_at_a_path(folder: Path, loop: Loop) -> None:
    """Three clients of the path are answered, each by a protocol of its own."""
    path = str(folder / "socket")
    with hosting(loop, path) as ours:
        answers = [ours.talk(path) for _ in range(3)]
        heard = [bytes(protocol.data) for protocol in ours.protocols]
        doing = (
            "create_unix_server(factory, path); 3 clients say hello: (answers, heard, factory's arguments)"
        )
        expect((answers, heard, ours.arguments), ([HELLO] * 3, [HELLO] * 3, [()] * 3), doing=doing)


@clause("UNIX-21")
def test_a_server_tells_its_path(folder: Path, loop: Loop) -> None:
    """server.sockets is one socket, whose name is the path."""
    path = str(folder / "socket")
    with hosting(loop, path) as ours:
        told = [(sock.family == AF_UNIX, sock.getsockname() == path) for sock in ours.server.sockets]
        doing = "sockets of create_unix_server(factory, path): (is it of AF_UNIX, is its name the path?)"
        expect(told, [(True, True)], doing=doing)


@clause("UNIX-22")
@pytest.mark.parametrize("form", FORMS)
def test_paths_of_servers_have_forms(folder: Path, loop: Loop, form: str) -> None:
    """A str, bytes or a Path means the same place."""
    path = folder / "socket"
    doing = f"create_unix_server(factory, path as {form}); the answer to a client there"
    expect(outcome(lambda: answer(loop, FORMS[form](path), str(path))), HELLO, doing=doing)


@clause("UNIX-23")
@LINUX
@pytest.mark.parametrize("form", ["str", "bytes"])
def test_abstract_names_are_listened_at(folder: Path, loop: Loop, form: str) -> None:
    """A client of an abstract name, written as str or bytes, is served."""
    name = abstract(folder)
    doing = f"create_unix_server(factory, an abstract name as {form}); the answer to a client there"
    expect(outcome(lambda: answer(loop, FORMS[form](Path(name)), name)), HELLO, doing=doing)


@clause("UNIX-24")
def test_a_bound_socket_is_used(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """Clients are served at the path of the socket that was given."""
    path = folder / "socket"
    with hosting(loop, sock=bound(keeper, path)) as ours:
        expect(ours.talk(str(path)), HELLO, doing="create_unix_server(factory, sock=sock); say hello there")


@clause("UNIX-25")
def test_the_socket_belongs_to_the_server(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """After close() of the server, the socket that it was given is closed."""
    sock = bound(keeper, folder / "socket")
    with hosting(loop, sock=sock) as ours:
        ours.server.close()
        ours.until(lambda: sock.fileno() == -1)
        doing = "create_unix_server(sock=sock), close() the server, run: is the socket closed?"
        expect(sock.fileno() == -1, True, doing=doing)


@clause("UNIX-26")
def test_a_path_and_a_socket_are_too_much(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """create_unix_server() with path and sock raises ValueError."""
    got = refusal(loop, str(folder / "one"), sock=bound(keeper, folder / "other"))
    expect(kind(got), "ValueError", doing="create_unix_server(factory, path, sock=sock)")


@clause("UNIX-27")
def test_neither_path_nor_socket_is_too_little(loop: Loop) -> None:
    """create_unix_server() without path and sock raises ValueError."""
    expect(kind(refusal(loop)), "ValueError", doing="create_unix_server(factory)")


@clause("UNIX-28")
def test_datagrams_cannot_be_accepted(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """A datagram socket raises ValueError."""
    got = refusal(loop, sock=bound(keeper, folder / "socket", socket.SOCK_DGRAM))
    expect(kind(got), "ValueError", doing="create_unix_server(factory, sock=a datagram socket)")


@clause("UNIX-28")
def test_other_families_have_no_paths(keeper: Keeper, loop: Loop) -> None:
    """A TCP socket raises ValueError."""
    got = refusal(loop, sock=keeper.bound())
    expect(kind(got), "ValueError", doing="create_unix_server(factory, sock=a TCP socket)")


@clause("UNIX-29")
@LINUX
@pytest.mark.parametrize("options", [{}, {"backlog": 7}], ids=["default", "given"])
def test_the_backlog_is_passed_on(folder: Path, keeper: Keeper, loop: Loop, options: dict[str, int]) -> None:
    """While the loop stands still, Linux lets so many clients wait, and one more."""
    path = str(folder / "socket")
    with hosting(loop, path, **options):
        waiting = 0
        while waiting < CROWD and keeper.new(AF_UNIX).connect_ex(path) == 0:
            waiting += 1
        doing = f"create_unix_server(factory, path, **{options}); clients that can connect while it rests"
        expect(waiting, options.get("backlog", 100) + 1, doing=doing)


@clause("UNIX-30")
def test_a_server_may_wait(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """With start_serving=False, a client meets no protocol; after start_serving(), one is served."""
    path = str(folder / "socket")
    with hosting(loop, path, start_serving=False) as ours:
        keeper.new(AF_UNIX).connect_ex(path)
        ours.settle()
        before = len(ours.protocols)
        complete(loop, ours.server.start_serving(), doing="await start_serving()")
        doing = "create_unix_server(start_serving=False): (protocols, the answer after start_serving())"
        expect((before, ours.talk(path)), (0, HELLO), doing=doing)


# -- what is at the path already


@clause("UNIX-31")
def test_a_stale_socket_is_replaced(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """A server can be made at the path of a socket that was closed and left."""
    path = folder / "socket"
    bound(keeper, path).close()
    doing = "leave a closed socket at a path; create_unix_server() there; the answer to a client"
    expect(outcome(lambda: answer(loop, str(path), str(path))), HELLO, doing=doing)


@clause("UNIX-32")
def test_a_file_is_not_replaced(folder: Path, loop: Loop) -> None:
    """A path where a file is raises OSError with EADDRINUSE, and the file is as it was."""
    path = folder / "notes"
    path.write_text("of somebody")
    got = refusal(loop, str(path))
    number = errno.errorcode.get(getattr(got, "errno", None) or 0)
    text = path.read_text() if path.is_file() else "gone"
    doing = "create_unix_server() at the path of a file: (what it raises, its errno, what the file says)"
    expect((kind(got), number, text), ("OSError", "EADDRINUSE", "of somebody"), doing=doing)


@clause("UNIX-33")
def test_a_path_is_taken_over(folder: Path, loop: Loop) -> None:
    """After a second server at the same path, an old client is still answered, a new one by the second."""
    path = str(folder / "socket")
    with hosting(loop, path) as first:
        peer, _ = first.accepted(path)

        def serve() -> object:
            with hosting(loop, path) as second:
                return second.talk(path), first.answer(peer), (len(first.protocols), len(second.protocols))

        doing = (
            "a second server at the path: (answer to a new client, to one of the first, protocols of each)"
        )
        expect(outcome(serve), (HELLO, HELLO, (1, 1)), doing=doing)


@clause("UNIX-34")
def test_a_missing_folder_is_told(folder: Path, loop: Loop) -> None:
    """A path in a folder that is not there raises FileNotFoundError."""
    got = refusal(loop, str(folder / "missing" / "socket"))
    doing = "create_unix_server() at a path in a folder that is not there"
    expect(kind(got), "FileNotFoundError", doing=doing)


@clause("UNIX-34")
def test_a_path_can_be_too_long(folder: Path, loop: Loop) -> None:
    """A path that is longer than any address raises OSError."""
    got = refusal(loop, str(folder / ("long" * 50)))
    expect(kind(got), "OSError", doing="create_unix_server() at a path of more than 200 characters")


@clause("UNIX-35")
@pytest.mark.parametrize("waits", [False, True], ids=["callable", "coroutine function"])
def test_streams_at_a_path(folder: Path, loop: Loop, waits: bool) -> None:
    """The callback gets a reader and a writer, as a plain call or in a task of its own."""
    path = str(folder / "socket")
    tasks: list[bool] = []

    def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"answer")
        writer.close()

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.current_task() is not None)
        writer.write((await reader.readline()).upper())
        writer.close()

    callback: Callable[..., Any] = converse if waits else speak

    async def serve() -> Any:
        return await asyncio.start_unix_server(callback, path)

    ours = Hosted(loop)
    ours.server = complete(loop, serve(), doing="await asyncio.start_unix_server(callback, path)")
    try:
        peer = ours.connect(path)
        peer.send(b"question\n")
        ours.until(peer.reads_until(lambda: peer.ended))
        ours.settle()
        doing = "asyncio.start_unix_server(callback, path): (what a client reads, is the callback a task?)"
        right = (b"QUESTION\n", [True]) if waits else (b"answer", list[bool]())
        expect((bytes(peer.data), tasks), right, doing=doing)
    finally:
        ours.leave()


# -- what is left there


def closed(ours: Hosted) -> None:
    """Close the server, and let what belongs to that happen."""
    ours.server.close()
    ours.settle()


@clause("UNIX-36")
@pytest.mark.parametrize("serves", [True, False], ids=["serving", "not started"])
def test_a_closed_server_leaves_nothing(folder: Path, loop: Loop, serves: bool) -> None:
    """After close(), there is nothing at the path, whether the server has served or not."""
    path = folder / "socket"
    with hosting(loop, str(path), start_serving=serves) as ours:
        before = path.exists()
        closed(ours)
        doing = f"create_unix_server(start_serving={serves}), close(): is its socket there? (before, after)"
        expect((before, path.exists()), (True, False), doing=doing)


@clause("UNIX-37")
def test_the_socket_may_stay(folder: Path, loop: Loop) -> None:
    """With cleanup_socket=False, the socket is still at its path after close()."""
    path = folder / "socket"
    with hosting(loop, str(path), cleanup_socket=False) as ours:
        closed(ours)
        doing = "create_unix_server(cleanup_socket=False), close(): is its socket there?"
        expect(path.exists(), True, doing=doing)


@clause("UNIX-38")
def test_a_successor_stays(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """A socket that somebody else has put at the path is there after close(), and is found there."""
    path = folder / "socket"
    with hosting(loop, str(path)) as ours:
        path.unlink()
        listening(keeper, path)
        closed(ours)
        found = keeper.new(AF_UNIX).connect_ex(str(path)) == 0
        doing = "replace the socket of a server by another one, close() the server: is that found?"
        expect(found, True, doing=doing)


@clause("UNIX-39")
def test_others_may_clean_up(folder: Path, loop: Loop) -> None:
    """When nothing is at the path any more, close() raises and reports nothing, and the server is closed."""
    path = folder / "socket"
    reports = hear(loop)
    with hosting(loop, str(path)) as ours:
        path.unlink()
        raised = kind(ended_by(lambda: closed(ours)))
        doing = "remove the socket of a server, close() it: (what that raises, reports, is_serving())"
        expect((raised, len(reports), ours.server.is_serving()), (None, 0, False), doing=doing)


@clause("UNIX-40")
def test_the_name_goes_with_the_socket(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """After close() of a server that was given a bound socket, there is nothing at its path."""
    path = folder / "socket"
    with hosting(loop, sock=bound(keeper, path)) as ours:
        closed(ours)
        expect(path.exists(), False, doing="create_unix_server(sock=sock), close(): is its socket there?")


@clause("UNIX-41")
def test_the_socket_stays(folder: Path, loop: Loop) -> None:
    """After close(), the socket is still at its path."""
    path = folder / "socket"
    with hosting(loop, str(path)) as ours:
        closed(ours)
        expect(path.exists(), True, doing="create_unix_server(factory, path), close(): is its socket there?")


@clause("UNIX-42")
def test_closing_twice_removes_once(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """What comes to the path after close() is still there after another close()."""
    path = folder / "socket"
    with hosting(loop, str(path)) as ours:
        closed(ours)
        path.unlink(missing_ok=True)
        bound(keeper, path)
        closed(ours)
        doing = "close() a server, bind another socket to its path, close() again: is that one there?"
        expect(path.exists(), True, doing=doing)
