"""Questions of the chapter readiness: whom the loop calls when a descriptor can be read or written."""

from __future__ import annotations

import gc
import os
import socket
import weakref
from collections.abc import Callable, Iterator
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises
from conformance.suite.descriptors import Pair, stopping
from conformance.suite.driving import Loop, NewLoop, run_turns, run_until, run_until_stopped
from conformance.suite.matter import context_of_who, who


@clause("READY-01")
def test_a_reader_is_called_when_data_comes(pair: Pair, loop: Loop) -> None:
    """The reader's callback is called with its arguments after data came, and not before."""
    ours, theirs = pair
    calls: list[Any] = []
    loop.add_reader(ours, stopping(loop, calls), "a", 2)
    run_turns(loop, 3)
    expect(calls, [], doing="run three turns with a reader on a socket that has no data")
    theirs.send(b"x")
    run_until_stopped(loop)
    loop.remove_reader(ours)
    expect(calls[:1], [("a", 2)], doing="send a byte to a watched socket and run")


@clause("READY-02")
def test_a_writer_is_called_when_there_is_room(pair: Pair, loop: Loop) -> None:
    """The writer's callback is called with its arguments once the full socket has room, and not before."""
    ours, theirs = pair
    sent = fill(ours)
    calls: list[Any] = []
    loop.add_writer(ours, stopping(loop, calls), "w")
    run_turns(loop, 3)
    expect(calls, [], doing="run three turns with a writer on a socket whose buffer is full")
    while sent > 0:
        sent -= len(theirs.recv(1 << 20))
    run_until_stopped(loop)
    loop.remove_writer(ours)
    expect(calls[:1], [("w",)], doing="read everything at the other end and run")


def fill(end: socket.socket) -> int:
    """Send until the system takes no more; the number of bytes."""
    sent = 0
    try:
        while True:
            sent += end.send(b"." * (1 << 16))
    except BlockingIOError:
        return sent


@clause("READY-11")
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "remove"]), st.sampled_from(["reader", "writer"])), max_size=12
    ),
    gone=st.sampled_from(["reader", "writer"]),
)
def test_each_direction_is_added_and_removed_by_itself(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[tuple[str, str]], gone: str
) -> None:
    """After adds and removes on an fd ready both ways, and one more remove, the other direction is called."""
    (ours, theirs), loop = new_pair(), new_loop()
    theirs.send(b"x")
    monitored, called = set[str](), set[str]()
    try:
        for action, direction in [*steps, ("remove", gone)]:
            method = getattr(loop, f"{action}_{direction}")
            if action == "add":
                method(ours, called.add, direction)
                monitored.add(direction)
            else:
                method(ours)
                monitored.discard(direction)
        run_until(loop, lambda: called >= monitored)
        expect(
            sorted(called & monitored),
            sorted(monitored),
            doing=f"run with both ways ready, after {steps} and the removal of the {gone}",
        )
    finally:
        loop.close()
        ours.close()
        theirs.close()


@clause("READY-03")
def test_remove_reader_tells_what_there_was(pair: Pair, loop: Loop) -> None:
    """remove_reader() is False on a strange fd, True on a monitored one, False again after that."""
    told = [loop.remove_reader(pair[0])]
    loop.add_reader(pair[0], int)
    told += [loop.remove_reader(pair[0]), loop.remove_reader(pair[0])]
    expect(told, [False, True, False], doing="remove_reader(); add_reader(), remove_reader() twice")


@clause("READY-04")
def test_remove_writer_tells_what_there_was(pair: Pair, loop: Loop) -> None:
    """remove_writer() is False on a strange fd, True on a monitored one, False again after that."""
    told = [loop.remove_writer(pair[0])]
    loop.add_writer(pair[0], int)
    told += [loop.remove_writer(pair[0]), loop.remove_writer(pair[0])]
    expect(told, [False, True, False], doing="remove_writer(); add_writer(), remove_writer() twice")


@clause("READY-05")
def test_a_removed_reader_is_not_called(readable: socket.socket, loop: Loop) -> None:
    """A reader that was called, and is removed then, is called no more though data is left."""
    calls: list[Any] = []
    loop.add_reader(readable, stopping(loop, calls))
    run_until_stopped(loop)
    expect(calls[:1], [()], doing="run with a reader that stops the loop")
    before = len(calls)
    loop.remove_reader(readable)
    run_turns(loop, 3)
    expect(len(calls), before, doing="remove_reader() and run three more turns; count its calls")


@clause("READY-06")
def test_a_removed_writer_is_not_called(pair: Pair, loop: Loop) -> None:
    """A writer that was called, and is removed then, is called no more though there is room."""
    calls: list[Any] = []
    loop.add_writer(pair[0], stopping(loop, calls))
    run_until_stopped(loop)
    expect(calls[:1], [()], doing="run with a writer that stops the loop")
    before = len(calls)
    loop.remove_writer(pair[0])
    run_turns(loop, 3)
    expect(len(calls), before, doing="remove_writer() and run three more turns; count its calls")


@clause("READY-07")
def test_a_second_reader_replaces_the_first(readable: socket.socket, loop: Loop) -> None:
    """Of two readers added for one fd, only the second is called."""
    calls: list[Any] = []
    loop.add_reader(readable, calls.append, ("first",))
    loop.add_reader(readable, stopping(loop, calls), "second")
    run_until_stopped(loop)
    loop.remove_reader(readable)
    expect(set(calls), {("second",)}, doing="add_reader() twice for one fd and run")


@clause("READY-08")
def test_a_second_writer_replaces_the_first(pair: Pair, loop: Loop) -> None:
    """Of two writers added for one fd, only the second is called."""
    calls: list[Any] = []
    loop.add_writer(pair[0], calls.append, ("first",))
    loop.add_writer(pair[0], stopping(loop, calls), "second")
    run_until_stopped(loop)
    loop.remove_writer(pair[0])
    expect(set(calls), {("second",)}, doing="add_writer() twice for one fd and run")


@clause("READY-09")
def test_readiness_is_told_until_it_is_used(readable: socket.socket, loop: Loop) -> None:
    """A reader that reads nothing is called again; once it has read all, it is not."""
    calls: list[int] = []

    def look() -> None:
        calls.append(1)
        if len(calls) == 3:
            readable.recv(10)
            loop.stop()

    loop.add_reader(readable, look)
    run_until_stopped(loop)
    run_turns(loop, 3)
    loop.remove_reader(readable)
    expect(len(calls), 3, doing="leave a byte unread in two calls of the reader, read it in the third")


@clause("READY-10")
def test_both_directions_are_called(readable: socket.socket, loop: Loop) -> None:
    """A reader and a writer of one fd that is ready both ways are both called, each its own."""
    called: set[str] = set()

    def note(direction: str) -> None:
        called.add(direction)
        if len(called) == 2:
            loop.stop()

    loop.add_reader(readable, note, "reader")
    loop.add_writer(readable, note, "writer")
    run_until_stopped(loop)
    loop.remove_reader(readable)
    loop.remove_writer(readable)
    expect(
        sorted(called), ["reader", "writer"], doing="run with reader and writer on one fd, ready both ways"
    )


@clause("READY-11")
@pytest.mark.parametrize(("gone", "left"), [("reader", "writer"), ("writer", "reader")])
def test_one_direction_survives_the_other(readable: socket.socket, loop: Loop, gone: str, left: str) -> None:
    """After removing one direction of an fd, the other is still called."""
    calls: list[Any] = []
    getattr(loop, f"add_{gone}")(readable, int)
    getattr(loop, f"add_{left}")(readable, stopping(loop, calls), left)
    getattr(loop, f"remove_{gone}")(readable)
    run_until_stopped(loop)
    getattr(loop, f"remove_{left}")(readable)
    expect(calls[:1], [(left,)], doing=f"add both directions, remove the {gone}, run")


@clause("READY-12")
def test_number_and_object_mean_the_same_fd(readable: socket.socket, loop: Loop) -> None:
    """A reader added by object is replaced and removed by number, and the other way round."""
    calls: list[Any] = []
    loop.add_reader(readable, calls.append, ("by object",))
    loop.add_reader(readable.fileno(), stopping(loop, calls), "by number")
    run_until_stopped(loop)
    expect(set(calls), {("by number",)}, doing="add_reader(socket), then add_reader(its number), and run")
    answers: list[object] = []
    for named in (readable.fileno(), readable):
        loop.add_reader(readable.fileno(), int)
        answers.append(loop.remove_reader(named))
    doing = "add_reader(number), remove_reader(socket): the answer that remove_reader(number) gives"
    expect(answers[1], answers[0], doing=doing)


@clause("READY-13")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_no_descriptor_is_refused(loop: Loop, method: str) -> None:
    """add_reader() and add_writer() raise ValueError or TypeError for what is no descriptor."""
    for wrong in (object(), "a string", 1.5, None):
        expect_raises(
            (ValueError, TypeError), getattr(loop, method), wrong, int, doing=f"{method}({wrong!r:.12})"
        )


@clause("READY-30")
@pytest.mark.parametrize("kind", ["reader", "writer"])
def test_what_was_closed_can_still_be_removed(pair: Pair, loop: Loop, kind: str) -> None:
    """An object that was closed while it was watched is forgotten by its own name, not by its number."""
    ours, _theirs = pair

    def ready() -> None: ...

    held = weakref.ref(ready)
    getattr(loop, f"add_{kind}")(ours, ready)
    del ready
    ours.close()
    seen = "forgotten"
    try:
        getattr(loop, f"remove_{kind}")(ours)
    except ValueError as refusal:
        seen = repr(refusal)
    gc.collect()
    if held() is not None and seen == "forgotten":
        seen = "the callback is still held"
    expect(seen, "forgotten", doing=f"add_{kind}(sock, ...); sock.close(); remove_{kind}(sock)")


@clause("READY-14")
def test_a_failing_reader_is_reported_and_stays(pair: Pair, loop: Loop) -> None:
    """A reader that reads and raises is reported to the exception handler, and called for the next byte."""
    ours, theirs = pair
    heard: list[str] = []

    def hear(_loop: Loop, told: dict[str, Any]) -> None:
        heard.append(str(told.get("exception")))
        if len(heard) == 2:
            loop.stop()
        else:
            theirs.send(b"x")

    def fail() -> None:
        ours.recv(1)
        raise ValueError("bad message")

    loop.set_exception_handler(hear)
    loop.add_reader(ours, fail)
    theirs.send(b"x")
    run_until_stopped(loop)
    loop.remove_reader(ours)
    expect(heard[:2], ["bad message"] * 2, doing="let a reader raise twice; list what was reported")


@clause("READY-15")
def test_the_end_of_a_stream_is_readable(pair: Pair, loop: Loop) -> None:
    """When the peer closes, the reader is called and reads the end of the stream."""
    ours, theirs = pair
    read: list[bytes] = []

    def look() -> None:
        read.append(ours.recv(10))
        loop.stop()

    loop.add_reader(ours, look)
    theirs.close()
    run_until_stopped(loop)
    loop.remove_reader(ours)
    expect(read[:1], [b""], doing="close the peer of a watched socket and run")


@pytest.fixture
def pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The ends of a pipe: where to read, where to write."""
    read, write = os.pipe()
    with open(read, "rb", buffering=0) as reader, open(write, "wb", buffering=0) as writer:
        yield reader, writer


@clause("READY-15")
def test_the_end_of_a_pipe_is_readable(pipe: tuple[IO[bytes], IO[bytes]], loop: Loop) -> None:
    """When the writer of a pipe closes, the reader is called, though nothing was ever written."""
    reader, writer = pipe
    read: list[bytes] = []

    def look() -> None:
        read.append(reader.read(10))
        loop.stop()

    loop.add_reader(reader, look)
    writer.close()
    run_until_stopped(loop)
    loop.remove_reader(reader)
    expect(read[:1], [b""], doing="close the writing end of a pipe whose reading end is watched, and run")


@clause("READY-16")
def test_adding_calls_nothing(readable: socket.socket, loop: Loop) -> None:
    """add_reader() and add_writer() on an fd that is ready return before any callback is called."""
    order: list[str] = []

    def add() -> None:
        loop.add_reader(readable, order.append, "called")
        loop.add_writer(readable, order.append, "called")
        order.append("added")

    loop.call_soon(add)
    run_until(loop, lambda: len(order) >= 2)
    loop.remove_reader(readable)
    loop.remove_writer(readable)
    expect(order[:2], ["added", "called"], doing="add reader and writer for a ready fd inside a callback")


@clause("READY-18")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_a_closed_loop_watches_nothing(pair: Pair, loop: Loop, method: str) -> None:
    """add_reader() and add_writer() raise RuntimeError on a closed loop."""
    loop.close()
    expect_raises(
        RuntimeError, getattr(loop, method), pair[0], int, doing=f"close() the loop, then {method}()"
    )


@clause("READY-25")
def test_the_number_of_a_closed_descriptor_can_be_used_again(
    new_pair: Callable[[], Pair], loop: Loop
) -> None:
    """A number whose fd was closed while watched can be removed, and watched for the next of that number."""
    (old, _), (new, to_new) = new_pair(), new_pair()
    calls: list[Any] = []
    number = os.dup(old.fileno())
    loop.add_reader(number, stopping(loop, calls), "old")
    run_turns(loop, 1)
    os.close(number)
    loop.remove_reader(number)
    os.dup2(new.fileno(), number)
    try:
        loop.add_reader(number, stopping(loop, calls), "new")
        to_new.send(b"x")
        run_until_stopped(loop)
        loop.remove_reader(number)
    finally:
        os.close(number)
    expect(
        set(calls),
        {("new",)},
        doing="close a watched fd, remove its number; watch the next fd of that number and make it readable",
    )


@clause("READY-26")
@pytest.mark.parametrize("direction", ["reader", "writer"])
def test_readiness_is_told_in_the_context_of_the_adder(
    readable: socket.socket, loop: Loop, direction: str
) -> None:
    """The callback of a reader or writer sees the context variables that were set where it was added."""
    calls: list[Any] = []
    note = stopping(loop, calls)
    context_of_who("adder").run(getattr(loop, f"add_{direction}"), readable, lambda: note(who.get()))
    run_until_stopped(loop)
    getattr(loop, f"remove_{direction}")(readable)
    expect(
        calls[:1],
        [("adder",)],
        doing=f"add_{direction}() in a context of its own; read a variable when called",
    )
