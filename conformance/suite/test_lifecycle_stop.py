"""The questions about stopping a loop."""

from __future__ import annotations

import socket
import threading

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.driving import PATIENCE, Loop, run_turns, run_until, run_until_stopped
from conformance.target import Target


@clause("STOP-01")
def test_stop_before_the_run_allows_one_turn(loop: Loop) -> None:
    """After stop(), run_forever runs what is scheduled, not what that schedules, and returns."""
    ran: list[str] = []

    def first() -> None:
        ran.append("first")
        loop.call_soon(ran.append, "scheduled by first")

    loop.call_soon(first)
    loop.call_soon(ran.append, "second")
    loop.stop()
    stopped = run_until_stopped(loop)
    expect(
        (ran, stopped),
        (["first", "second"], True),
        doing="call_soon(first), call_soon(second), stop(), run_forever()",
    )
    run_turns(loop)


@clause("STOP-02")
def test_stop_before_the_run_serves_descriptors(loop: Loop) -> None:
    """After stop(), run_forever calls the reader of a descriptor that is ready, and returns."""
    ran: list[str] = []
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.send(b"x")
        loop.add_reader(ours, ran.append, "reader")
        loop.stop()
        stopped = run_until_stopped(loop)
        loop.remove_reader(ours)
    expect((ran, stopped), (["reader"], True), doing="add_reader(ready socket), stop(), run_forever()")


@clause("STOP-02")
def test_stop_before_the_run_does_not_wait(loop: Loop) -> None:
    """After stop(), run_forever returns although no descriptor is ready and nothing is scheduled."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loop.add_reader(ours, int)
        loop.stop()
        stopped = run_until_stopped(loop)
        loop.remove_reader(ours)
    expect(
        stopped,
        True,
        doing="add_reader(silent socket), stop(), run_forever(); ask whether it returned by itself",
    )


def _fifty_turns(loop: Loop) -> int:
    """Run a chain of fifty callbacks, the last of which stops the loop; how many ran."""
    ran: list[int] = []

    def turn(number: int) -> None:
        ran.append(number)
        if number < 50:
            loop.call_soon(turn, number + 1)
        else:
            loop.stop()

    loop.call_soon(turn, 1)
    run_until_stopped(loop)
    return len(ran)


@clause("STOP-05")
def test_a_stop_ends_one_run(loop: Loop) -> None:
    """After a run that was stopped, the next one goes on until it is stopped anew."""
    loop.call_soon(loop.stop)
    loop.run_forever()
    expect(
        _fifty_turns(loop), 50, doing="stop a run, then run a chain of 50 callbacks; how many ran in one run"
    )


@clause("STOP-06")
def test_many_stops_are_one(loop: Loop) -> None:
    """stop() called by two callbacks of one turn, and twice by one, ends that run and no other."""
    for _ in range(2):
        loop.call_soon(loop.stop)
        loop.call_soon(lambda: (loop.stop(), loop.stop()))
    loop.run_forever()
    expect(
        _fifty_turns(loop),
        50,
        doing="stop a run six times, then run a chain of 50 callbacks; how many ran in one run",
    )


@clause("STOP-08")
def test_timers_survive_a_stop(loop: Loop, target: Target) -> None:
    """A timer set before a run that is stopped before its deadline is called in the next run."""
    ran: list[str] = []
    timer = loop.call_later(target.tick, ran.append, "timer")
    loop.call_soon(loop.stop)
    loop.run_forever()
    run_until(loop, lambda: bool(ran))
    timer.cancel()
    expect(ran, ["timer"], doing="call_later(one tick), stop a run, run again; who was called")


@clause("STOP-09")
def test_another_thread_can_stop_a_waiting_loop(loop: Loop) -> None:
    """stop() scheduled from another thread ends run_forever while the loop has nothing to do."""
    running = threading.Event()

    def stopper() -> None:
        running.wait(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)

    thread = threading.Thread(target=stopper)
    thread.start()
    loop.call_soon(running.set)
    stopped = run_until_stopped(loop)
    thread.join()
    expect(
        stopped,
        True,
        doing="call_soon_threadsafe(loop.stop) from a thread; ask whether run_forever returned by it",
    )
