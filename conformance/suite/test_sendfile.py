"""Questions of the chapter sendfile: files over transports, by the system, by reading, and over TLS."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select
from typing import IO, Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, complete, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.securing import CLIENT, SERVER, Side, secured
from conformance.suite.sockets import pattern, reset
from conformance.suite.streaming import LUMP, SOON, Connection, Noting, joined

SMALL = b"0123456789"
LARGE = pattern(3_000_000)
"""More than any system holds for one connection, once the buffers of our pairs are full."""

Opened = Callable[[bytes], IO[bytes]]
"""Makes a file of these bytes."""


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Opened]:
    """Makes regular files, the only kind that the documentation speaks of; the system can send them."""
    files: list[IO[bytes]] = []

    def make(data: bytes) -> IO[bytes]:
        (tmp_path / "file").write_bytes(data)
        files.append((tmp_path / "file").open("rb"))
        return files[-1]

    yield make
    for file in files:
        file.close()


@pytest.fixture(params=["on disk", "in memory"])
def opened(request: pytest.FixtureRequest, stored: Opened) -> Opened:
    """Makes files, of a kind that the system can send by itself, and of one that it cannot."""
    return io.BytesIO if request.param == "in memory" else stored


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[IO[bytes]]:
    """A file of ten bytes that the system can send by itself."""
    (tmp_path / "small").write_bytes(SMALL)
    with (tmp_path / "small").open("rb") as file:
        yield file


def begin(ours: Connection[Noting], file: Any, *where: Any, **options: Any) -> asyncio.Task[int]:
    """A task that sends the file, and has gone as far as it can while the peer reads nothing."""

    async def main() -> int:
        return await ours.loop.sendfile(ours.transport, file, *where, **options)

    task = ours.loop.create_task(main())
    ours.settle()
    return task


def midway(ours: Connection[Noting], file: Any) -> asyncio.Task[int]:
    """The same for a large file, some of which has arrived."""
    task = begin(ours, file)
    run_until(ours.loop, lambda: bool(select([ours.peer.sock], [], [], 0)[0]), PATIENCE)
    ours.settle()
    return task


def outcome(ours: Connection[Noting], task: asyncio.Task[int]) -> object:
    """What came of the task while the peer reads: a number, or the name of what was raised."""
    run_until(ours.loop, ours.peer.reads_until(task.done), PATIENCE)
    return how(ours.loop, task)


def how(loop: Loop, task: asyncio.Task[int]) -> object:
    """What came of a task; one that is not done is cancelled, and said."""
    if not task.done():
        task.cancel()
        run_until(loop, task.done)
        return "it still waits"
    return "cancelled" if task.cancelled() else kind(task.exception()) or task.result()


def all_read(ours: Connection[Noting]) -> bytes:
    """Close the transport; all that the peer has read then."""
    ours.transport.close()
    run_until(ours.loop, ours.peer.reads_until(lambda: ours.peer.ended), SOON)
    return bytes(ours.peer.data)


def sent(loop: Loop, pair: Pair, file: Any, *where: Any, **options: Any) -> tuple[object, bytes, int]:
    """What sendfile() returns, or the name of what it raises; what arrives; the position of the file."""
    with joined(loop, pair, Noting()) as ours:
        result = outcome(ours, begin(ours, file, *where, **options))
        return result, all_read(ours), file.tell()


# -- how much


@clause("FILE-01")
def test_a_file_is_sent(pair: Pair, stored: Opened, loop: Loop) -> None:
    """sendfile(transport, file) sends all of it, and returns how much that is."""
    doing = f"sendfile(transport, a file of {SMALL!r}): (what it returns, what arrives)"
    expect(sent(loop, pair, stored(SMALL))[:2], (10, SMALL), doing=doing)


@clause("FILE-02")
def test_a_file_is_sent_from_an_offset(pair: Pair, stored: Opened, loop: Loop) -> None:
    """sendfile(transport, file, 4) sends what is behind the first four bytes."""
    doing = f"sendfile(transport, a file of {SMALL!r}, 4): (what it returns, what arrives)"
    expect(sent(loop, pair, stored(SMALL), 4)[:2], (6, b"456789"), doing=doing)


@clause("FILE-03")
def test_a_part_of_a_file_is_sent(pair: Pair, stored: Opened, loop: Loop) -> None:
    """sendfile(transport, file, count=3) sends three bytes."""
    doing = f"sendfile(transport, a file of {SMALL!r}, count=3): (what it returns, what arrives)"
    expect(sent(loop, pair, stored(SMALL), count=3)[:2], (3, b"012"), doing=doing)


@clause("FILE-04")
@pytest.mark.parametrize(("where", "behind"), [((), 10), ((4, 3), 7)], ids=str)
def test_the_position_is_behind_what_was_sent(
    pair: Pair, stored: Opened, loop: Loop, where: tuple[int, ...], behind: int
) -> None:
    """After sendfile(), tell() of the file is offset and number of bytes sent together."""
    doing = f"sendfile{('transport', 'a file of 10 bytes', *where)}; tell() of the file"
    expect(sent(loop, pair, stored(SMALL), *where)[2], behind, doing=doing)


@clause("FILE-16")
@pytest.mark.parametrize(
    ("data", "where", "arrives"),
    [(SMALL, (0, 20), SMALL), (SMALL, (4, 20), b"456789"), (b"", (), b""), (SMALL, (11,), b"")],
    ids=["count beyond the end", "offset and count", "empty", "offset behind the end"],
)
def test_there_may_be_less(
    pair: Pair, opened: Opened, loop: Loop, data: bytes, where: tuple[int, ...], arrives: bytes
) -> None:
    """What there is of the wanted part is sent, perhaps nothing."""
    doing = f"sendfile{('transport', data, *where)}: (what it returns, what arrives)"
    expect(sent(loop, pair, opened(data), *where)[:2], (len(arrives), arrives), doing=doing)


def large(loop: Loop, pair: Pair, file: IO[bytes]) -> tuple[bool, object, bool]:
    """Whether sendfile() waits while nobody reads, what it returns, and whether the large file arrives."""
    with joined(loop, pair, Noting()) as ours:
        task = midway(ours, file)
        waits = not task.done()
        return waits, outcome(ours, task), all_read(ours) == LARGE


@clause("FILE-08")
def test_a_large_file_is_sent(pair: Pair, loop: Loop, tmp_path: Path) -> None:
    """A file of three million bytes arrives whole; sendfile() waits for its reader, and the loop runs."""
    (tmp_path / "large").write_bytes(LARGE)
    doing = f"sendfile() of {len(LARGE)} bytes: (does it wait while nobody reads, it returns, do they arrive)"
    with (tmp_path / "large").open("rb") as file:
        expect(large(loop, pair, file), (True, len(LARGE), True), doing=doing)


@clause("FILE-21")
def test_a_large_file_is_read_and_sent(pair: Pair, loop: Loop) -> None:
    """Three million bytes in memory arrive as they are; sendfile() waits for their reader."""
    doing = f"sendfile() of io.BytesIO({len(LARGE)} bytes): (does it wait, it returns, do they arrive)"
    expect(large(loop, pair, io.BytesIO(LARGE)), (True, len(LARGE), True), doing=doing)


# -- in which order


SIZES = pytest.mark.parametrize("size", [10, 1_000_000])
"""Bytes that are sent at once, and bytes of which some have to wait."""


def stays_in_its_place(loop: Loop, pair: Pair, file: IO[bytes], size: int) -> None:
    """Require that a small file arrives behind so many bytes, and before what is written then."""
    with joined(loop, pair, Noting()) as ours:
        before = pattern(size)
        ours.transport.write(before)
        outcome(ours, begin(ours, file))
        ours.transport.write(b"behind")
        arrived = all_read(ours)
        got = (len(arrived), arrived[:size] == before, arrived[size:] == SMALL + b"behind")
        doing = f"write {size} bytes, sendfile() of 10, write 6: (bytes, are the first right, the last)"
        expect(got, (size + 16, True, True), doing=doing)


@clause("FILE-07")
@SIZES
def test_a_file_stays_in_its_place(pair: Pair, stored: Opened, loop: Loop, size: int) -> None:
    """What was written before arrives before the file, also if it had to wait, and what follows, behind."""
    stays_in_its_place(loop, pair, stored(SMALL), size)


@clause("FILE-11")
@SIZES
def test_a_file_in_memory_stays_in_its_place(pair: Pair, loop: Loop, size: int) -> None:
    """What was written before arrives before the bytes in memory, and what follows arrives behind them."""
    stays_in_its_place(loop, pair, io.BytesIO(SMALL), size)


@clause("FILE-13")
@pytest.mark.parametrize("paused", [False, True], ids=["reading", "paused"])
def test_nothing_is_handed_on_meanwhile(pair: Pair, opened: Opened, loop: Loop, paused: bool) -> None:
    """While a file waits for its reader the protocol is handed nothing; afterwards, unless it was paused."""
    with joined(loop, pair, Noting()) as ours:
        if paused:
            ours.transport.pause_reading()
        task = midway(ours, opened(LARGE))
        ours.peer.send(b"question")
        ours.settle()
        early = bytes(ours.told.data)
        outcome(ours, task)
        wanted = b"" if paused else b"question"
        ours.run_until(lambda: ours.told.data or paused)
        ours.settle()
        got = (early, bytes(ours.told.data), ours.transport.get_protocol() is ours.told)
        doing = f"bytes come while a file is sent, paused: {paused}; (handed on then, by the end,"
        expect(got, (b"", wanted, True), doing=f"{doing} the same protocol)")


# -- how it fails


@clause("FILE-09")
def test_who_is_closing_sends_no_file(pair: Pair, opened: Opened, loop: Loop) -> None:
    """sendfile() after close() raises RuntimeError, and nothing arrives."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.close()
        got = (outcome(ours, begin(ours, opened(SMALL))), all_read(ours))
        doing = "close(), sendfile(): (what it raises, what arrives)"
        expect(got, ("RuntimeError", b""), doing=doing)


@clause("FILE-10")
def test_datagrams_carry_no_files(on_disk: IO[bytes], loop: Loop) -> None:
    """sendfile() over a datagram transport raises RuntimeError."""

    async def main() -> object:
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
        )
        unfit: Any = transport
        try:
            return await loop.sendfile(unfit, on_disk)
        except Exception as error:
            return kind(error)
        finally:
            transport.abort()
            await asyncio.sleep(0)

    doing = "sendfile() over a datagram transport"
    expect(complete(loop, main(), doing=doing), "RuntimeError", doing=doing)


@clause("FILE-12")
def test_the_system_may_be_insisted_on(pair: Pair, loop: Loop) -> None:
    """sendfile(a file in memory, fallback=False) raises SendfileNotAvailableError, and nothing arrives."""
    doing = "sendfile(transport, io.BytesIO(...), fallback=False): (what it raises, what arrives)"
    got = sent(loop, pair, io.BytesIO(SMALL), fallback=False)[:2]
    expect(got, ("SendfileNotAvailableError", b""), doing=doing)


@clause("FILE-11")
@pytest.mark.parametrize("options", [{}, {"fallback": True}], ids=str)
def test_a_file_in_memory(pair: Pair, loop: Loop, options: dict[str, bool]) -> None:
    """sendfile(a file in memory) sends what is in it."""
    doing = f"sendfile(transport, io.BytesIO({SMALL!r}), {options}): (what it returns, what arrives)"
    expect(sent(loop, pair, io.BytesIO(SMALL), **options)[:2], (10, SMALL), doing=doing)


@clause("FILE-11")
@pytest.mark.parametrize(
    ("where", "arrives", "behind"),
    [((), SMALL, 10), ((4,), b"456789", 10), ((0, 3), b"012", 3), ((4, 3), b"456", 7)],
    ids=["all", "from an offset", "a count", "offset and count"],
)
def test_a_part_of_a_file_in_memory(
    pair: Pair, loop: Loop, where: tuple[int, ...], arrives: bytes, behind: int
) -> None:
    """Of a file in memory, too, the wanted part is sent, and the position is behind it then."""
    doing = f"sendfile{('transport', SMALL, *where)} in memory: (what it returns, what arrives, tell() then)"
    expect(sent(loop, pair, io.BytesIO(SMALL), *where), (len(arrives), arrives, behind), doing=doing)


@clause("FILE-14")
def test_texts_are_no_files(pair: Pair, loop: Loop, tmp_path: Path) -> None:
    """sendfile() of a file that was opened as text raises ValueError, and nothing arrives."""
    (tmp_path / "text").write_bytes(SMALL)
    with (tmp_path / "text").open() as text:
        doing = "sendfile(transport, a file opened in text mode): (what it raises, what arrives)"
        expect(sent(loop, pair, text)[:2], ("ValueError", b""), doing=doing)


@clause("FILE-15")
@pytest.mark.parametrize("where", [(-1,), (0, 0), (0, -1)], ids=str)
def test_numbers_that_make_no_sense(pair: Pair, on_disk: IO[bytes], loop: Loop, where: Any) -> None:
    """A negative offset, and a count below 1, raise ValueError, and nothing arrives."""
    doing = f"sendfile{('transport', 'a file of 10 bytes', *where)}: (what it raises, what arrives)"
    expect(sent(loop, pair, on_disk, *where)[:2], ("ValueError", b""), doing=doing)


def interrupted(loop: Loop, tcp: Pair, file: IO[bytes]) -> tuple[object, int, list[object]]:
    """Let the peer read a little of a large file, then reset: what is raised, bytes read, how it was lost."""
    with joined(loop, tcp, Noting()) as ours:
        task = midway(ours, file)
        ours.peer.read(LUMP)
        ours.settle()
        reset(ours.peer.sock)
        run_until(loop, task.done, PATIENCE)
        error = task.exception() if task.done() and not task.cancelled() else None
        raised = "ConnectionError" if isinstance(error, ConnectionError) else how(loop, task)
        ours.run_until(ours.told.lost)
        return raised, len(ours.peer.data), list(ours.told.ends)


@clause("FILE-19")
def test_a_file_may_find_no_end(tcp: Pair, opened: Opened, loop: Loop) -> None:
    """When the peer resets the connection midway, ConnectionError is raised, connection_lost() is called."""
    raised, _, ends = interrupted(loop, tcp, opened(LARGE * 8))
    doing = "the peer resets while a large file is sent: (what sendfile() raises, calls of connection_lost())"
    expect((raised, len(ends)), ("ConnectionError", 1), doing=doing)


def tells_how_far_it_came(loop: Loop, tcp: Pair, file: IO[bytes], size: int) -> None:
    """Require that the position of a file of so many bytes is a possible one after an error."""
    _, read, _ = interrupted(loop, tcp, file)
    position = file.tell()
    doing = "the peer reads a little of a large file, and resets: (has it read some, is tell() at least that,"
    expect((read > 0, read <= position, position <= size), (True,) * 3, doing=f"{doing} at most all)")


@clause("FILE-05")
def test_the_position_after_an_error(tcp: Pair, stored: Opened, loop: Loop) -> None:
    """After an error, tell() of the file is at least what has arrived, and at most its size."""
    tells_how_far_it_came(loop, tcp, stored(LARGE * 8), len(LARGE) * 8)


@clause("FILE-11")
def test_the_position_in_memory_after_an_error(tcp: Pair, loop: Loop) -> None:
    """After an error, tell() of a file in memory is at least what has arrived, and at most its size."""
    tells_how_far_it_came(loop, tcp, io.BytesIO(LARGE * 8), len(LARGE) * 8)


@clause("FILE-06")
def test_a_file_can_be_given_up(pair: Pair, opened: Opened, loop: Loop) -> None:
    """After a cancelled sendfile() the peer reads a part of the file, and behind it what was written then."""
    with joined(loop, pair, Noting()) as ours:
        file = opened(LARGE)
        task = midway(ours, file)
        task.cancel()
        ours.settle()
        result = how(loop, task)
        ours.transport.write(b"instead")
        arrived = all_read(ours)
        size = len(arrived) - 7
        as_it_is = isinstance(file, io.BytesIO) or LARGE.startswith(arrived[:size])  # else: FILE-21
        got = (result, arrived[size:], 0 < size < len(LARGE), as_it_is)
        doing = "cancel sendfile() midway, write b'instead': (how it ends, the last bytes, is it a part)"
        expect(got, ("cancelled", b"instead", True, True), doing=doing)


# -- over TLS


BOTH = pytest.mark.parametrize("side", [CLIENT, SERVER], ids=str)


def over_tls(
    loop: Loop, pair: Pair, side: Side, file: Any, *where: Any, **options: Any
) -> tuple[object, bytes]:
    """What sendfile() returns over TLS, or the name of what it raises; what the peer reads until then."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:

        async def main() -> int:
            return await loop.sendfile(ours.transport, file, *where, **options)

        task = loop.create_task(main())
        ours.run_until(task.done, PATIENCE)
        result = how(loop, task)
        ours.transport.close()
        ours.run_until(lambda: ours.peer.farewell)
        ours.peer.part()
        ours.run_until(ours.told.lost)
        run_turns(loop)
        return result, bytes(ours.peer.data)


@clause("FILE-17")
@BOTH
@pytest.mark.parametrize("where", [(), (100,), (100, 50)], ids=str)
def test_files_are_secured(
    pair: Pair, stored: Opened, loop: Loop, side: Side, where: tuple[int, ...]
) -> None:
    """Over TLS, the file, or the part of it, arrives, and its size is returned."""
    wanted = LARGE[slice(where[0] if where else 0, sum(where) if len(where) == 2 else None)]
    result, arrived = over_tls(loop, pair, side, stored(LARGE), *where)
    doing = f"sendfile{('transport', 'a large file', *where)} over TLS: (returns, are the bytes right)"
    expect((result, arrived == wanted), (len(wanted), True), doing=doing)


@clause("FILE-18")
@BOTH
def test_the_system_encrypts_nothing(pair: Pair, on_disk: IO[bytes], loop: Loop, side: Side) -> None:
    """Over TLS, sendfile(fallback=False) raises RuntimeError, and nothing arrives."""
    result, arrived = over_tls(loop, pair, side, on_disk, fallback=False)
    kinds = ("RuntimeError", "SendfileNotAvailableError")
    doing = "sendfile(fallback=False) over TLS: (is RuntimeError raised, what arrives)"
    expect((result in kinds, arrived), (True, b""), doing=doing)
