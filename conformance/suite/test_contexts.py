"""The questions about context variables: in which context everything runs."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextvars import Context, ContextVar, copy_context
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.posix import SIGUSR1
from conformance.suite.driving import Loop, in_thread, run_turns, run_until
from conformance.suite.matter import Boom, Report, boom, reported

COLOUR: ContextVar[str] = ContextVar("colour", default="none")

Schedule = Callable[..., object]


def coloured(colour: str) -> Context:
    """A context in which COLOUR has this value."""
    context = copy_context()
    context.run(COLOUR.set, colour)
    return context


class Painter:
    """A callback that notes the colour it finds, then paints its context with the one it was given."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, colour: str) -> None:
        """Note and paint."""
        self.found.append(COLOUR.get())
        COLOUR.set(colour)


def soon(loop: Loop, callback: Schedule, *args: object, **options: Any) -> None:
    """Schedule with call_soon."""
    loop.call_soon(callback, *args, **options)


def later(loop: Loop, callback: Schedule, *args: object, **options: Any) -> None:
    """Schedule with call_later."""
    loop.call_later(0, callback, *args, **options)


def at(loop: Loop, callback: Schedule, *args: object, **options: Any) -> None:
    """Schedule with call_at."""
    loop.call_at(loop.time(), callback, *args, **options)


def from_thread(loop: Loop, callback: Schedule, *args: object, **options: Any) -> None:
    """Schedule with call_soon_threadsafe, in another thread that shares nothing with this one."""
    in_thread(lambda: loop.call_soon_threadsafe(callback, *args, **options))


def _runs_in(loop: Loop, schedule: Schedule, words: str) -> None:
    """The callback must see what the given context holds, and its changes must stay in it."""
    context, painter = coloured("red"), Painter()
    schedule(loop, painter, "blue", context=context)
    run_until(loop, lambda: bool(painter.found))
    seen = [*painter.found, context[COLOUR], COLOUR.get()]
    doing = f"{words} with a red context, paint it blue; colour seen, then that of the context and outside"
    expect(seen, ["red", "blue", "none"], doing=doing)


def _inherits(loop: Loop, schedule: Schedule, words: str) -> None:
    """Scheduled in a red context, the callback must see red, whatever the scheduler's context becomes."""
    context, painter = coloured("red"), Painter()

    def scheduler() -> None:
        schedule(loop, painter, "blue")
        COLOUR.set("green")

    context.run(scheduler)
    run_until(loop, lambda: bool(painter.found))
    doing = f"{words} without a context, from a red one painted green afterwards; colour seen"
    expect(painter.found, ["red"], doing=doing)


@clause("CTX-01")
def test_call_soon_inherits(loop: Loop) -> None:
    """A call_soon callback sees the variables of whoever scheduled it."""
    _inherits(loop, soon, "call_soon")


@clause("CTX-02")
def test_callbacks_do_not_leak(loop: Loop) -> None:
    """Neither its scheduler nor a callback beside it sees what a callback sets."""
    painter, context = Painter(), coloured("red")
    context.run(soon, loop, painter, "blue")
    context.run(soon, loop, painter, "green")
    run_turns(loop)
    seen = [*painter.found, context[COLOUR], COLOUR.get()]
    doing = (
        "two callbacks scheduled in a red context paint blue and green; where is that seen: "
        "colours that they found, that of the context, and that outside"
    )
    expect([colour for colour in seen if colour in ("blue", "green")], [], doing=doing)


@clause("CTX-03")
def test_call_soon_runs_in_the_context_given(loop: Loop) -> None:
    """call_soon(context=...) runs the callback in that context, where its changes stay."""
    _runs_in(loop, soon, "call_soon")


@clause("CTX-04")
def test_call_later_runs_in_the_context_given(loop: Loop) -> None:
    """call_later(context=...) runs the callback in that context, where its changes stay."""
    _runs_in(loop, later, "call_later")


@clause("CTX-05")
def test_call_at_runs_in_the_context_given(loop: Loop) -> None:
    """call_at(context=...) runs the callback in that context, where its changes stay."""
    _runs_in(loop, at, "call_at")


@clause("CTX-06")
def test_call_soon_threadsafe_runs_in_the_context_given(loop: Loop) -> None:
    """call_soon_threadsafe(context=...) runs the callback in that context, where its changes stay."""
    _runs_in(loop, from_thread, "call_soon_threadsafe from another thread")


@clause("CTX-07")
def test_call_later_inherits(loop: Loop) -> None:
    """A call_later callback sees the variables of whoever scheduled it."""
    _inherits(loop, later, "call_later")


@clause("CTX-08")
def test_call_at_inherits(loop: Loop) -> None:
    """A call_at callback sees the variables of whoever scheduled it."""
    _inherits(loop, at, "call_at")


@clause("CTX-09")
def test_a_thread_hands_over_its_own_context(loop: Loop) -> None:
    """A call_soon_threadsafe callback sees the variables of the thread that called."""
    painter = Painter()

    def thread() -> None:
        COLOUR.set("red")
        loop.call_soon_threadsafe(painter, "blue")
        COLOUR.set("green")

    def callback() -> None:
        COLOUR.set("the loop's own")
        in_thread(thread)

    loop.call_soon(callback)
    run_until(loop, lambda: bool(painter.found))
    expect(
        painter.found,
        ["red"],
        doing="call_soon_threadsafe from a red thread while the loop's callback has its own colour",
    )


@clause("CTX-10")
def test_a_task_runs_in_the_context_given(loop: Loop) -> None:
    """Each step of a task made with create_task(context=...) runs in that context, where its changes stay."""
    context, found = coloured("red"), list[str]()

    async def body() -> None:
        found.append(COLOUR.get())
        COLOUR.set("blue")
        await asyncio.sleep(0)
        found.append(COLOUR.get())
        COLOUR.set("green")

    async def main() -> None:
        await loop.create_task(body(), context=context)

    loop.run_until_complete(main())
    seen = [*found, context[COLOUR], COLOUR.get()]
    doing = (
        "a task with a red context paints blue, yields, paints green; colours it saw, of the context, outside"
    )
    expect(seen, ["red", "blue", "green", "none"], doing=doing)


@clause("CTX-11")
def test_a_task_has_a_copy_of_the_current_context(loop: Loop) -> None:
    """A task sees its maker's variables as they were, and its changes do not reach its maker."""
    found: list[str] = []

    async def body() -> None:
        await asyncio.sleep(0)
        found.append(COLOUR.get())
        COLOUR.set("blue")

    async def main() -> None:
        COLOUR.set("red")
        task = loop.create_task(body())
        COLOUR.set("green")
        await task
        found.append(COLOUR.get())

    loop.run_until_complete(main())
    doing = (
        "make a task in a red context, paint that green; colour in the task, which paints blue; its maker's"
    )
    expect(found, ["red", "green"], doing=doing)


@clause("CTX-12")
def test_tasks_keep_their_colours_apart(loop: Loop) -> None:
    """Tasks that take turns find after each wait, of whatever kind, the variable as they left it."""
    wrong: set[str] = set()

    async def body(name: str, future: asyncio.Future[None]) -> None:
        for step, wait in enumerate([asyncio.sleep(0), future, asyncio.sleep(0.001)]):
            COLOUR.set(f"{name}{step}")
            await wait
            if COLOUR.get() != f"{name}{step}":
                wrong.add(name)

    async def main() -> None:
        futures = [loop.create_future() for _ in "abc"]
        for number, future in enumerate(futures):
            loop.call_later(0.001 * number, future.set_result, None)
        await asyncio.gather(*(body(name, future) for name, future in zip("abc", futures, strict=True)))

    loop.run_until_complete(main())
    doing = "three tasks set a variable and wait by turns; list those that found it changed afterwards"
    expect(sorted(wrong), [], doing=doing)


@clause("CTX-12")
@pytest.mark.parametrize("ended_by", ["a failure", "a cancellation"])
def test_a_failed_wait_keeps_the_context(loop: Loop, ended_by: str) -> None:
    """The except block around an await finds the variable as the task set it before."""

    async def body(future: asyncio.Future[None]) -> str:
        COLOUR.set("red")
        try:
            await future
        except (Boom, asyncio.CancelledError):
            return COLOUR.get()
        return "no exception"

    future = loop.create_future()
    task = loop.create_task(body(future))
    run_turns(loop)
    if ended_by == "a failure":
        future.set_exception(Boom())
    else:
        task.cancel()
    run_turns(loop)
    doing = f"set a variable to red, await a future until {ended_by}; read the variable in the except block"
    expect(task.result(), "red", doing=doing)


@clause("CTX-13")
def test_a_done_callback_runs_in_the_context_given(loop: Loop) -> None:
    """Future.add_done_callback(context=...) runs the callback in that context, where its changes stay."""
    future: asyncio.Future[str] = loop.create_future()

    def schedule(_: Loop, callback: Schedule, colour: str, *, context: Context) -> None:
        future.add_done_callback(lambda _: callback(colour), context=context)
        loop.call_soon(future.set_result, "value")

    _runs_in(loop, schedule, "add_done_callback")


@clause("CTX-14")
def test_a_done_callback_inherits(loop: Loop) -> None:
    """A done callback sees the variables of whoever added it, not of whoever resolved the future."""
    future: asyncio.Future[str] = loop.create_future()

    def schedule(_: Loop, callback: Schedule, colour: str) -> None:
        future.add_done_callback(lambda _: callback(colour))
        loop.call_soon(future.set_result, "value", context=coloured("the resolver's"))

    _inherits(loop, schedule, "add_done_callback")


@clause("CTX-14")
def test_a_late_done_callback_inherits(loop: Loop) -> None:
    """A done callback added when the future is done already sees the variables of whoever added it."""
    future: asyncio.Future[str] = loop.create_future()
    future.set_result("value")

    def schedule(_: Loop, callback: Schedule, colour: str) -> None:
        future.add_done_callback(lambda _: callback(colour))

    _inherits(loop, schedule, "add_done_callback on a done future")


@clause("CTX-15")
def test_done_callbacks_leave_the_task_s_context(loop: Loop) -> None:
    """Done callbacks of a task run in the context given, or that of their caller, not in the task's."""
    inherits, given = Painter(), Painter()

    async def body() -> None:
        await asyncio.sleep(0)
        COLOUR.set("the task's")

    async def main() -> None:
        COLOUR.set("red")
        task = loop.create_task(body())
        task.add_done_callback(lambda _: inherits("blue"))
        task.add_done_callback(lambda _: given("blue"), context=coloured("green"))
        await task

    loop.run_until_complete(main())
    run_until(loop, lambda: bool(inherits.found and given.found))
    expect(
        (inherits.found, given.found),
        (["red"], ["green"]),
        doing="from a red task add_done_callback to another, without and with a green context; colours seen",
    )


@clause("CTX-16")
@pytest.mark.parametrize("method", ["add_reader", "add_writer"])
def test_descriptor_callbacks_inherit(loop: Loop, method: str) -> None:
    """The callback of a descriptor sees the variables of whoever added it."""
    ours, theirs = socket.socketpair()
    theirs.send(b"x")

    def schedule(_: Loop, callback: Schedule, colour: str) -> None:
        getattr(loop, method)(ours, once, callback, colour)

    def once(callback: Schedule, colour: str) -> None:
        getattr(loop, method.replace("add", "remove"))(ours)
        callback(colour)

    with ours, theirs:
        _inherits(loop, schedule, method)


@clause("CTX-17")
def test_signal_handlers_inherit(loop: Loop) -> None:
    """A signal handler sees the variables of whoever added it."""

    def schedule(_: Loop, callback: Schedule, colour: str) -> None:
        loop.add_signal_handler(SIGUSR1, callback, colour)
        loop.call_soon(os.kill, os.getpid(), SIGUSR1)

    before = signal.getsignal(SIGUSR1)
    try:
        _inherits(loop, schedule, "add_signal_handler")
    finally:
        loop.remove_signal_handler(SIGUSR1)
        signal.signal(SIGUSR1, before)


@clause("CTX-18")
def test_a_failure_leaves_the_context_usable(loop: Loop, loop_reports: list[Report]) -> None:
    """A context in which a callback has raised runs the next callback given it."""
    context, painter = coloured("red"), Painter()
    loop.call_soon(boom, context=context)
    loop.call_soon(painter, "blue", context=context)
    run_turns(loop)
    expect(
        (painter.found, reported(loop_reports)),
        (["red"], ["Boom"]),
        doing="two callbacks in one red context, the first raises; colour seen by the second, reports",
    )
