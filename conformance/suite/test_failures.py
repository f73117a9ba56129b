"""Questions of the chapter failures: who hears of an exception that nobody awaits."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.suite.driving import Loop, NewLoop, complete, ended_by, run_turns, run_until_stopped
from conformance.suite.matter import Boom, Report, boom, context_of_who, fail, give, hear, who


class Odd(BaseException):
    """No Exception, and no wish to end."""


def what_leaves(loop: Loop) -> object:
    """The exception that leaves a run; None when nothing does before it is stopped."""
    try:
        run_until_stopped(loop)
    except BaseException as raised:
        return raised
    return None


def expect_contained(raised: object, *, doing: str) -> None:
    """Require that no exception left the run."""
    expect_that(raised is None, doing=doing, expected="nothing leaves run_forever()", observed=raised)


@clause("FAIL-01")
@pytest.mark.parametrize("method", ["call_soon", "call_later", "call_soon_threadsafe"])
def test_an_exception_of_a_callback_reaches_the_handler(loop: Loop, method: str) -> None:
    """An exception that leaves a callback reaches the exception handler once, however it was scheduled."""
    heard: list[Report] = []

    def handler(_loop: Loop, context: dict[str, Any]) -> None:
        heard.append(context)
        loop.stop()

    loop.set_exception_handler(handler)
    delay = (0,) if method == "call_later" else ()
    getattr(loop, method)(*delay, boom, Boom("lost"))
    run_until_stopped(loop)
    expect(len(heard), 1, doing=f"count the reports of one {method}() callback that raises")


@clause("FAIL-05")
def test_the_report_holds_the_exception_itself(loop: Loop) -> None:
    """Reports of a failing callback, a lost future and a lost task hold the very exceptions raised."""
    heard = hear(loop)
    faults = [Boom("future"), Boom("callback"), Boom("task")]
    loop.create_future().set_exception(faults[0])
    gc.collect()
    loop.call_soon(boom, faults[1])
    run_turns(loop, 2)
    loop.create_task(fail(faults[2]))
    run_turns(loop, 3)
    gc.collect()
    same = sorted({any(context.get("exception") is fault for fault in faults) for context in heard})
    expect(same, [True], doing="of each report: is its 'exception' one of the objects raised?")


@clause("FAIL-02")
def test_the_loop_goes_on_after_a_failure(loop: Loop) -> None:
    """Callbacks scheduled behind one that raises run all the same, in the same turn."""
    hear(loop)
    ran: list[str] = []
    loop.call_soon(ran.append, "before")
    loop.call_soon(boom, Boom("between"))
    loop.call_soon(ran.append, "after")
    loop.call_soon(loop.stop)
    raised = what_leaves(loop)
    expect_contained(raised, doing="run a turn in which a callback raises an Exception")
    expect(ran, ["before", "after"], doing="call_soon a callback before and one behind a failing one")


@clause("FAIL-03")
def test_the_handler_gets_loop_and_context(loop: Loop) -> None:
    """The exception handler is called with the loop itself and a dict."""
    calls: list[tuple[Any, ...]] = []

    def handler(*args: Any) -> None:
        calls.append(args)

    loop.set_exception_handler(handler)
    loop.call_soon(boom, Boom("whose?"))
    run_turns(loop, 2)
    expect([len(call) for call in calls], [2], doing="count the arguments of each handler call")
    expect_same(calls[0][0], loop, doing="read the handler's first argument")
    expect_that(
        isinstance(calls[0][1], dict),
        doing="read the handler's second argument",
        expected="a dict",
        observed=calls[0][1],
    )


@clause("FAIL-04")
def test_every_report_has_a_message(loop: Loop) -> None:
    """Reports of a failing callback, a lost future and a lost task all have a string under 'message'."""
    heard = hear(loop)
    loop.call_soon(boom, Boom("callback"))
    loop.create_future().set_exception(Boom("future"))
    loop.create_task(fail(Boom("task")))
    run_turns(loop, 3)
    gc.collect()
    kinds = sorted({type(context.get("message")).__name__ for context in heard})
    expect(kinds, ["str"], doing="read the type of 'message' of each report")


@clause("FAIL-06")
def test_the_report_names_the_handle(loop: Loop) -> None:
    """The report of a failing callback has the handle that call_soon returned under 'handle'."""
    heard = hear(loop)
    handle = loop.call_soon(boom, Boom("which?"))
    run_turns(loop, 2)
    expect_same(heard[0].get("handle"), handle, doing="read 'handle' of a failing callback's report")


@clause("FAIL-07")
def test_the_handler_can_be_asked_for(loop: Loop) -> None:
    """get_exception_handler() is None without a custom handler and is the identical object with one."""
    loop.set_exception_handler(None)
    expect_same(loop.get_exception_handler(), None, doing="get_exception_handler() with none set")

    def handler(_loop: Loop, _context: dict[str, Any]) -> None:
        """Hears nothing."""

    loop.set_exception_handler(handler)
    expect_same(loop.get_exception_handler(), handler, doing="get_exception_handler() after setting one")


@clause("FAIL-07")
def test_a_new_loop_has_no_handler(target: Any) -> None:
    """get_exception_handler() of a new loop is None."""
    loop = target.factory()
    try:
        expect_same(loop.get_exception_handler(), None, doing="get_exception_handler() on a new loop")
    finally:
        loop.close()


@clause("FAIL-08")
def test_none_restores_the_default(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """After set_exception_handler(None) the former handler is silent and the default one logs."""
    heard = hear(loop)
    loop.call_exception_handler({"message": "to the handler"})
    expect(len(heard), 1, doing="count reports to a handler before it is taken back")
    loop.set_exception_handler(None)
    loop.call_soon(boom, Boom("to the default"))
    run_turns(loop, 2)
    expect(len(heard) - 1, 0, doing="count reports to a handler that was taken back")
    expect_that(
        "to the default" in caplog.text,
        doing="read the log after set_exception_handler(None) and a failing callback",
        expected="the exception, logged",
        observed=caplog.text,
    )


@clause("FAIL-09")
@pytest.mark.parametrize("wrong", ["a string", 7, object()], ids=["str", "int", "object"])
def test_a_handler_that_cannot_be_called_is_refused(loop: Loop, wrong: Any) -> None:
    """set_exception_handler() raises TypeError for what cannot be called, and the old handler stays."""
    heard = hear(loop)
    expect_raises(TypeError, loop.set_exception_handler, wrong, doing="set_exception_handler(no callable)")
    loop.call_exception_handler({"message": "still there?"})
    expect(len(heard), 1, doing="count reports to the handler that was set before the refusal")


@clause("FAIL-10")
@given(extra=st.dictionaries(st.sampled_from(["protocol", "transport", "socket", "novel"]), st.integers()))
def test_reports_of_others_reach_the_handler(new_loop: NewLoop, extra: dict[str, int]) -> None:
    """call_exception_handler(context) hands every key of the context to the handler, before it returns."""
    loop = new_loop()
    try:
        heard = hear(loop)
        context: dict[str, Any] = {"message": "from a protocol", **extra}
        loop.call_exception_handler(dict(context))
        expect(heard, [context], doing="call_exception_handler() and read what the handler was given")
    finally:
        loop.close()


@clause("FAIL-11")
def test_the_default_handler_logs_to_asyncio(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """default_exception_handler() logs the message through the logger 'asyncio'."""
    loop.default_exception_handler({"message": "words for the log"})
    names = [record.name for record in caplog.records if "words for the log" in record.getMessage()]
    expect(names, ["asyncio"], doing="default_exception_handler() and list the loggers that got its message")


@clause("FAIL-12")
def test_failures_are_logged_without_a_handler(target: Any, caplog: pytest.LogCaptureFixture) -> None:
    """On a new loop, a failing callback and call_exception_handler() both end in the log."""
    loop = target.factory()
    try:
        loop.call_soon(boom, Boom("first of two"))
        run_turns(loop, 2)
        loop.call_exception_handler({"message": "second of two"})
    finally:
        loop.close()
    seen = [words for words in ("first of two", "second of two") if words in caplog.text]
    expect(seen, ["first of two", "second of two"], doing="look in the log for two reports")


@clause("FAIL-13")
def test_a_handler_can_defer_to_the_default(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """A custom handler that calls default_exception_handler(context) has the failure logged."""
    loop.set_exception_handler(lambda its_loop, context: its_loop.default_exception_handler(context))
    loop.call_soon(boom, Boom("deferred"))
    run_turns(loop, 2)
    expect_that(
        "deferred" in caplog.text,
        doing="let a custom handler call default_exception_handler(context)",
        expected="the exception, logged",
        observed=caplog.text,
    )


@clause("FAIL-14")
@pytest.mark.parametrize("wish", [SystemExit, KeyboardInterrupt])
def test_the_wish_to_end_leaves_the_loop(loop: Loop, wish: type[BaseException]) -> None:
    """SystemExit and KeyboardInterrupt of a callback leave run_forever() unreported; the loop runs again."""
    heard, end = hear(loop), wish()
    loop.call_soon(boom, end)
    loop.call_soon(loop.stop)  # for a loop that swallows it
    expect_same(what_leaves(loop), end, doing=f"run a callback that raises {wish.__name__}")
    expect(len(heard), 0, doing=f"count reports of {wish.__name__}")
    expect(loop.is_running(), False, doing=f"is_running() after {wish.__name__} left run_forever()")
    ran: list[str] = []
    loop.call_soon(ran.append, "again")
    run_turns(loop, 1)
    expect(ran, ["again"], doing=f"run the loop again after {wish.__name__}")


@clause("FAIL-15")
def test_a_lost_future_is_reported(loop: Loop) -> None:
    """A future collected with an unretrieved exception is reported once."""
    heard = hear(loop)
    loop.create_future().set_exception(Boom("set and forgotten"))
    gc.collect()
    expect(len(heard), 1, doing="count reports after a future with an unretrieved exception was collected")


@clause("FAIL-16")
def test_a_lost_task_is_reported(loop: Loop) -> None:
    """A finished task collected with an unretrieved exception is reported once."""
    heard = hear(loop)
    loop.create_task(fail(Boom("started and forgotten")))
    run_turns(loop, 3)
    gc.collect()
    expect(len(heard), 1, doing="count reports after a task with an unretrieved exception was collected")


@clause("FAIL-25")
def test_the_report_names_what_was_lost(loop: Loop) -> None:
    """Under 'future' the report of a lost exception holds the future, or the task, it belonged to."""
    names: list[str] = []

    def handler(_loop: Loop, told: dict[str, Any]) -> None:
        lost = told.get("future")
        names.append(getattr(lost, "get_name", lambda: "a future")() if asyncio.isfuture(lost) else "nothing")

    loop.set_exception_handler(handler)
    loop.create_future().set_exception(Boom("set and forgotten"))
    gc.collect()
    loop.create_task(fail(Boom("started and forgotten")), name="a task")
    run_turns(loop, 3)
    gc.collect()
    strangers = [name for name in names if name not in ("a future", "a task")]
    expect(
        (bool(names), strangers),
        (True, list[str]()),
        doing="lose a future, then a task; was it reported, and what else is under 'future'?",
    )


@clause("FAIL-17")
@pytest.mark.parametrize("what", ["task", "future"])
@pytest.mark.parametrize("retrieve", ["await", "result", "exception"])
def test_a_retrieved_exception_is_not_reported(loop: Loop, retrieve: str, what: str) -> None:
    """What was awaited, or asked for its exception by result() or exception(), goes without a report."""
    heard = hear(loop)
    if what == "task":
        failing: asyncio.Future[Any] = loop.create_task(fail(Boom("seen")))
    else:
        failing = loop.create_future()
        failing.set_exception(Boom("seen"))
    if retrieve == "await":
        expect_raises(Boom, loop.run_until_complete, failing, doing=f"run_until_complete() a failing {what}")
    else:
        run_turns(loop, 3)
        ended_by(getattr(failing, retrieve))
    del failing
    gc.collect()
    expect(len(heard), 0, doing=f"count reports after the exception was retrieved by {retrieve}")


@clause("FAIL-18")
def test_a_task_lost_while_pending_is_reported(loop: Loop) -> None:
    """A pending task that nobody holds is reported under 'task' when it is collected."""
    heard: list[object] = []
    loop.set_exception_handler(
        lambda _loop, told: heard.append(told["task"].get_name() if "task" in told else None)
    )

    async def wait() -> None:
        await loop.create_future()

    loop.create_task(wait(), name="half done")
    run_turns(loop, 3)
    gc.collect()
    expect(heard, ["half done"], doing="drop and collect a pending task; read the names under 'task'")


@clause("FAIL-19")
def test_the_handler_runs_in_the_context_of_the_callback(loop: Loop) -> None:
    """An exception handler called for a callback sees the context variables of that callback."""
    seen: list[str] = []
    loop.set_exception_handler(lambda _loop, _told: seen.append(who.get()))
    loop.call_soon(boom, Boom("in context"), context=context_of_who("callback"))
    run_turns(loop, 2)
    expect(seen, ["callback"], doing="read a context variable in the handler of a failing callback")


@clause("FAIL-20")
def test_the_handler_runs_in_the_context_of_the_task(loop: Loop) -> None:
    """An exception handler called for a task, failed or pending, sees the context variables of that task."""
    seen: list[str] = []
    loop.set_exception_handler(lambda _loop, _told: seen.append(who.get()))

    async def wait() -> None:
        await loop.create_future()

    for work in (fail(Boom("in context")), wait()):
        loop.create_task(work, context=context_of_who("task"))
    del work
    run_turns(loop, 3)
    gc.collect()
    expect(sorted(set(seen)), ["task"], doing="read a context variable in the handler of lost tasks")


@clause("FAIL-20")
def test_a_report_that_names_a_task_is_heard_in_its_context(loop: Loop) -> None:
    """Whoever reports on behalf of a task, the handler sees the context variables of that task."""
    seen: list[str] = []
    loop.set_exception_handler(lambda _loop, _told: seen.append(who.get()))

    async def main() -> None:
        task = loop.create_task(give(None), context=context_of_who("task"))
        await task
        loop.call_exception_handler({"message": "of a test", "task": task})

    doing = "call_exception_handler() with a task; read a context variable in the handler"
    complete(loop, main(), doing=doing)
    expect(seen, ["task"], doing=doing)


@clause("FAIL-21")
def test_other_base_exceptions_are_reported(loop: Loop) -> None:
    """CancelledError and home-made BaseExceptions of callbacks are reported and do not end the run."""
    heard, faults = hear(loop), [asyncio.CancelledError(), GeneratorExit(), Odd()]
    for fault in faults:
        loop.call_soon(boom, fault)
    raised = ended_by(run_turns, loop, 2)
    expect_contained(raised, doing="run callbacks that raise BaseExceptions")
    observed = [type(context.get("exception")).__name__ for context in heard]
    expect(observed, ["CancelledError", "GeneratorExit", "Odd"], doing="list the exceptions reported")


@clause("FAIL-22")
@pytest.mark.parametrize(("kind", "words"), [(Boom, "an Exception"), (Odd, "a BaseException")])
def test_a_faulty_handler_does_no_harm(
    loop: Loop, caplog: pytest.LogCaptureFixture, kind: type[BaseException], words: str
) -> None:
    """What the handler raises, whatever its kind, stays inside the loop, is logged, and callbacks run on."""

    def faulty(_loop: Loop, _told: dict[str, Any]) -> None:
        raise kind("of the handler")

    loop.set_exception_handler(faulty)
    ran: list[str] = []
    loop.call_soon(boom, Boom("of the callback"))
    loop.call_soon(ran.append, "after")
    raised = ended_by(run_turns, loop, 2)
    expect_contained(
        raised,
        doing=f"run a failing callback under an exception handler that raises {words}",
    )
    expect(ran, ["after"], doing="call_soon a callback behind it")
    expect_that(
        "of the handler" in caplog.text,
        doing="read the log",
        expected="the handler's own exception, logged",
        observed=caplog.text,
    )


@clause("FAIL-23")
@pytest.mark.parametrize("wish", [SystemExit, KeyboardInterrupt])
def test_the_handler_may_end_the_program(loop: Loop, wish: type[BaseException]) -> None:
    """SystemExit and KeyboardInterrupt raised by the exception handler leave run_forever()."""
    end = wish()
    loop.set_exception_handler(lambda _loop, _told: boom(end))
    loop.call_soon(boom, Boom("the last"))
    loop.call_soon(loop.stop)  # for a loop that swallows what the handler raises
    expect_same(what_leaves(loop), end, doing=f"raise {wish.__name__} in the exception handler")


@clause("FAIL-24")
def test_a_failing_done_callback_hurts_no_other(loop: Loop) -> None:
    """Of three done callbacks the one in the middle raises: it is reported, and the others run."""
    heard, ran, fault = hear(loop), list[str](), Boom("in the middle")
    future = loop.create_future()
    future.add_done_callback(lambda _future: ran.append("first"))
    future.add_done_callback(lambda _future: boom(fault))
    future.add_done_callback(lambda _future: ran.append("last"))
    future.set_result(None)
    run_turns(loop, 2)
    expect(ran, ["first", "last"], doing="list the done callbacks that ran beside a failing one")
    expect([context.get("exception") for context in heard], [fault], doing="list the exceptions reported")
