"""The verbs: one row each, which is name, arguments, meaning, capability and function at once.

Keeps true: adding a verb is adding one row here; grammar, checks, help and generators read the table.
Does not know: how bodies are entered, what a trace is, when a run ends: that is `interpreter.Run`, to which a verb
speaks through a few methods (`log`, `due`, `thing`, `future`, `schedule` ...).

A verb that the loop refuses by an exception is logged as `verb:name!ExceptionType` and the body goes on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from conformance.language.signature import Table
from conformance.language.values import Value, exception, mark

if TYPE_CHECKING:
    from conformance.language.interpreter import Frame, Run

VERBS = Table()


@VERBS.row("soon X", "schedule X with call_soon")
def soon(run: Run, frame: Frame, name: str) -> None:
    run.schedule("soon", name, run.loop.call_soon)


@VERBS.row("at N X", "schedule X with call_at, N ticks after the start of the program")
def at(run: Run, frame: Frame, ticks: int, name: str) -> None:
    due = run.due(ticks)
    run.schedule("at", name, lambda callback: run.loop.call_at(due, callback), due=due)


@VERBS.row("later N X", "the same with call_later: the delay is what is left until N ticks after the start")
def later(run: Run, frame: Frame, ticks: int, name: str) -> None:
    due = run.due(ticks)
    run.schedule("later", name, lambda callback: run.loop.call_later(due - run.loop.time(), callback), due=due)


@VERBS.row("from_thread X...", "schedule each X, in turn, with call_soon_threadsafe from one new thread", capability="threads")
def from_thread(run: Run, frame: Frame, *names: str) -> None:
    run.call_from_thread(*names)


@VERBS.row("join", "block the loop until every thread begun so far has made its calls", capability="threads")
def join(run: Run, frame: Frame) -> None:
    run.threads.join()


@VERBS.row("cancel A [V]", "cancel what was last made as A, with the message V; logs what a future or task answers")
def cancel(run: Run, frame: Frame, name: str, *message: str) -> None:
    thing, serial = run.thing(name)
    if thing is None:
        run.log("cancel", name, "?")
    elif isinstance(thing, asyncio.Handle) or not asyncio.isfuture(thing):
        thing.cancel()
        run.forget(serial)
        run.log("cancel", name, serial=serial, silent=True)
    else:
        run.log("cancel", name, f"={thing.cancel(*message)}", serial=serial)


@VERBS.row("probe A", "log the state of what was last made as A: pending, result, exception, cancelled")
def probe(run: Run, frame: Frame, name: str) -> None:
    thing, serial = run.thing(name)
    run.log("probe", name, run.state(thing), serial=serial)


@VERBS.row("resolve F [V]", "set the result of future F to a new object called V, or 'value'")
def resolve(run: Run, frame: Frame, name: str, value: str = "value") -> None:
    run.settle("resolve", name, f"={value}", lambda future: future.set_result(run.own(Value(value))))


@VERBS.row("reject F [V]", "set the exception of future F to a new one of type V, or Boom")
def reject(run: Run, frame: Frame, name: str, kind: str = "Boom") -> None:
    error = run.own(exception(kind, name))
    run.settle("reject", name, f"!{kind}", lambda future: future.set_exception(error))


@VERBS.row("when F X", "run X when F is done, with add_done_callback")
def when(run: Run, frame: Frame, name: str, body: str) -> None:
    run.watch(name, body)


@VERBS.row("unwhen F X", "take X back from F with remove_done_callback; logs how many there were")
def unwhen(run: Run, frame: Frame, name: str, body: str) -> None:
    run.unwatch(name, body)


@VERBS.row("spawn C", "make a task of body C with create_task")
def spawn(run: Run, frame: Frame, name: str) -> None:
    run.spawn(name)


@VERBS.row("await F", "await F; logs what comes of it")
async def await_(run: Run, frame: Frame, name: str) -> None:
    await run.wait("await", frame, name, lambda future: future)


@VERBS.row("shield F", "await asyncio.shield(F); logs what comes of it")
async def shield(run: Run, frame: Frame, name: str) -> None:
    await run.wait("shield", frame, name, asyncio.shield)


@VERBS.row("yield", "let the others go first, once: await asyncio.sleep(0)")
async def yield_(run: Run, frame: Frame) -> None:
    run.log("yield", silent=True)
    await run.patient(frame, "yield", asyncio.sleep(0))


@VERBS.row("sleep N", "wait until N ticks after the start of the program")
async def sleep(run: Run, frame: Frame, ticks: int) -> None:
    await run.patient(frame, "sleep", run.sleep(frame.name, run.due(ticks)))


@VERBS.row("refuse", "from here on this body swallows the CancelledError of its waits", waits=True)
def refuse(run: Run, frame: Frame) -> None:
    frame.refuses = True


@VERBS.row("return V", "end this body; the result of its task is a new object called V", waits=True)
def return_(run: Run, frame: Frame, value: str) -> None:
    frame.result = run.own(Value(value))
    frame.ended = True


@VERBS.row("raise [V]", "end this body with an exception of type V, or Boom", raises=True)
def raise_(run: Run, frame: Frame, kind: str = "Boom") -> None:
    run.log("raise", frame.name, kind, silent=True)
    raise run.own(exception(kind, frame.name))


@VERBS.row("block N", "keep the loop busy until N ticks after the start of the program")
def block(run: Run, frame: Frame, ticks: int) -> None:
    run.log("block", silent=True)
    run.block(ticks)


@VERBS.row("stop", "stop the loop; logs 'stopped' when run_forever has returned, then runs the loop on")
def stop(run: Run, frame: Frame) -> None:
    run.log("stop", silent=True)
    run.loop.stop()


@VERBS.row("uncancel T", "take one cancel request back from task T; logs how many remain")
def uncancel(run: Run, frame: Frame, name: str) -> None:
    task, serial = run.task(name)
    run.log("uncancel", name, f"={task.uncancel()}" if task else "?", serial=serial)


@VERBS.row("cancelling T", "log the number of cancel requests task T holds")
def cancelling(run: Run, frame: Frame, name: str) -> None:
    task, serial = run.task(name)
    run.log("cancelling", name, f"={task.cancelling()}" if task else "?", serial=serial)


@VERBS.row("name T V", "set the name of task T, then log the name it has")
def name_(run: Run, frame: Frame, name: str, new: str) -> None:
    task, serial = run.task(name)
    if task:
        task.set_name(new)
    run.log("name", name, f"={task.get_name()}" if task else "?", serial=serial, detail=new)


@VERBS.row("set V", "set the context variable to V in the context this body runs in")
def set_(run: Run, frame: Frame, value: str) -> None:
    mark.set(value)
    run.log("set", value, silent=True)


@VERBS.row("get", "log the context variable, or '-' where it was never set")
def get(run: Run, frame: Frame) -> None:
    run.log("get", "", f"={mark.get('-')}")
