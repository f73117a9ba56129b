"""Questions of the chapter readiness: whom the loop calls when a descriptor can be read or written."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.driving import PATIENCE, Loop, NewLoop, rescue, run_turns, run_until_stopped
from conformance.suite.matter import context_of_who, who

Pair = tuple[socket.socket, socket.socket]


# Sockets come first in each test's arguments: a loop must be closed before the descriptors that it watches.
@pytest.fixture
def new_pair() -> Iterator[Callable[[], Pair]]:
    """Makes connected non-blocking sockets, all closed after the test."""
    made: list[socket.socket] = []

    def make() -> Pair:
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
            made.append(end)
        return ours, theirs

    yield make
    for end in made:
        end.close()


@pytest.fixture
def pair(new_pair: Callable[[], Pair]) -> Pair:
    """Two connected sockets with nothing to read yet."""
    return new_pair()


@pytest.fixture
def readable(pair: Pair) -> socket.socket:
    """A socket with one byte to read."""
    pair[1].send(b"x")
    return pair[0]


def stopping(loop: Loop, log: list[Any]) -> Callable[..., None]:
    """A callback that notes its arguments and stops the loop."""

    def note(*args: object) -> None:
        log.append(args)
        loop.stop()

    return note


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
    )
)
def test_each_direction_is_added_and_removed_by_itself(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[tuple[str, str]]
) -> None:
    """After any adds and removes on an fd ready both ways, every direction still monitored is called."""
    (ours, theirs), loop = new_pair(), new_loop()
    theirs.send(b"x")
    monitored, called = set[str](), set[str]()
    try:
        for action, direction in steps:
            method = getattr(loop, f"{action}_{direction}")
            if action == "add":
                method(ours, called.add, direction)
                monitored.add(direction)
            else:
                method(ours)
                monitored.discard(direction)
        run_turns(loop, 3)
        expect(
            sorted(called & monitored), sorted(monitored), doing=f"run with both ways ready, after {steps}"
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


@clause("READY-07")
def test_a_reader_replaced_in_flight_is_not_called(new_pair: Callable[[], Pair], loop: Loop) -> None:
    """Of two ready fds, each of whose readers replaces both, exactly one of the first readers is called."""
    ends = [new_pair() for _ in range(2)]
    first: list[str] = []

    def replace_all() -> None:
        first.append("called")
        for ours, _ in ends:
            loop.add_reader(ours, int)

    for ours, theirs in ends:
        theirs.send(b"x")
        loop.add_reader(ours, replace_all)
    run_turns(loop, 4)
    for ours, _ in ends:
        loop.remove_reader(ours)
    expect(first, ["called"], doing="let the first reader called replace the readers of two ready fds")


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
    getattr(loop, f"add_{gone}")(readable, calls.append, (gone,))
    getattr(loop, f"add_{left}")(readable, stopping(loop, calls), left)
    getattr(loop, f"remove_{gone}")(readable)
    run_until_stopped(loop)
    getattr(loop, f"remove_{left}")(readable)
    expect(set(calls), {(left,)}, doing=f"add both directions, remove the {gone}, run")


@clause("READY-12")
def test_number_and_object_mean_the_same_fd(readable: socket.socket, loop: Loop) -> None:
    """A reader added by object is replaced and removed by number, and the other way round."""
    calls: list[Any] = []
    loop.add_reader(readable, calls.append, ("by object",))
    loop.add_reader(readable.fileno(), stopping(loop, calls), "by number")
    run_until_stopped(loop)
    expect(set(calls), {("by number",)}, doing="add_reader(socket), then add_reader(its number), and run")
    before = len(calls)
    loop.remove_reader(readable)
    run_turns(loop, 3)
    expect(len(calls), before, doing="remove_reader(socket) after adding by number; count further calls")


@clause("READY-13")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_no_descriptor_is_refused(loop: Loop, method: str) -> None:
    """add_reader() and add_writer() raise ValueError or TypeError for what is no descriptor."""
    for wrong in (object(), "a string", 1.5, None):
        expect_raises(
            (ValueError, TypeError), getattr(loop, method), wrong, int, doing=f"{method}({wrong!r:.12})"
        )


@clause("READY-14")
def test_a_failing_reader_is_reported_and_stays(readable: socket.socket, loop: Loop) -> None:
    """A reader that raises is reported to the exception handler and called again."""
    heard: list[str] = []

    def hear(_loop: Loop, told: dict[str, Any]) -> None:
        heard.append(str(told.get("exception")))
        if len(heard) == 2:
            loop.stop()

    def fail() -> None:
        raise ValueError("bad message")

    loop.set_exception_handler(hear)
    loop.add_reader(readable, fail)
    run_until_stopped(loop)
    loop.remove_reader(readable)
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
    run_turns(loop, 3)
    loop.remove_reader(readable)
    loop.remove_writer(readable)
    expect(order[:2], ["added", "called"], doing="add reader and writer for a ready fd inside a callback")


@clause("READY-17")
def test_a_reader_removed_in_flight_is_not_called(new_pair: Callable[[], Pair], loop: Loop) -> None:
    """Of two ready fds, each of whose readers removes the other, exactly one is called."""
    (left, to_left), (right, to_right) = new_pair(), new_pair()
    calls: list[socket.socket] = []

    def remove(mine: socket.socket, other: socket.socket) -> None:
        if mine not in calls:
            calls.append(mine)
        loop.remove_reader(other)

    loop.add_reader(left, remove, left, right)
    loop.add_reader(right, remove, right, left)
    for peer in (to_left, to_right):
        peer.send(b"x")
    run_turns(loop, 4)
    loop.remove_reader(left)
    loop.remove_reader(right)
    expect(len(calls), 1, doing="let the readers of two ready fds remove one another; count who was called")


@clause("READY-18")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_a_closed_loop_watches_nothing(pair: Pair, loop: Loop, method: str) -> None:
    """add_reader() and add_writer() raise RuntimeError on a closed loop."""
    loop.close()
    expect_raises(
        RuntimeError, getattr(loop, method), pair[0], int, doing=f"close() the loop, then {method}()"
    )


@clause("READY-19")
def test_a_stopped_run_polls_once(readable: socket.socket, loop: Loop) -> None:
    """After stop(), run_forever() serves a descriptor that is ready and returns."""
    calls: list[Any] = []
    loop.add_reader(readable, calls.append, 1)
    loop.stop()
    loop.run_forever()
    loop.remove_reader(readable)
    expect_that(
        len(calls) >= 1,
        doing="stop(), then run_forever() with a reader on a readable fd",
        expected="its callback called",
        observed=calls,
    )


@clause("READY-20")
def test_every_ready_descriptor_is_served(new_pair: Callable[[], Pair], loop: Loop) -> None:
    """Descriptors that become ready together are all served, in whatever order."""
    ends = [new_pair() for _ in range(5)]
    called: set[int] = set()

    def note(number: int) -> None:
        called.add(number)
        if len(called) == len(ends):
            loop.stop()

    for number, (ours, theirs) in enumerate(ends):
        loop.add_reader(ours, note, number)
        theirs.send(b"x")
    run_until_stopped(loop)
    for ours, _ in ends:
        loop.remove_reader(ours)
    expect(sorted(called), [0, 1, 2, 3, 4], doing="make five watched descriptors readable and run")


@clause("READY-21")
def test_a_far_timer_does_not_delay_a_reader(pair: Pair, loop: Loop) -> None:
    """A reader whose fd becomes readable is called before a timer that is far away comes due."""
    ours, theirs = pair
    called_at: list[float] = []

    def note() -> None:
        called_at.append(loop.time())
        loop.stop()

    loop.add_reader(ours, note)
    far = loop.call_later(PATIENCE, loop.stop)
    loop.call_soon(theirs.send, b"x")
    loop.run_forever()
    far.cancel()
    loop.remove_reader(ours)
    in_time = [moment < far.when() for moment in called_at[:1]]
    expect(
        in_time, [True], doing="run with a timer far away and an fd that becomes readable; called before it?"
    )


@clause("READY-22")
def test_an_idle_descriptor_does_not_delay_a_timer(pair: Pair, loop: Loop) -> None:
    """A timer runs although the only descriptor watched never becomes readable."""
    ours, theirs = pair
    ran: list[str] = []

    def give_up() -> None:
        ours.recv(1)
        ran.append("descriptor")
        loop.stop()

    loop.add_reader(ours, give_up)

    def note_timer() -> None:
        ran.append("timer")
        loop.stop()

    loop.call_soon(lambda: loop.call_later(0.05, note_timer))  # not due before the loop sleeps
    with rescue(lambda: theirs.send(b"x")):
        loop.run_forever()
    loop.remove_reader(ours)
    expect(ran, ["timer"], doing="run with a timer in 50 ms and an fd that stays idle")


@clause("READY-23")
def test_a_busy_descriptor_starves_nobody(pair: Pair, loop: Loop) -> None:
    """Beside a descriptor that is ready all the time, a chain of call_soon callbacks and a timer both run."""
    ran: list[str] = []
    limit = loop.time() + PATIENCE

    def note_timer() -> None:
        ran.append("timer")
        loop.stop()

    def chain(left: int) -> None:
        if left:
            loop.call_soon(chain, left - 1)
        else:
            ran.append("chain")
            loop.call_later(0.001, note_timer)

    def busy() -> None:
        if loop.time() > limit:
            loop.stop()

    loop.add_writer(pair[0], busy)
    loop.call_soon(chain, 3)
    loop.run_forever()
    loop.remove_writer(pair[0])
    expect(ran, ["chain", "timer"], doing="run beside a writer whose descriptor always has room")


@clause("READY-24")
def test_busy_callbacks_do_not_starve_a_descriptor(readable: socket.socket, loop: Loop) -> None:
    """While callbacks schedule one another without end, a ready descriptor is served."""
    served: list[int] = []

    def again(left: int) -> None:
        if served or not left:
            loop.stop()
        else:
            loop.call_soon(again, left - 1)

    loop.add_reader(readable, lambda: served.append(1))
    loop.call_soon(again, 10_000)
    loop.run_forever()
    loop.remove_reader(readable)
    expect_that(
        bool(served),
        doing="run a chain of 10,000 call_soon callbacks beside a readable descriptor",
        expected="its reader called before the chain ends",
        observed=served,
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


@clause("READY-27")
def test_a_reader_can_remove_itself(readable: socket.socket, loop: Loop) -> None:
    """A reader that removes itself in its first call is called once."""
    calls: list[int] = []

    def once() -> None:
        loop.remove_reader(readable)
        calls.append(1)

    loop.add_reader(readable, once)
    run_turns(loop, 4)
    expect(
        len(calls), 1, doing="remove_reader() inside the reader's own callback; count its calls in four turns"
    )


@clause("READY-28")
def test_a_reader_added_in_a_run_is_served_in_it(readable: socket.socket, loop: Loop) -> None:
    """A reader added by a callback of the running loop is called in the same run."""
    calls: list[Any] = []
    loop.call_soon(lambda: loop.add_reader(readable, stopping(loop, calls)))
    run_until_stopped(loop)
    loop.remove_reader(readable)
    expect(calls[:1], [()], doing="add_reader() for a readable fd inside a callback, and run on")
