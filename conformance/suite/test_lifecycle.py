"""The questions about running, stopping and closing a loop."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
import weakref
from collections.abc import Callable, Generator
from contextlib import suppress

import psutil
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.suite.child import printed
from conformance.suite.driving import PATIENCE, Loop, NewLoop, run_turns, run_until, run_until_stopped
from conformance.suite.matter import Boom, Report, Thing, boom
from conformance.target import Target


def done_future(loop: Loop, value: object = None) -> asyncio.Future[object]:
    """A future of the loop that has its result already."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_result(value)
    return future


# -- LIFE


@clause("LIFE-01")
def test_run_until_complete_gives_the_result(loop: Loop) -> None:
    """run_until_complete returns the identical object that the future was resolved with."""
    future: asyncio.Future[object] = loop.create_future()
    value = object()
    loop.call_soon(future.set_result, value)
    expect_same(
        loop.run_until_complete(future), value, doing="run_until_complete(future resolved by a callback)"
    )


@clause("LIFE-02")
def test_run_until_complete_raises_the_exception(loop: Loop) -> None:
    """run_until_complete raises the identical exception that the future ended with."""
    future: asyncio.Future[object] = loop.create_future()
    error = Boom()
    loop.call_soon(future.set_exception, error)
    doing = "run_until_complete(future rejected by a callback)"
    expect_same(expect_raises(Boom, loop.run_until_complete, future, doing=doing), error, doing=doing)


@clause("LIFE-03")
def test_a_coroutine_runs_as_a_task(loop: Loop) -> None:
    """Inside a coroutine given to run_until_complete, current_task() is the task that runs it."""

    async def main() -> tuple[bool, bool]:
        task = asyncio.current_task()
        if task is None:
            return False, False
        return task.get_coro() is coroutine, task.get_loop() is loop

    coroutine = main()
    expect(
        loop.run_until_complete(coroutine),
        (True, True),
        doing="ask inside run_until_complete(coroutine) whether current_task() runs it, and is of this loop",
    )


@clause("LIFE-04")
def test_run_forever_runs_until_stopped(loop: Loop) -> None:
    """run_forever goes on for as many turns as there are, and returns after stop()."""
    ran: list[int] = []

    def turn(number: int) -> None:
        ran.append(number)
        if number < 100:
            loop.call_soon(turn, number + 1)
        else:
            loop.stop()

    loop.call_soon(turn, 1)
    loop.run_forever()
    expect(
        ran,
        list(range(1, 101)),
        doing="run_forever over 100 callbacks, each scheduling the next; the last stops",
    )


@clause("LIFE-05")
def test_is_running_tells_whether_it_runs(loop: Loop) -> None:
    """is_running() is true in a callback and in a coroutine, and false before and after the run."""
    said = [loop.is_running()]
    loop.call_soon(lambda: said.append(loop.is_running()))

    async def main() -> None:
        await asyncio.sleep(0)
        said.append(loop.is_running())

    loop.run_until_complete(main())
    said.append(loop.is_running())
    expect(
        said,
        [False, True, True, False],
        doing="ask is_running() before, in a callback, in a coroutine, after",
    )


@clause("LIFE-05")
def test_is_running_is_false_after_a_failed_run(loop: Loop) -> None:
    """is_running() is false after run_until_complete has raised."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_exception(Boom())
    expect_raises(Boom, loop.run_until_complete, future, doing="run_until_complete(rejected future)")
    expect(loop.is_running(), False, doing="ask is_running() after run_until_complete has raised")


@clause("LIFE-06")
def test_the_running_loop_is_known_inside(loop: Loop) -> None:
    """get_running_loop() is the loop in a callback, in a timer and in a coroutine."""
    seen: list[Loop] = []

    def look() -> None:
        seen.append(asyncio.get_running_loop())

    async def main() -> None:
        look()
        await asyncio.sleep(0)
        look()

    loop.call_soon(look)
    loop.call_later(0, look)
    loop.run_until_complete(main())
    run_until(loop, lambda: len(seen) >= 4)
    expect(
        [one is loop for one in seen],
        [True] * 4,
        doing="compare get_running_loop() with the loop in a callback, a timer and twice in a coroutine",
    )


def _end_by_stop(loop: Loop) -> None:
    loop.call_soon(loop.stop)
    loop.run_forever()


def _end_by_exception(loop: Loop) -> None:
    future: asyncio.Future[object] = loop.create_future()
    loop.call_soon(future.set_exception, Boom())
    expect_raises(Boom, loop.run_until_complete, future, doing="run_until_complete(future that is rejected)")


def _end_by_exit(loop: Loop) -> None:
    loop.call_soon(sys.exit)
    loop.call_soon(loop.stop)
    expect_raises(SystemExit, loop.run_forever, doing="run_forever with a callback that raises SystemExit")


@clause("LIFE-07")
@pytest.mark.parametrize("end", [_end_by_stop, _end_by_exception, _end_by_exit])
def test_no_running_loop_outside(loop: Loop, end: Callable[[Loop], None]) -> None:
    """get_running_loop() raises RuntimeError before the run and after it, however it ended."""
    expect_raises(
        RuntimeError, asyncio.get_running_loop, doing="get_running_loop() with an idle loop in the thread"
    )
    end(loop)
    expect_raises(
        RuntimeError, asyncio.get_running_loop, doing=f"get_running_loop() after a run {end.__name__[1:]}"
    )


@clause("LIFE-08")
@given(stops=st.lists(st.booleans(), min_size=1, max_size=12))
def test_a_stopped_loop_goes_on(new_loop: NewLoop, target: Target, stops: list[bool]) -> None:
    """A chain of callbacks runs to its end over however many runs it is cut into."""
    loop, ran = new_loop(), list[int]()

    def turn(number: int) -> None:
        ran.append(number)
        if number + 1 < len(stops):
            loop.call_soon(turn, number + 1)
        if stops[number] or number + 1 == len(stops):
            loop.stop()

    loop.call_soon(turn, 0)
    for _ in range(2 * len(stops)):  # a run may also be ended by its safety stop; each makes a turn
        if len(ran) < len(stops):
            safety = loop.call_later(target.tick, loop.stop)
            loop.run_forever()
            safety.cancel()
    loop.close()
    expect(
        ran,
        list(range(len(stops))),
        doing=f"run a chain of {len(stops)} callbacks that stop the loop where {stops} is true",
    )


@clause("LIFE-08")
@given(leaves=st.lists(st.booleans(), min_size=1, max_size=8))
@example(leaves=[True, False])
def test_an_exit_drops_nothing(new_loop: NewLoop, leaves: list[bool]) -> None:
    """What was queued behind a callback that raises SystemExit is called, in order, in the next runs."""
    loop, ran = new_loop(), list[int]()

    def body(number: int) -> None:
        ran.append(number)
        if leaves[number]:
            raise SystemExit

    for number in range(len(leaves)):
        loop.call_soon(body, number)
    for _ in range(len(leaves) + 1):  # each run may be left once
        with suppress(SystemExit):
            run_turns(loop)
    loop.close()
    expect(
        ran,
        list(range(len(leaves))),
        doing=f"call_soon {len(leaves)} callbacks that raise SystemExit where {leaves} is true; "
        "run the loop again after each; who was called",
    )


def _run_forever(loop: Loop) -> None:
    loop.run_forever()


def _run_until_complete(loop: Loop) -> None:
    loop.run_until_complete(done_future(loop))


RUNS = [_run_forever, _run_until_complete]


@clause("LIFE-09")
@pytest.mark.parametrize("run", RUNS)
def test_a_running_loop_refuses_to_run(loop: Loop, run: Callable[[Loop], None]) -> None:
    """A nested run of the same loop raises RuntimeError, and callbacks go on being called."""
    ran: list[str] = []

    def nested() -> None:
        loop.call_soon(loop.stop)  # ends the nested run, should there be one
        expect_raises(RuntimeError, run, loop, doing=f"{run.__name__[1:]} from a callback of the same loop")
        ran.append("refused")

    _in_callback(loop, nested)
    loop.call_soon(ran.append, "went on")
    run_turns(loop)
    expect(ran, ["refused", "went on"], doing="refuse a nested run, then go on")


@clause("LIFE-10")
@pytest.mark.parametrize("run", RUNS)
def test_a_refused_run_changes_nothing(loop: Loop, run: Callable[[Loop], None]) -> None:
    """After a refused nested run, is_running() and get_running_loop() still say that the loop runs."""
    seen: list[object] = []

    def nested() -> None:
        loop.call_soon(loop.stop)
        expect_raises(RuntimeError, run, loop, doing=f"{run.__name__[1:]} from a callback of the same loop")
        seen.extend([loop.is_running(), asyncio._get_running_loop() is loop])

    _in_callback(loop, nested)
    expect(
        seen,
        [True, True],
        doing="after a refused nested run ask is_running(), and whether it is the running loop",
    )


@clause("LIFE-11")
@pytest.mark.parametrize("run", RUNS)
def test_a_second_loop_in_the_thread_is_refused(new_loop: NewLoop, run: Callable[[Loop], None]) -> None:
    """Running another loop from a callback raises RuntimeError."""
    loop, other = new_loop(), new_loop()

    def nested() -> None:
        other.call_soon(other.stop)
        expect_raises(
            RuntimeError,
            run,
            other,
            doing=f"{run.__name__[1:]} of a second loop from a callback of the first",
        )

    _in_callback(loop, nested)


def _in_callback(loop: Loop, question: Callable[[], None]) -> None:
    """Ask inside a callback; a verdict found there is raised here."""
    verdict: list[BaseException] = []

    def ask() -> None:
        try:
            question()
        except BaseException as raised:
            verdict.append(raised)
        loop.stop()

    loop.call_soon(ask)
    loop.run_forever()
    if verdict:
        raise verdict[0]


@clause("LIFE-12")
def test_a_run_stopped_too_early_says_so(loop: Loop) -> None:
    """run_until_complete raises RuntimeError when stop() comes before the future is done."""
    future: asyncio.Future[object] = loop.create_future()
    loop.call_soon(loop.stop)
    expect_raises(
        RuntimeError,
        loop.run_until_complete,
        future,
        doing="run_until_complete(pending future), stopped by a callback",
    )


class _Later:
    """An awaitable that is neither a future nor a coroutine."""

    def __await__(self) -> Generator[object, None, str]:
        yield from asyncio.sleep(0).__await__()
        return "value"


@clause("LIFE-13")
def test_any_awaitable_can_be_run(loop: Loop) -> None:
    """run_until_complete of an object with __await__ gives what it returns."""
    expect(loop.run_until_complete(_Later()), "value", doing="run_until_complete(object with __await__)")


@clause("LIFE-13")
@pytest.mark.parametrize("thing", [None, 42, "text", len], ids=["None", "int", "str", "function"])
def test_what_cannot_be_awaited_is_refused(loop: Loop, thing: object) -> None:
    """run_until_complete of anything else raises TypeError."""
    run: Callable[..., object] = loop.run_until_complete
    expect_raises(TypeError, run, thing, doing=f"run_until_complete({type(thing).__name__})")


@clause("LIFE-14")
def test_a_future_of_another_loop_is_refused(new_loop: NewLoop) -> None:
    """run_until_complete of a future that belongs to another loop raises ValueError."""
    loop, other = new_loop(), new_loop()
    future = done_future(other)
    expect_raises(
        ValueError, loop.run_until_complete, future, doing="run_until_complete(future of another loop)"
    )


@clause("LIFE-15")
def test_a_done_future_gives_its_outcome(loop: Loop) -> None:
    """run_until_complete of a future that is done already returns its result, or raises its exception."""
    value, error = object(), Boom()
    expect_same(
        loop.run_until_complete(done_future(loop, value)), value, doing="run_until_complete(resolved future)"
    )
    failed: asyncio.Future[object] = loop.create_future()
    failed.set_exception(error)
    doing = "run_until_complete(rejected future)"
    expect_same(expect_raises(Boom, loop.run_until_complete, failed, doing=doing), error, doing=doing)


@clause("LIFE-16")
@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])
def test_an_exit_leaves_the_loop(loop: Loop, kind: type[BaseException]) -> None:
    """SystemExit and KeyboardInterrupt of a callback come out of run_forever, and the loop runs again."""
    error, ran = kind(), list[str]()

    def leave() -> None:
        raise error

    loop.call_soon(leave)
    loop.call_soon(loop.stop)  # for a loop that swallows it
    doing = f"run_forever with a callback that raises {kind.__name__}"
    expect_same(expect_raises(kind, loop.run_forever, doing=doing), error, doing=doing)
    loop.call_soon(ran.append, "ran")
    run_until(loop, lambda: bool(ran))
    run_until(loop, lambda: bool(ran))
    expect(ran, ["ran"], doing=f"run a callback after {kind.__name__} has left run_forever")


EXITS = pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])


def _next_run(loop: Loop, begin: Callable[[], object]) -> str:
    """How a run ends that calls ``begin()`` and then takes some turns."""

    async def main() -> str:
        begin()
        for _ in range(5):
            await asyncio.sleep(0)
        return "completed"

    task = loop.create_task(main())
    try:
        return loop.run_until_complete(task)
    except RuntimeError as fault:
        run_until(loop, task.done)
        return f"raised RuntimeError: {fault}"


@clause("LIFE-16")
@EXITS
def test_an_exit_of_a_coroutine_ends_one_run(loop: Loop, kind: type[BaseException]) -> None:
    """After a coroutine has raised SystemExit or KeyboardInterrupt, the next run_until_complete completes."""

    async def leave() -> None:
        raise kind

    name = kind.__name__
    expect_raises(kind, loop.run_until_complete, leave(), doing=f"run_until_complete(one that raises {name})")
    expect(
        _next_run(loop, int),
        "completed",
        doing=f"run_until_complete(one that raises {name}), then run_until_complete(one that takes 5 turns)",
    )


@clause("LIFE-16")
@EXITS
def test_a_future_left_behind_ends_no_run(loop: Loop, kind: type[BaseException]) -> None:
    """A future whose run was left by an exit can be resolved in the next run without ending that one."""
    future: asyncio.Future[object] = loop.create_future()

    def leave() -> None:
        raise kind

    loop.call_soon(leave)
    doing = f"run_until_complete(future), left by a callback that raises {kind.__name__}"
    expect_raises(kind, loop.run_until_complete, future, doing=doing)
    expect(
        _next_run(loop, lambda: future.set_result(None)),
        "completed",
        doing=f"{doing}; then run_until_complete(one that resolves that future and takes 5 turns)",
    )


@clause("LIFE-18")
def test_a_new_loop_is_idle_and_open(loop: Loop) -> None:
    """is_running() and is_closed() of a new loop are false."""
    expect(
        (loop.is_running(), loop.is_closed()),
        (False, False),
        doing="ask a new loop is_running(), is_closed()",
    )


# -- STOP


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
    loop.call_later(PATIENCE, loop.stop)
    loop.run_forever()
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


# -- CLOSE


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

    _in_callback(loop, close)
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
    expect_raises(RuntimeError, run, loop, doing=f"{run.__name__[1:]} on a closed loop")


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
    gc.collect()
    expect_that(
        watch() is None,
        doing=f"{method}(callback, object), close(), drop the object",
        expected="the object is collected while the closed loop lives on",
        observed=f"the closed {type(loop).__name__} keeps it alive",
    )


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
        gc.collect()
        expect_that(
            watch() is None,
            doing=f"{method}(socket, callback, object), close(), drop the object",
            expected="the object is collected while the closed loop lives on",
            observed=f"the closed {type(loop).__name__} keeps it alive",
        )


@clause("CLOSE-12")
def test_close_gives_descriptors_back(target: Target) -> None:
    """After a loop has run and was closed, the process has as many open descriptors as before it was made."""

    def live() -> None:
        loop = target.factory()
        run_turns(loop)
        loop.close()

    live()  # what a library opens once per process is not the loop's
    gc.collect()
    before = psutil.Process().num_fds()
    for _ in range(3):
        live()
    gc.collect()
    expect(
        psutil.Process().num_fds() - before,
        0,
        doing="count descriptors left open by making, running and closing 3 loops",
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


@clause("LIFE-02")
def test_a_failed_coroutine_raises_here(loop: Loop) -> None:
    """run_until_complete raises the exception of the coroutine it ran."""

    async def main() -> None:
        boom()

    expect_raises(Boom, loop.run_until_complete, main(), doing="run_until_complete(coroutine that raises)")
