"""Questions of the chapter pipes: how a pipe is connected, of which kinds, and whose it is then."""

from __future__ import annotations

import asyncio
import gc
import os
import tempfile
import warnings
from contextlib import suppress
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_raises, expect_same, expect_that
from conformance.suite.driving import Loop, ended_by, run_turns, run_until
from conformance.suite.matter import Boom, boom, hear, kind, reported
from conformance.suite.piping import READ, WRITE, closed, connect, ends, reading, writing
from conformance.suite.streaming import Noting

METHODS = pytest.mark.parametrize("method", [READ, WRITE])
ENDS = {READ: reading, WRITE: writing}
DATA = b"some data"


def hands_on(loop: Loop, form: str) -> None:
    """Require that a reading transport over such a pipe hands on what is sent."""
    doing = f"{READ}() of a {form}, data is sent; what comes"
    with expect_no_failure(DATA, doing=doing), reading(loop, Noting(), form) as ours:
        ours.far.send(DATA)
        ours.run_until(lambda: len(ours.told.data) >= len(DATA))
        expect(bytes(ours.told.data), DATA, doing=doing)


def sends(loop: Loop, form: str) -> None:
    """Require that what is written into such a pipe arrives."""
    doing = f"{WRITE}() of a {form}, write(); what arrives"
    with expect_no_failure(DATA, doing=doing), writing(loop, Noting(), form) as ours:
        ours.transport.write(DATA)
        ours.run_until(ours.far.reads_until(lambda: len(ours.far.data) >= len(DATA)))
        expect(bytes(ours.far.data), DATA, doing=doing)


@clause("PIPE-01")
def test_a_pipe_can_be_read(loop: Loop) -> None:
    """connect_read_pipe() returns a transport that reads from the pipe, and the protocol."""
    hands_on(loop, "pipe")
    with reading(loop, Noting()) as ours:
        expect_same(ours.returned, ours.told, doing=f"{READ}(factory, pipe); the protocol that it returns")


@clause("PIPE-02")
def test_a_pipe_can_be_written(loop: Loop) -> None:
    """connect_write_pipe() returns a transport that writes into the pipe, and the protocol."""
    sends(loop, "pipe")
    with writing(loop, Noting()) as ours:
        expect_same(ours.returned, ours.told, doing=f"{WRITE}(factory, pipe); the protocol that it returns")


@clause("PIPE-31")
@METHODS
def test_a_pipe_may_have_a_name(loop: Loop, method: str) -> None:
    """Bytes go through a pipe that has a name in the file system."""
    {READ: hands_on, WRITE: sends}[method](loop, "named pipe")


@clause("PIPE-32")
@METHODS
def test_a_pipe_may_be_a_socket(loop: Loop, method: str) -> None:
    """Bytes go through a stream socket that was connected as a pipe."""
    {READ: hands_on, WRITE: sends}[method](loop, "socket")


@clause("PIPE-33")
@METHODS
def test_a_pipe_may_be_a_terminal(loop: Loop, method: str) -> None:
    """Bytes go through a terminal that was connected as a pipe."""
    {READ: hands_on, WRITE: sends}[method](loop, "terminal")


@clause("PIPE-03")
@METHODS
def test_the_protocol_knows_before_its_caller(loop: Loop, method: str) -> None:
    """When connecting returns, connection_made() was called, once, with the transport that is returned."""
    with ENDS[method](loop, Noting()) as ours:
        made = [transport is ours.transport for transport in ours.told.transports]
        doing = f"{method}(factory, pipe): (calls so far, were they told of the transport that is returned)"
        expect((ours.heard, made), (["connection_made"], [True]), doing=doing)


@clause("PIPE-04")
@METHODS
def test_a_connected_pipe_does_not_block(loop: Loop, method: str) -> None:
    """A pipe that was blocking no longer is when it is connected."""
    with ENDS[method](loop, Noting()) as ours:
        got = os.get_blocking(ours.pipe.fileno())
        expect(got, False, doing=f"{method}() of a pipe that blocks; os.get_blocking() of it then")


@clause("PIPE-12")
@METHODS
@pytest.mark.parametrize("form", ["pipe", "socket"])
def test_a_pipe_is_closed_with_its_transport(loop: Loop, method: str, form: str) -> None:
    """The file-like object is open while the transport is, and closed when all is over."""
    with ENDS[method](loop, Noting(), form) as ours:
        seen = [closed(ours.pipe)]
        ours.transport.close()
        ours.run_until(ours.told.lost)
        ours.run_until(lambda: closed(ours.pipe))
        seen.append(closed(ours.pipe))
        expect(seen, [False, True], doing=f"{method}(), close(), connection_lost(): is the pipe closed?")


@clause("PIPE-13")
@METHODS
def test_a_transport_tells_that_it_closes(loop: Loop, method: str) -> None:
    """is_closing() is False, True once close() was called, True when all is over."""
    with ENDS[method](loop, Noting()) as ours:
        seen = [ours.transport.is_closing()]
        ours.transport.close()
        seen.append(ours.transport.is_closing())
        ours.run_until(ours.told.lost)
        seen.append(ours.transport.is_closing())
        doing = f"{method}(); is_closing() of a new, a closing, a closed transport"
        expect(seen, [False, True, True], doing=doing)


@clause("PIPE-26")
@METHODS
def test_the_pipe_is_known(loop: Loop, method: str) -> None:
    """get_extra_info('pipe') gives the object that was connected, also inside connection_made()."""
    told, seen = Noting(), list[Any]()
    told.hooks["connection_made"] = lambda: seen.append(told.transports[0].get_extra_info("pipe"))
    with ENDS[method](loop, told) as ours:
        seen.append(ours.transport.get_extra_info("pipe"))
        got = [pipe is ours.pipe for pipe in seen]
        doing = f"{method}(); get_extra_info('pipe') in connection_made() and later: is it the pipe?"
        expect(got, [True, True], doing=doing)


@clause("PIPE-50")
@METHODS
def test_unknown_information_has_a_default(loop: Loop, method: str) -> None:
    """get_extra_info() of an unknown name gives the default, and None without one."""
    with ENDS[method](loop, Noting()) as ours:
        ask = ours.transport.get_extra_info
        got = (ask("no such thing"), ask("no such thing", "default"))
        doing = f"{method}(); get_extra_info('no such thing'), without and with a default"
        expect(got, (None, "default"), doing=doing)


@clause("PIPE-28")
@METHODS
def test_a_file_is_no_pipe(loop: Loop, method: str) -> None:
    """A regular file raises ValueError, and is left open."""
    with tempfile.TemporaryFile() as file:
        doing = f"{method}() of a regular file"
        expect_raises(ValueError, lambda: connect(loop, method, Noting, file), doing=doing)
        expect(file.closed, False, doing=f"{doing}; is it closed?")


@clause("PIPE-29")
@METHODS
def test_a_failing_factory_is_heard(loop: Loop, method: str) -> None:
    """What the factory raises comes out, and the pipe is left open."""
    with ends(reads=method == READ) as (pipe, _):
        raised = kind(ended_by(connect, loop, method, boom, pipe))
        run_turns(loop)
        doing = f"{method}(factory, pipe), the factory raises Boom: (what comes out, is the pipe closed)"
        expect((raised, pipe.closed), ("Boom", False), doing=doing)


@clause("PIPE-30")
@METHODS
def test_a_pipe_nobody_waits_for_is_closed(loop: Loop, method: str) -> None:
    """When the task that connects is cancelled after the factory was called, the pipe is closed."""
    with ends(reads=method == READ) as (pipe, _):
        tasks = list[asyncio.Task[Any]]()

        def factory() -> Noting:
            tasks[0].cancel()
            return Noting()

        tasks.append(loop.create_task(getattr(loop, method)(factory, pipe)))
        run_until(loop, tasks[0].done)
        run_until(loop, lambda: closed(pipe))
        with suppress(asyncio.CancelledError):
            tasks[0].exception()
        doing = f"cancel the task of {method}() in the factory: (is it cancelled, is the pipe closed)"
        expect((tasks[0].cancelled(), pipe.closed), (True, True), doing=doing)


@clause("PIPE-34")
def test_the_protocol_can_be_changed(loop: Loop) -> None:
    """After set_protocol(second), data goes to the second protocol and not to the first."""
    with reading(loop, Noting()) as ours:
        first, second = ours.told, Noting()
        expect_same(ours.transport.get_protocol(), first, doing="get_protocol() of a new transport")
        ours.transport.set_protocol(second)
        expect_same(ours.transport.get_protocol(), second, doing="set_protocol(second), get_protocol()")
        ours.far.send(b"news")
        ours.run_until(lambda: first.data or second.data)
        ours.transport.set_protocol(first)
        doing = "set_protocol(second), data is sent: (data of the first, of the second)"
        expect((bytes(first.data), bytes(second.data)), (b"", b"news"), doing=doing)


@clause("PIPE-34")
def test_the_writing_protocol_can_be_changed(loop: Loop) -> None:
    """get_protocol() of a writing transport is the last that was set."""
    with writing(loop, Noting()) as ours:
        second = Noting()
        expect_same(ours.transport.get_protocol(), ours.told, doing=f"{WRITE}(); get_protocol()")
        ours.transport.set_protocol(second)
        expect_same(ours.transport.get_protocol(), second, doing="set_protocol(second), get_protocol()")
        ours.transport.set_protocol(ours.told)


@clause("PIPE-40")
@METHODS
def test_a_transport_may_be_closed_again(loop: Loop, method: str) -> None:
    """A second close(), before and after connection_lost(), raises nothing; all is told once."""
    with ENDS[method](loop, Noting()) as ours:
        raised = [kind(ended_by(ours.transport.close)) for _ in range(2)]
        ours.run_until(ours.told.lost)
        raised.append(kind(ended_by(ours.transport.close)))
        ours.settle()
        doing = f"{method}(); close(), close(), run, close(): (raised, calls of connection_lost())"
        expect((raised, ours.told.calls.count("connection_lost")), ([None] * 3, 1), doing=doing)


EVERY = ["close", "get_extra_info", "get_protocol", "is_closing", "set_protocol"]


def missing(transport: object, names: list[str]) -> list[str]:
    """Which methods a transport lacks."""
    return [name for name in sorted([*EVERY, *names]) if not callable(getattr(transport, name, None))]


@clause("PIPE-41")
def test_a_pipe_reads_as_transports_do(loop: Loop) -> None:
    """The methods of a ReadTransport are there."""
    with reading(loop, Noting()) as ours:
        got = missing(ours.transport, ["is_reading", "pause_reading", "resume_reading"])
        expect(got, [], doing=f"{READ}(); list the methods of ReadTransport that its transport lacks")


@clause("PIPE-42")
def test_a_pipe_writes_as_transports_do(loop: Loop) -> None:
    """The methods of a WriteTransport are there."""
    with writing(loop, Noting()) as ours:
        marks = ["get_write_buffer_limits", "get_write_buffer_size", "set_write_buffer_limits"]
        got = missing(ours.transport, ["abort", "can_write_eof", "write", "write_eof", "writelines", *marks])
        expect(got, [], doing=f"{WRITE}(); list the methods of WriteTransport that its transport lacks")


@clause("PIPE-44")
@METHODS
def test_a_forgotten_transport_warns(loop: Loop, method: str) -> None:
    """A transport that is collected open emits a ResourceWarning."""
    with ends(reads=method == READ) as (pipe, _), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        transport, _ = connect(loop, method, asyncio.Protocol, pipe)
        if method == READ:
            transport.pause_reading()  # a loop keeps what it watches
        loop.close()
        del transport
        gc.collect()
        got = [warning.category.__name__ for warning in caught]
        doing = f"{method}(), close the loop, drop the transport, gc.collect(); list the warnings"
        expect_that("ResourceWarning" in got, doing=doing, expected="a ResourceWarning", observed=got)


@clause("PIPE-46")
def test_a_failing_protocol_is_reported(loop: Loop) -> None:
    """What data_received() raises reaches the exception handler."""
    told, heard = Noting(), hear(loop)
    told.faults["data_received"] = Boom()
    with reading(loop, told) as ours:
        ours.far.send(b"data")
        ours.run_until(lambda: heard)
        got = reported(heard)
        expect(got, ["Boom"], doing="data_received() raises Boom; what the exception handler is told of")
