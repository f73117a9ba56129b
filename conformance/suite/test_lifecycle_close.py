"""The questions about closing a loop."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import weakref
from collections.abc import Callable

import psutil
import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.child import printed
from conformance.suite.driving import PATIENCE, RUNS, Loop, NewLoop, in_callback, run_turns
from conformance.suite.matter import Report, Thing, done_future
from conformance.target import Target


@clause("CLOSE-01")
def test_is_closed_tells(new_loop: NewLoop) -> None:
    """is_closed() turns true with close()."""
    loop = new_loop()
    before = loop.is_closed()
    loop.close()
    expect((before, loop.is_closed()), (False, True), doing="ask is_closed() before and after close()")


@clause("CLOSE-02")
def test_close_discards_callbacks(loop: Loop) -> None:
    """Callbacks that are pending when the loop is closed are not called."""
    ran: list[str] = []
    loop.call_soon(ran.append, "soon")
    loop.close()
    gc.collect()
    expect(ran, [], doing="call_soon(callback), close()")


@clause("CLOSE-03")
def test_close_twice(loop: Loop) -> None:
    """close() of a closed loop returns and leaves it closed."""
    loop.close()
    try:
        loop.close()
        observed = "returned"
    except Exception as fault:
        observed = f"raised {type(fault).__name__}"
    expect(
        (observed, loop.is_closed()), ("returned", True), doing="close() a second time, then ask is_closed()"
    )


@clause("CLOSE-04")
def test_a_closed_loop_cannot_run(loop: Loop) -> None:
    """Running a closed loop raises an exception, and it is still closed."""
    future = done_future(loop)
    loop.close()
    expect_raises(
        Exception, loop.run_until_complete, future, doing="run_until_complete(done future) on a closed loop"
    )
    expect(loop.is_closed(), True, doing="ask is_closed() after trying to run a closed loop")


@clause("CLOSE-05")
def test_a_running_loop_cannot_be_closed(loop: Loop) -> None:
    """close() in a callback raises RuntimeError, and the callbacks behind it are called."""
    ran: list[str] = []

    def close() -> None:
        expect_raises(RuntimeError, loop.close, doing="close() from a callback of the running loop")

    in_callback(loop, close)
    loop.call_soon(ran.append, "ran")
    run_turns(loop)
    expect(
        (ran, loop.is_closed()),
        (["ran"], False),
        doing="run a callback after a refused close(); ask is_closed()",
    )


@clause("CLOSE-06")
@pytest.mark.parametrize("run", RUNS)
def test_running_a_closed_loop_is_a_runtime_error(loop: Loop, run: Callable[[Loop], None]) -> None:
    """run_forever and run_until_complete raise RuntimeError once the loop is closed."""
    loop.stop()  # one turn only, should the loop run after all
    loop.close()
    expect_raises(RuntimeError, run, loop, doing=f"{run.__name__} on a closed loop")


@clause("CLOSE-07")
def test_call_soon_on_a_closed_loop(loop: Loop) -> None:
    """call_soon raises RuntimeError once the loop is closed."""
    loop.close()
    expect_raises(RuntimeError, loop.call_soon, int, doing="call_soon on a closed loop")


@clause("CLOSE-08")
@pytest.mark.parametrize("method", ["call_later", "call_at"])
def test_timers_on_a_closed_loop(loop: Loop, method: str) -> None:
    """call_later and call_at raise RuntimeError once the loop is closed."""
    now = loop.time()
    loop.close()
    call: Callable[..., object] = getattr(loop, method)
    expect_raises(RuntimeError, call, now + 1, int, doing=f"{method} on a closed loop")


@clause("CLOSE-09")
def test_close_does_not_wait_for_the_executor(loop: Loop, loop_reports: list[Report]) -> None:
    """close() returns while the default executor still works, and the worker then ends."""
    entered, leave, left = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        entered.set()
        leave.wait(PATIENCE)
        left.set()

    loop.run_in_executor(None, work)
    entered.wait(PATIENCE)
    workers = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    loop.close()
    waited = left.is_set()
    leave.set()
    left.wait(PATIENCE)
    for worker in workers:
        worker.join(PATIENCE)
    expect(
        waited, False, doing="close() with work in the default executor; ask whether it waited for its end"
    )
    alive = [worker for worker in workers if worker.is_alive()]
    expect(
        len(alive),
        0,
        doing="count the executor's threads that live on after close() and the end of their work",
    )


@clause("CLOSE-10")
def test_close_discards_timers(loop: Loop) -> None:
    """Timers pending when the loop is closed are not called, not even those already due."""
    ran: list[str] = []
    loop.call_at(loop.time() - 1, ran.append, "past")
    loop.call_later(0, ran.append, "now")
    loop.call_later(3600, ran.append, "in an hour")
    loop.close()
    gc.collect()
    expect(ran, [], doing="call_at(past), call_later(0), call_later(3600), close()")


def expect_collected(watch: weakref.ref[Thing], loop: Loop, *, doing: str) -> None:
    """Nothing refers to the object any more, although the closed loop lives on."""
    gc.collect()
    expect_that(
        watch() is None,
        doing=doing,
        expected="the object is collected while the closed loop lives on",
        observed=f"the closed {type(loop).__name__} keeps it alive",
    )


@clause("CLOSE-11")
@pytest.mark.parametrize("method", ["call_soon", "call_later", "call_at"])
def test_close_lets_go_of_what_was_scheduled(loop: Loop, method: str) -> None:
    """A closed loop holds no reference to the arguments of callbacks that never ran."""
    thing = Thing()
    watch = weakref.ref(thing)
    when: tuple[float, ...] = () if method == "call_soon" else (loop.time() + 3600,)
    getattr(loop, method)(*when, id, thing)
    loop.close()
    del thing
    expect_collected(watch, loop, doing=f"{method}(callback, object), close(), drop the object")


@clause("CLOSE-11")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_close_lets_go_of_what_watched_descriptors(loop: Loop, target: Target, method: str) -> None:
    """A closed loop holds no reference to the callback of a reader or writer that was not removed."""
    if "readiness" not in target.capabilities:
        pytest.skip("the question needs readiness")
    thing = Thing()
    watch = weakref.ref(thing)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        getattr(loop, method)(ours, id, thing)
        loop.close()
        del thing
        expect_collected(watch, loop, doing=f"{method}(socket, callback, object), close(), drop the object")


@clause("CLOSE-12")
def test_close_gives_descriptors_back(target: Target) -> None:
    """While a closed loop is still referred to, the process has as many descriptors as before it was made."""

    def live() -> Loop:
        loop = target.factory()
        run_turns(loop)
        loop.close()
        return loop

    if not hasattr(psutil.Process, "num_fds"):
        pytest.skip("the system does not count the descriptors of a process")
    live()  # what a library opens once per process is not the loop's
    gc.collect()
    before = psutil.Process().num_fds()
    closed = [live() for _ in range(3)]
    gc.collect()
    left = psutil.Process().num_fds() - before
    closed.clear()
    expect(
        left,
        0,
        doing="count descriptors left open by making, running and closing 3 loops",
    )


@clause("CLOSE-14")
@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
def test_a_closed_loop_goes_with_its_last_reference(target: Target, debug: bool) -> None:
    """Nothing in a closed loop refers back to it."""
    loop = target.factory()
    loop.set_debug(debug)
    try:
        watch = weakref.ref(loop)
    except TypeError:
        loop.close()
        pytest.skip("no weak reference can be made to a loop of this type")
    collecting = gc.isenabled()
    gc.disable()
    try:
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
        del loop
        gone = watch() is None
    finally:
        if collecting:
            gc.enable()
    expect_that(
        gone,
        doing=f"gc.disable(), make a loop, set_debug({debug}), run it, close(), drop it",
        expected="the loop is freed",
        observed="the loop is still there, and nobody else refers to it",
    )


FORGET = """
import gc, warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loop = factory()
    del loop
    gc.collect()
print(sorted({warning.category.__name__ for warning in caught}))
"""


@clause("CLOSE-13")
def test_a_forgotten_loop_warns(target: Target) -> None:
    """Collecting a loop that was never closed emits a ResourceWarning."""
    expect(
        printed(target, FORGET),
        "['ResourceWarning']",
        doing="drop a new loop without close(); list the warnings",
    )
