"""Connections and servers at paths for questions: plain sockets that listen there, and servers of the loop.

Keeps true: what is opened inside a block is gone when it is left; files are the test's own folder's. Nobody
waits for ever. Deliberately knows no clause.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from conformance.expect import Broken
from conformance.posix import AF_UNIX
from conformance.suite.driving import Loop, complete, ended_by, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.serving import Hosted
from conformance.suite.sockets import Keeper
from conformance.suite.streaming import SOON, Connection, Peer, Told

P = TypeVar("P", bound=Told)

FORMS: dict[str, Callable[[Path], Any]] = {"str": str, "bytes": os.fsencode, "Path": Path}
"""Name -> what makes this form of a path."""
CREDENTIALS = "iII"
"""What SO_PEERCRED gives: process, user, group."""


def listening(keeper: Keeper, path: Any, kind: int = socket.SOCK_STREAM) -> socket.socket:
    """A plain socket that listens at the path or abstract name."""
    made = keeper.new(AF_UNIX, kind)
    made.bind(path if isinstance(path, bytes) else str(path))
    made.listen()
    return made


def abstract(folder: Path) -> str:
    """An abstract name that nobody else has: that of a folder which is the test's own."""
    return f"\0{folder}"


def accept(keeper: Keeper, listener: socket.socket) -> Peer:
    """The peer that has connected. Raises Broken when nobody has."""
    listener.settimeout(SOON)
    try:
        return Peer(keeper.keep(listener.accept()[0]))
    except OSError as error:
        doing = "accept() where create_unix_connection() has connected to"
        raise Broken(doing=doing, expected="a connection", observed=type(error).__name__) from error
    finally:
        listener.setblocking(False)


def connect(loop: Loop, told: P, *where: Any, **options: Any) -> tuple[Any, P]:
    """What create_unix_connection() returns."""

    async def main() -> Any:
        return await loop.create_unix_connection(lambda: told, *where, **options)

    made: tuple[Any, P] = complete(loop, main(), doing="await create_unix_connection()")
    return made


@contextmanager
def calling(
    loop: Loop, keeper: Keeper, listener: socket.socket, told: P, path: Any = None
) -> Generator[Connection[P], None, None]:
    """A connection of the loop's to the listener; gone when the block is left."""
    transport, _ = connect(loop, told, listener.getsockname() if path is None else path)
    try:
        yield Connection(loop, transport, told, accept(keeper, listener))
    finally:
        dismiss(loop, transport, told)


def dismiss(loop: Loop, transport: Any, told: Told) -> None:
    """Abort a connection, and see it gone."""
    if not told.lost():
        transport.abort()
    run_until(loop, told.lost, SOON)
    run_turns(loop)


def refused(loop: Loop, told: Told, *where: Any, **options: Any) -> object:
    """The exception that create_unix_connection() raises; a connection that came is ended."""
    raised = ended_by(lambda: connect(loop, told, *where, **options))
    if isinstance(raised, BaseException):
        return raised
    transport: Any = raised[0]  # type: ignore[index]  # pyright: ignore[reportIndexIssue] - a pair, then
    dismiss(loop, transport, told)
    return "a connection"


def outcome(call: Callable[[], object]) -> object:
    """What the call returns, or the name of the exception that it raises."""
    ended = ended_by(call)
    if isinstance(ended, Broken):
        raise ended
    return kind(ended)


# -- servers


def create(hosted: Hosted, *where: Any, **options: Any) -> Any:
    """What create_unix_server() returns."""

    async def main() -> Any:
        return await hosted.loop.create_unix_server(hosted.factory, *where, **options)

    return complete(hosted.loop, main(), doing="await create_unix_server()")


@contextmanager
def hosting(loop: Loop, *where: Any, **options: Any) -> Generator[Hosted, None, None]:
    """A server at a path; it and its connections are gone when the block is left."""
    hosted = Hosted(loop)
    hosted.server = create(hosted, *where, **options)
    try:
        yield hosted
    finally:
        hosted.leave()


def refusal(loop: Loop, *where: Any, **options: Any) -> object:
    """The exception that create_unix_server() raises; a server that comes about is closed, and said."""
    hosted = Hosted(loop)
    raised = ended_by(lambda: create(hosted, *where, **options))
    if isinstance(raised, BaseException):
        return raised
    hosted.server = raised
    hosted.leave()
    return "a server"


def credentials(sock: Any) -> bytes:
    """What the system says about the process at the other end of a connection."""
    told: bytes = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return told
