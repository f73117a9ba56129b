"""Questions of the chapter executors: work outside the loop's thread."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.suite.driving import (
    PATIENCE,
    SHORT,
    Loop,
    complete,
    ended_by,
    expect_stop,
    run_turns,
    run_until,
)
from conformance.suite.matter import who

T = TypeVar("T")


OWN = "own"
"""How the names of threads in a test's own pool begin."""


HALF = PATIENCE / 2
"""Seconds that a job waits for its gate: it ends while the question has patience, and is told of."""


class Job:
    """Work that begins, waits until the test opens its gate, or for ``seconds``, and ends."""

    def __init__(self, seconds: float = HALF) -> None:
        self.seconds = seconds
        self.began, self.gate, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.thread = threading.current_thread()

    def __call__(self) -> str:
        """Run in the executor's thread."""
        self.thread = threading.current_thread()
        self.began.set()
        self.gate.wait(self.seconds)
        self.ended.set()
        return "done"


@pytest.fixture
def job() -> Iterator[Job]:
    """A job whose gate is open, and the default executor's threads gone, at the latest when the test ends."""
    before = set(threading.enumerate())
    work = Job()
    yield work
    work.gate.set()
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith(OWN):  # that one ends with its pool
            thread.join(PATIENCE)


@pytest.fixture
def brief(job: Job) -> Job:
    """A job that nobody has to end: who does not wait for it returns long before it ends."""
    job.seconds = SHORT
    return job


class Recording(ThreadPoolExecutor):
    """A pool that remembers what was submitted to it."""

    def __init__(self) -> None:
        super().__init__(1, thread_name_prefix=OWN)
        self.submitted: list[Future[Any]] = []

    def submit(self, fn: Callable[..., T], /, *args: Any, **options: Any) -> Future[T]:
        """Submit, and remember the job's own future."""
        future = super().submit(fn, *args, **options)
        self.submitted.append(future)
        return future


@pytest.fixture
def recording() -> Iterator[Recording]:
    """A pool with one thread that remembers what was submitted to it."""
    with Recording() as executor:
        yield executor


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """A pool with one thread, called 'own'."""
    with ThreadPoolExecutor(1, thread_name_prefix=OWN) as executor:
        yield executor


def thread_name(*args: object) -> tuple[object, ...]:
    """The arguments, and whether this thread belongs to the pool called 'own'."""
    return (*args, threading.current_thread().name.startswith(OWN))


@clause("EXEC-01")
def test_the_given_executor_runs_the_function(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """run_in_executor(pool, func, *args) calls func with args in that pool and gives its result."""

    async def main() -> object:
        return await loop.run_in_executor(pool, thread_name, 1, "b")

    doing = (
        "await run_in_executor(pool, func, 1, 'b'); func returns its arguments and whether the pool runs it"
    )
    expect(complete(loop, main(), doing=doing), (1, "b", True), doing=doing)


@clause("EXEC-02")
def test_a_future_is_returned(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """run_in_executor() returns at once a future of this loop, pending or done."""
    future = loop.run_in_executor(pool, int)
    expect(asyncio.isfuture(future), True, doing="asyncio.isfuture() of what run_in_executor() returns")
    expect_same(future.get_loop(), loop, doing="get_loop() of what run_in_executor() returns")
    expect(loop.run_until_complete(future), 0, doing="run_until_complete() that future of int()")


@clause("EXEC-03")
def test_an_exception_comes_through(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """What func raises in a thread is raised, the identical object, where it is awaited."""
    fault = LookupError("in the thread")

    def fail() -> None:
        raise fault

    future = loop.run_in_executor(pool, fail)
    raised = ended_by(lambda: loop.run_until_complete(future))
    expect_same(raised, fault, doing="await run_in_executor(pool, func) where func raises")


@clause("EXEC-04")
def test_there_is_a_default_executor(loop: Loop) -> None:
    """run_in_executor(None, func) calls func in a thread other than the loop's."""

    async def main() -> bool:
        theirs = await loop.run_in_executor(None, threading.get_ident)
        await loop.shutdown_default_executor()
        return theirs != threading.get_ident()

    doing = "ask whether run_in_executor(None, threading.get_ident) gives another thread's number"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("EXEC-05")
def test_the_loop_goes_on_while_a_thread_works(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """A job that waits for a callback of the loop is not waiting in vain."""
    gate = threading.Event()

    async def main() -> bool:
        future = loop.run_in_executor(pool, gate.wait, HALF)
        loop.call_soon(gate.set)
        return await future

    doing = "let a job wait for an event that a later callback of the loop sets"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("EXEC-06")
def test_the_default_executor_can_be_chosen(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """After set_default_executor(pool), run_in_executor(None, func) runs in a thread of that pool."""
    loop.set_default_executor(pool)

    async def main() -> object:
        return await loop.run_in_executor(None, thread_name)

    doing = "set_default_executor(pool), then run_in_executor(None, func): does the pool run it?"
    expect(complete(loop, main(), doing=doing), (True,), doing=doing)


@clause("EXEC-07")
def test_other_executors_are_no_default(loop: Loop) -> None:
    """set_default_executor() raises TypeError for what is no ThreadPoolExecutor."""
    for wrong in (Executor(), object(), None):
        put: Callable[[Any], None] = loop.set_default_executor
        expect_raises(TypeError, put, wrong, doing=f"set_default_executor({type(wrong).__name__})")


@clause("EXEC-08")
def test_shutdown_joins_the_threads(loop: Loop, brief: Job) -> None:
    """shutdown_default_executor() returns after the running job has ended and its thread is gone."""

    async def main() -> tuple[bool, bool]:
        future = loop.run_in_executor(None, brief)
        await loop.shutdown_default_executor()
        state = (brief.ended.is_set(), brief.thread.is_alive())
        brief.gate.set()
        await future
        return state

    doing = "shutdown_default_executor() while a job runs: (job ended, its thread alive)"
    expect(complete(loop, main(), doing=doing), (True, False), doing=doing)


@clause("EXEC-09")
@pytest.mark.parametrize("used", [True, False], ids=["used", "unused"])
def test_after_shutdown_the_default_executor_is_gone(loop: Loop, used: bool) -> None:
    """After shutdown_default_executor(), run_in_executor(None, func) raises RuntimeError, used or not."""

    async def main() -> object:
        if used:
            await loop.run_in_executor(None, int)
        await loop.shutdown_default_executor()
        return ended_by(lambda: loop.run_in_executor(None, int))

    doing = "shutdown_default_executor(), then run_in_executor(None, int)"
    outcome = complete(loop, main(), doing=doing)
    if asyncio.isfuture(outcome):
        loop.run_until_complete(outcome)
    expect_that(isinstance(outcome, RuntimeError), doing=doing, expected="RuntimeError", observed=outcome)


@clause("EXEC-10")
def test_after_shutdown_other_executors_work(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """After shutdown_default_executor(), run_in_executor(pool, func) works."""

    async def main() -> int:
        await loop.shutdown_default_executor()
        return await loop.run_in_executor(pool, int)

    doing = "shutdown_default_executor(), then await run_in_executor(own pool, int)"
    expect(complete(loop, main(), doing=doing), 0, doing=doing)


@clause("EXEC-11")
def test_shutdown_without_an_executor_is_nothing(loop: Loop) -> None:
    """shutdown_default_executor() of a loop that never used one returns None and leaves no thread."""
    before = threading.active_count()
    doing = "shutdown_default_executor() on a loop that never used its executor"
    expect_same(complete(loop, loop.shutdown_default_executor(), doing=doing), None, doing=doing)
    expect(threading.active_count(), before, doing="count the threads after it")


async def shut_down(loop: Loop, timeout: float) -> list[str]:
    """The names of the warnings that shutdown_default_executor(timeout) emits."""
    shutdown: Callable[..., Any] = loop.shutdown_default_executor  # the timeout came with Python 3.12
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        await shutdown(timeout)
    return [warning.category.__name__ for warning in seen]


@clause("EXEC-12")
def test_shutdown_gives_up_after_its_timeout(loop: Loop, job: Job, loop_reports: list[Any]) -> None:
    """With a job that does not end, shutdown_default_executor(0.01) warns and returns before the job ends."""

    doing = "shutdown_default_executor(0.01) while a job runs: (warnings, has the job ended)"
    job_runs = loop.run_in_executor(None, job)
    expect(job.began.wait(PATIENCE), True, doing="wait for a job of run_in_executor(None, job) to begin")
    job_runs.cancel()  # nobody waits for it, and the loop may be closed before it ends
    run_turns(loop, 2)

    async def give_up() -> tuple[list[str], bool]:
        return await shut_down(loop, 0.01), job.ended.is_set()

    observed = complete(loop, give_up(), doing=doing)
    job.gate.set()
    expect(observed, (["RuntimeWarning"], False), doing=doing)


@clause("EXEC-13")
def test_shutdown_in_time_warns_of_nothing(loop: Loop, brief: Job) -> None:
    """With a job that ends in time, shutdown_default_executor(timeout) joins its thread and does not warn."""

    async def main() -> tuple[list[str], bool, bool]:
        future = loop.run_in_executor(None, brief)
        warned = await shut_down(loop, 100 * PATIENCE)
        state = (warned, brief.ended.is_set(), brief.thread.is_alive())
        brief.gate.set()
        await future
        return state

    doing = "shutdown_default_executor(long) while a job runs that ends: (warnings, job ended, thread alive)"
    warned, ended, alive = complete(loop, main(), doing=doing)
    expect((len(warned), ended, alive), (0, True, False), doing=doing)


@clause("EXEC-14")
def test_close_does_not_wait_for_jobs(loop: Loop, job: Job) -> None:
    """close() returns while a job of the default executor is still running."""
    future = loop.run_in_executor(None, job)
    expect(job.began.wait(PATIENCE), True, doing="wait for a job of run_in_executor(None, job) to begin")
    future.cancel()  # else its end would be told to a closed loop
    run_turns(loop, 2)
    loop.close()
    ended = job.ended.is_set()
    job.gate.set()
    expect(ended, False, doing="close() the loop while a job runs; has the job ended?")


@clause("EXEC-15")
def test_close_shuts_the_default_executor_down(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """After close(), the default executor takes no further work."""
    loop.set_default_executor(pool)
    loop.close()
    expect_raises(
        RuntimeError, pool.submit, int, doing="close() the loop, then submit() to its default executor"
    )


@clause("EXEC-16")
def test_a_cancelled_job_is_not_begun(loop: Loop, recording: Recording, job: Job) -> None:
    """A job cancelled while it waits for a thread is never called."""
    ran: list[str] = []
    busy = loop.run_in_executor(recording, job)
    waiting = loop.run_in_executor(recording, ran.append, "cancelled job")
    waiting.cancel()
    run_until(loop, recording.submitted[-1].cancelled)  # the word reaches the executor in a later turn

    async def main() -> None:
        job.gate.set()
        await busy
        await loop.run_in_executor(recording, ran.append, "next job")

    doing = "cancel the future of a queued job, then let the thread go on; list the jobs called"
    complete(loop, main(), doing=doing)
    expect(ran, ["next job"], doing=doing)


@clause("EXEC-17")
def test_a_running_job_survives_the_cancellation(
    loop: Loop, pool: ThreadPoolExecutor, job: Job, loop_reports: list[dict[str, Any]]
) -> None:
    """Cancelling the future of a running job cancels it at once; the job ends later, without a report."""
    future = loop.run_in_executor(pool, job)
    expect(job.began.wait(PATIENCE), True, doing="wait for a job of run_in_executor(pool, job) to begin")
    future.cancel()
    run_turns(loop, 2)
    expect(
        (future.cancelled(), job.ended.is_set()), (True, False), doing="cancel() it: (cancelled, job ended)"
    )
    job.gate.set()
    pool.shutdown(wait=True)
    run_turns(loop)
    expect((job.ended.is_set(), len(loop_reports)), (True, 0), doing="open its gate: (job ended, reports)")


@clause("EXEC-17")
def test_a_cancelled_job_may_end_after_its_loop(
    loop: Loop, pool: ThreadPoolExecutor, job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    """When a job whose future was cancelled ends after the loop was closed, its executor logs nothing."""
    future = loop.run_in_executor(pool, job)
    expect(job.began.wait(PATIENCE), True, doing="wait for a job of run_in_executor(pool, job) to begin")
    future.cancel()
    run_turns(loop, 2)
    loop.close()
    job.gate.set()
    pool.shutdown(wait=True)
    said = [record.getMessage() for record in caplog.records if record.name == "concurrent.futures"]
    expect(said, [], doing="cancel() the future of a running job, close() the loop, let the job end; the log")


@clause("EXEC-18")
def test_to_thread_takes_the_context_along(loop: Loop) -> None:
    """to_thread() passes arguments, keywords and context to another thread, which changes a copy of it."""

    def work(*args: int, **options: int) -> tuple[object, ...]:
        seen = who.get()
        who.set("thread")
        return args, options, seen, threading.get_ident()

    async def main() -> tuple[object, ...]:
        who.set("caller")
        args, options, seen, thread = await asyncio.to_thread(work, 1, 2, three=3)
        await loop.shutdown_default_executor()
        return args, options, seen, thread != threading.get_ident(), who.get()

    doing = (
        "await to_thread(func, 1, 2, three=3): (args, keywords, variable there, other thread, variable here)"
    )
    expect(complete(loop, main(), doing=doing), ((1, 2), {"three": 3}, "caller", True, "caller"), doing=doing)


@clause("EXEC-19")
def test_done_callbacks_run_in_the_loops_thread(loop: Loop, pool: ThreadPoolExecutor, job: Job) -> None:
    """A done callback added to run_in_executor()'s future while the job runs runs in the loop's thread."""
    threads: list[int] = []

    def note(_future: object) -> None:
        threads.append(threading.get_ident())
        loop.call_soon_threadsafe(loop.stop)

    doing = "add_done_callback() on run_in_executor()'s future; compare its thread with the loop's"
    loop.run_in_executor(pool, job).add_done_callback(note)
    job.gate.set()
    expect_stop(loop, doing=doing)
    expect([thread == threading.get_ident() for thread in threads], [True], doing=doing)


@clause("EXEC-20")
def test_a_closed_loop_takes_no_job(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """run_in_executor() on a closed loop raises RuntimeError and calls nothing."""
    ran: list[str] = []
    loop.close()
    expect_raises(
        RuntimeError, loop.run_in_executor, pool, ran.append, "ran", doing="close(), then run_in_executor()"
    )
    pool.shutdown(wait=True)
    expect(ran, [], doing="list the jobs called after it")


@clause("EXEC-26")
def test_a_job_that_runs_out_of_items_ends(loop: Loop, pool: ThreadPoolExecutor) -> None:
    """The future of a job that raises StopIteration is done, with an exception."""
    doing = "run_in_executor(pool, next, iter(())), where next() raises StopIteration"
    future = loop.run_in_executor(pool, next, iter(()))
    future.add_done_callback(lambda _future: loop.stop())
    expect_stop(loop, doing=doing)
    expect_that(
        future.exception() is not None, doing=doing, expected="an exception", observed=future.exception()
    )
