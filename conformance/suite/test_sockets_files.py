"""Questions of the chapter sockets: to send a file."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.posix import need_paths
from conformance.suite.driving import PATIENCE, Loop, NewLoop, complete
from conformance.suite.matter import kind
from conformance.suite.sockets import (
    Keeper,
    arriving,
    begun,
    ended,
    few,
    outcome,
    pattern,
    there,
    turns,
)

SMALL = b"0123456789"
LARGE = pattern(300_000)
"""More than a narrow pair holds."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[IO[bytes]]:
    """A file of ten bytes, opened for reading."""
    (tmp_path / "small").write_bytes(SMALL)
    with (tmp_path / "small").open("rb") as file:
        yield file


@pytest.fixture(scope="module")
def large_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a large file is."""
    path = tmp_path_factory.mktemp("files") / "large"
    path.write_bytes(LARGE)
    return path


@pytest.fixture
def large(large_path: Path) -> Iterator[IO[bytes]]:
    """A file larger than any socket's buffer, opened for reading."""
    with large_path.open("rb") as file:
        yield file


async def sent(loop: Loop, keeper: Keeper, file: Any, *where: Any, **options: Any) -> list[object]:
    """What sock_sendfile() returns, what arrives, and the position of the file afterwards."""
    ours, theirs = keeper.pair()
    async with begun(loop.sock_sendfile(ours, file, *where, **options)) as task:
        read = await arriving(theirs, task.done, seconds=PATIENCE)
        return [outcome(task), read, file.tell()]


@clause("SOCK-39")
def test_a_file_is_sent(keeper: Keeper, small: IO[bytes], loop: Loop) -> None:
    """sock_sendfile() sends a file from its beginning to its end, wherever its position was."""
    small.seek(7)
    doing = f"sock_sendfile(sock, a file of {SMALL!r} after seek(7)): (what it returns, what arrives)"
    expect(complete(loop, sent(loop, keeper, small), doing=doing)[:2], [10, SMALL], doing=doing)


@clause("SOCK-40")
def test_a_file_is_sent_from_an_offset(keeper: Keeper, small: IO[bytes], loop: Loop) -> None:
    """sock_sendfile(sock, file, 4) sends what is behind the first four bytes."""
    doing = f"sock_sendfile(sock, a file of {SMALL!r}, 4): (what it returns, what arrives)"
    expect(complete(loop, sent(loop, keeper, small, 4), doing=doing)[:2], [6, b"456789"], doing=doing)


@clause("SOCK-41")
def test_a_part_of_a_file_is_sent(keeper: Keeper, small: IO[bytes], loop: Loop) -> None:
    """sock_sendfile(sock, file, count=3) sends three bytes."""
    doing = f"sock_sendfile(sock, a file of {SMALL!r}, count=3): (what it returns, what arrives)"
    expect(complete(loop, sent(loop, keeper, small, count=3), doing=doing)[:2], [3, b"012"], doing=doing)


@clause("SOCK-42")
@pytest.mark.parametrize(("where", "behind"), [((), 10), ((4, 3), 7)], ids=str)
def test_the_position_is_behind_what_was_sent(
    keeper: Keeper, small: IO[bytes], loop: Loop, where: tuple[int, ...], behind: int
) -> None:
    """After sock_sendfile(), tell() of the file is offset and number of bytes sent together."""
    doing = f"sock_sendfile{('sock', 'a file of 10 bytes', *where)}; tell() of the file"
    position = complete(loop, sent(loop, keeper, small, *where), doing=doing)[2]
    expect(position, behind, doing=doing)


@clause("SOCK-43")
def test_the_position_after_an_error(keeper: Keeper, large: IO[bytes], loop: Loop) -> None:
    """When the peer goes half way, tell() of the file is behind all that had arrived, and not at the end."""
    need_paths()  # over TCP bytes are under way, and not there at once
    ours, theirs = keeper.pair()

    async def main() -> tuple[object, int, int]:
        async with begun(loop.sock_sendfile(ours, large, 100)) as task:
            arrived = len(there(theirs))
            theirs.close()
            return await ended(task, PATIENCE), arrived, large.tell()

    size = len(LARGE)
    doing = f"the peer closes while sock_sendfile(sock, {size} bytes, 100) waits; tell() of the file"
    error, arrived, position = complete(loop, main(), doing=doing)
    expect_that(
        isinstance(error, Exception) and 100 + arrived <= position < size,
        doing=f"{doing} after the error",
        expected=f"an error, and at least {100 + arrived}, for {arrived} bytes had arrived; less than {size}",
        observed=f"{kind(error)}, and {position}",
    )


@clause("SOCK-44")
def test_a_file_in_memory_without_fallback(keeper: Keeper, loop: Loop) -> None:
    """sock_sendfile(sock, BytesIO, fallback=False) raises SendfileNotAvailableError and sends nothing."""

    async def main() -> list[object]:
        error, arrived, _ = await sent(loop, keeper, io.BytesIO(SMALL), fallback=False)
        return [kind(error), arrived]

    doing = "sock_sendfile(sock, io.BytesIO(...), fallback=False): (how it ends, what arrives)"
    expect(complete(loop, main(), doing=doing), ["SendfileNotAvailableError", b""], doing=doing)


@clause("SOCK-45")
@pytest.mark.parametrize("options", [{}, {"fallback": True}], ids=str)
@pytest.mark.parametrize("size", [10, 200_000])
def test_a_file_in_memory(keeper: Keeper, loop: Loop, options: dict[str, bool], size: int) -> None:
    """sock_sendfile(sock, BytesIO) sends what is in it, small or large."""
    ours, theirs = keeper.pair()
    data = pattern(size)

    async def main() -> tuple[object, bool]:
        task = asyncio.ensure_future(loop.sock_sendfile(ours, io.BytesIO(data), **options))
        read = bytearray()
        while not task.done():  # a thread reads the file: patience is that of complete()
            read += there(theirs)
            await asyncio.sleep(0)
        await loop.shutdown_default_executor()
        return outcome(task), bytes(read) + there(theirs) == data

    doing = f"sock_sendfile(sock, io.BytesIO of {size} bytes, {options}): (what it returns, did all arrive?)"
    expect(complete(loop, main(), doing=doing), (size, True), doing=doing)


@clause("SOCK-46")
@pytest.mark.parametrize("where", [(4, 100), (10, 1), (11, 1)], ids=str)
def test_more_than_there_is(keeper: Keeper, small: IO[bytes], loop: Loop, where: tuple[int, int]) -> None:
    """sock_sendfile() of more than a file has behind the offset sends what it has."""
    doing = f"sock_sendfile{('sock', 'a file of 10 bytes', *where)}: (what it returns, what arrives)"
    rest = SMALL[where[0] :]
    expect(complete(loop, sent(loop, keeper, small, *where), doing=doing)[:2], [len(rest), rest], doing=doing)


@clause("SOCK-47")
def test_a_text_is_refused(keeper: Keeper, tmp_path: Path, loop: Loop) -> None:
    """sock_sendfile() of a file opened without 'b' raises ValueError, and nothing arrives."""
    (tmp_path / "text").write_text("text")

    async def main(file: IO[str]) -> list[object]:
        error, arrived, _ = await sent(loop, keeper, file)
        return [kind(error), arrived]

    doing = "sock_sendfile(sock, open(path)): (how it ends, what arrives)"
    with (tmp_path / "text").open() as file:
        expect(complete(loop, main(file), doing=doing), ["ValueError", b""], doing=doing)


@clause("SOCK-48")
def test_a_datagram_socket_is_refused(keeper: Keeper, small: IO[bytes], loop: Loop) -> None:
    """sock_sendfile() on a connected datagram socket raises ValueError, and nothing arrives."""
    ours, theirs = keeper.bound(socket.SOCK_DGRAM), keeper.bound(socket.SOCK_DGRAM)
    ours.connect(theirs.getsockname())

    async def main() -> list[object]:
        async with begun(loop.sock_sendfile(ours, small)) as task:
            return [kind(await ended(task)), there(theirs)]

    doing = "sock_sendfile(a datagram socket, file): (how it ends, what arrives)"
    expect(complete(loop, main(), doing=doing), ["ValueError", b""], doing=doing)


@clause("SOCK-49")
@pytest.mark.parametrize(
    ("where", "error"),
    [
        ((-1,), "ValueError"),
        ((0, 0), "ValueError"),
        ((0, -1), "ValueError"),
        ((1.5,), "TypeError"),
        ((None,), "TypeError"),
        ((0, 2.0), "TypeError"),
    ],
    ids=str,
)
def test_an_impossible_part_is_refused(
    keeper: Keeper, small: IO[bytes], loop: Loop, where: tuple[Any, ...], error: str
) -> None:
    """sock_sendfile() with such an offset or count raises ValueError or TypeError."""

    async def main() -> object:
        return kind((await sent(loop, keeper, small, *where))[0])

    doing = f"sock_sendfile{('sock', 'file', *where)}"
    expect(complete(loop, main(), doing=doing), error, doing=doing)


@clause("SOCK-50")
def test_a_large_file_is_sent(keeper: Keeper, large: IO[bytes], loop: Loop) -> None:
    """sock_sendfile() of a large file waits for a peer that reads late, and all of it arrives in order."""
    ours, theirs = keeper.pair()

    async def main() -> tuple[bool, object, bool]:
        async with begun(loop.sock_sendfile(ours, large)) as task:
            early = task.done()
            read = await arriving(theirs, task.done, seconds=PATIENCE)
            return early, outcome(task), read == LARGE

    doing = "sock_sendfile() a large file: (done before the peer reads, what it returns, all in order)"
    expect(complete(loop, main(), doing=doing), (False, len(LARGE), True), doing=doing)


@clause("SOCK-50")
@given(
    offset=st.integers(1, len(LARGE) - 1),
    count=st.integers(1, len(LARGE)),
    look=st.integers(5_000, len(LARGE)),
)
def test_each_part_of_a_large_file_arrives(
    new_keeper: Callable[[], Keeper],
    large_path: Path,
    new_loop: NewLoop,
    offset: int,
    count: int,
    look: int,
) -> None:
    """Whatever part of a large file is sent, and however it is read, it arrives whole and in order."""
    keeper, loop = new_keeper(), new_loop()
    ours, theirs = keeper.pair()
    count = min(count, len(LARGE) - offset)  # what comes of more, SOCK-46 asks

    async def main() -> bool:
        with large_path.open("rb") as file:
            async with begun(loop.sock_sendfile(ours, file, offset, count)) as task:
                read = await arriving(theirs, task.done, look, PATIENCE)
                return read == LARGE[offset : offset + count]

    doing = f"sock_sendfile(sock, file, {offset}, {count}), read by {look} bytes: does it arrive whole?"
    try:
        expect(complete(loop, main(), doing=doing), True, doing=doing)
    finally:
        loop.close()
        keeper.close()


@clause("SOCK-51")
def test_a_cancelled_sendfile_sends_no_more(keeper: Keeper, large: IO[bytes], loop: Loop) -> None:
    """After a cancelled sock_sendfile() the peer reads a beginning of the file, then nothing."""
    ours, theirs = keeper.pair()

    async def main() -> tuple[object, bool, bytes | str]:
        async with begun(loop.sock_sendfile(ours, large)) as task:
            pass
        begun_with = there(theirs)
        await turns()
        return outcome(task), LARGE.startswith(begun_with), few(there(theirs))

    doing = "cancel sock_sendfile() half way; the peer reads, and reads again some turns later:"
    what = "(how it ended, was a beginning of the file read first, what was read then)"
    expect(complete(loop, main(), doing=doing), ("cancelled", True, b""), doing=f"{doing} {what}")
