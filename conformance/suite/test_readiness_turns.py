"""Questions of the chapter readiness: descriptors beside the loop's other work, and changes in mid-turn."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair, stopping
from conformance.suite.driving import PATIENCE, Loop, rescue, run_turns, run_until, run_until_stopped


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
    run_until(loop, lambda: bool(first))
    run_turns(loop)
    for ours, _ in ends:
        loop.remove_reader(ours)
    expect(first, ["called"], doing="let the first reader called replace the readers of two ready fds")


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
    run_until(loop, lambda: bool(calls))
    run_turns(loop)
    loop.remove_reader(left)
    loop.remove_reader(right)
    expect(len(calls), 1, doing="let the readers of two ready fds remove one another; count who was called")


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
    far = loop.call_later(3600, loop.stop)
    loop.call_soon(theirs.send, b"x")
    with rescue(lambda: loop.call_soon_threadsafe(loop.stop)):
        loop.run_forever()
    far.cancel()
    loop.remove_reader(ours)
    in_time = [moment < far.when() for moment in called_at[:1]]
    expect(in_time, [True], doing="run with a timer an hour away and a readable fd; called before it?")


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
    loop.call_soon(again, 2_000)
    loop.run_forever()
    loop.remove_reader(readable)
    expect_that(
        bool(served),
        doing="run a chain of 2,000 call_soon callbacks beside a readable descriptor",
        expected="its reader called before the chain ends",
        observed=served,
    )


@clause("READY-27")
def test_a_reader_can_remove_itself(readable: socket.socket, loop: Loop) -> None:
    """A reader that removes itself in its first call is called once."""
    calls: list[int] = []

    def once() -> None:
        loop.remove_reader(readable)
        calls.append(1)

    loop.add_reader(readable, once)
    run_until(loop, lambda: bool(calls))
    run_turns(loop)
    expect(len(calls), 1, doing="remove_reader() inside the reader's own callback; count its calls")


@clause("READY-28")
def test_a_reader_added_in_a_run_is_served_in_it(readable: socket.socket, loop: Loop) -> None:
    """A reader added by a callback of the running loop is called in the same run."""
    calls: list[Any] = []
    loop.call_soon(lambda: loop.add_reader(readable, stopping(loop, calls)))
    run_until_stopped(loop)
    loop.remove_reader(readable)
    expect(calls[:1], [()], doing="add_reader() for a readable fd inside a callback, and run on")
