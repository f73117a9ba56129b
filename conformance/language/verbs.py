"""The verbs: one row each, which is name, arguments, meaning, capability and function at once.

Keeps true: adding a verb is adding one row here; grammar, checks, help and generators read the table.
Does not know: how bodies are entered, what a trace is, when a run ends: that is `interpreter.Run`, to which
a verb speaks through a few methods (`log`, `due`, `thing`, `future`, `schedule` ...).

A verb that the loop refuses by an exception is logged as `verb:name!ExceptionType` and the body goes on.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from conformance.language.descriptors import Reader
from conformance.language.eagerness import make_eager
from conformance.language.signature import Table
from conformance.language.values import Value, exception, mark

if TYPE_CHECKING:
    from conformance.language.frames import Frame
    from conformance.language.interpreter import Run

VERBS = Table()


@VERBS.row("soon X")
def soon(run: Run, frame: Frame, name: str) -> None:
    """Schedule X with call_soon."""
    run.schedule("soon", name, run.loop.call_soon)


@VERBS.row("at N X")
def at(run: Run, frame: Frame, ticks: int, name: str) -> None:
    """Schedule X with call_at, N ticks after the start of the program."""
    due = run.due(ticks)
    run.schedule("at", name, lambda callback: run.loop.call_at(due, callback), due=due)


@VERBS.row("later N X")
def later(run: Run, frame: Frame, ticks: int, name: str) -> None:
    """The same with call_later: the delay is what is left until N ticks after the start."""
    due = run.due(ticks)
    run.schedule("later", name, lambda callback: run.call_later_until(due, callback), due=due)


@VERBS.row("readable X...", capability="readiness")
def readable(run: Run, frame: Frame, *names: str) -> None:
    """Run each X once, as the reader of a new socket; all are made readable together, the last one first."""
    readers = [run.schedule("readable", name, partial(Reader, run.loop)) for name in names]
    for reader in reversed(readers):
        reader.make_readable()


@VERBS.row("from_thread X...", capability="threads")
def from_thread(run: Run, frame: Frame, *names: str) -> None:
    """Schedule each X, in turn, with call_soon_threadsafe from one new thread."""
    run.call_from_thread(*names)


@VERBS.row("join", capability="threads")
def join(run: Run, frame: Frame) -> None:
    """Block the loop until every thread begun so far has made its calls."""
    run.threads.join()


@VERBS.row("cancel A [V]")
def cancel(run: Run, frame: Frame, name: str, *message: str) -> None:
    """Cancel what was last made as A, with the message V; logs what a future or task answers."""
    thing, serial = run.thing(name)
    if thing is None:
        run.log("cancel", name, "?")
    elif isinstance(thing, asyncio.Handle) or not asyncio.isfuture(thing):
        thing.cancel()
        run.forget(serial)
        run.log("cancel", name, serial=serial, silent=True)
    else:
        run.log("cancel", name, f"={thing.cancel(*message)}", serial=serial)


@VERBS.row("probe A")
def probe(run: Run, frame: Frame, name: str) -> None:
    """Log the state of what was last made as A: pending, result, exception, cancelled."""
    thing, serial = run.thing(name)
    run.log("probe", name, run.owned.state(thing), serial=serial)


@VERBS.row("resolve F [V]")
def resolve(run: Run, frame: Frame, name: str, value: str = "value") -> None:
    """Set the result of future F to a new object called V, or 'value'."""
    run.settle("resolve", name, f"={value}", lambda future: future.set_result(run.own(Value(value))))


@VERBS.row("reject F [V]")
def reject(run: Run, frame: Frame, name: str, kind: str = "Boom") -> None:
    """Set the exception of future F to a new one of type V, or Boom."""
    error = run.own(exception(kind, name))
    run.settle("reject", name, f"!{kind}", lambda future: future.set_exception(error))


@VERBS.row("when F X")
def when(run: Run, frame: Frame, name: str, body: str) -> None:
    """Run X when F is done, with add_done_callback."""
    run.watch(name, body)


@VERBS.row("unwhen F X")
def unwhen(run: Run, frame: Frame, name: str, body: str) -> None:
    """Take X back from F with remove_done_callback; logs how many there were."""
    run.unwatch(name, body)


@VERBS.row("spawn C")
def spawn(run: Run, frame: Frame, name: str) -> None:
    """Make a task of body C with create_task."""
    run.spawn(name)


@VERBS.row("eager", capability="eager_tasks")
def eager(run: Run, frame: Frame) -> None:
    """From here on tasks take their first step inside create_task: set asyncio.eager_task_factory."""
    make_eager(run.loop)
    run.log("eager", silent=True)


@VERBS.row("await F")
async def await_(run: Run, frame: Frame, name: str) -> None:
    """Await F; logs what comes of it."""
    await run.wait("await", frame, name, lambda future: future)


@VERBS.row("shield F")
async def shield(run: Run, frame: Frame, name: str) -> None:
    """Await asyncio.shield(F); logs what comes of it."""
    await run.wait("shield", frame, name, asyncio.shield)


@VERBS.row("yield")
async def yield_(run: Run, frame: Frame) -> None:
    """Let the others go first, once: await asyncio.sleep(0)."""
    run.log("yield", silent=True)
    await run.patient(frame, "yield", asyncio.sleep(0))


@VERBS.row("sleep N")
async def sleep(run: Run, frame: Frame, ticks: int) -> None:
    """Wait until N ticks after the start of the program."""
    await run.patient(frame, "sleep", run.sleep(frame.name, run.due(ticks)))


@VERBS.row("refuse", waits=True)
def refuse(run: Run, frame: Frame) -> None:
    """From here on this body swallows the CancelledError of its waits."""
    frame.refuses = True


@VERBS.row("return V", waits=True)
def return_(run: Run, frame: Frame, value: str) -> None:
    """End this body; the result of its task is a new object called V."""
    frame.result = run.own(Value(value))
    frame.ended = True


@VERBS.row("raise [V]", raises=True)
def raise_(run: Run, frame: Frame, kind: str = "Boom") -> None:
    """End this body with an exception of type V, or Boom."""
    run.log("raise", frame.name, kind, silent=True)
    raise run.own(exception(kind, frame.name))


@VERBS.row("block N")
def block(run: Run, frame: Frame, ticks: int) -> None:
    """Keep the loop busy until N ticks after the start of the program."""
    run.log("block", silent=True)
    run.block(ticks)


@VERBS.row("stop")
def stop(run: Run, frame: Frame) -> None:
    """Stop the loop; logs 'stopped' when run_forever has returned, then runs the loop on."""
    run.log("stop", silent=True)
    run.loop.stop()


@VERBS.row("uncancel T")
def uncancel(run: Run, frame: Frame, name: str) -> None:
    """Take one cancel request back from task T; logs how many remain."""
    task, serial = run.task(name)
    run.log("uncancel", name, f"={task.uncancel()}" if task else "?", serial=serial)


@VERBS.row("cancelling T")
def cancelling(run: Run, frame: Frame, name: str) -> None:
    """Log the number of cancel requests task T holds."""
    task, serial = run.task(name)
    run.log("cancelling", name, f"={task.cancelling()}" if task else "?", serial=serial)


@VERBS.row("name T V")
def name_(run: Run, frame: Frame, name: str, new: str) -> None:
    """Set the name of task T, then log the name it has."""
    task, serial = run.task(name)
    if task:
        task.set_name(new)
    run.log("name", name, f"={task.get_name()}" if task else "?", serial=serial, detail=new)


@VERBS.row("set V")
def set_(run: Run, frame: Frame, value: str) -> None:
    """Set the context variable to V in the context this body runs in."""
    mark.set(value)
    run.log("set", value, silent=True)


@VERBS.row("get")
def get(run: Run, frame: Frame) -> None:
    """Log the context variable, or '-' where it was never set."""
    run.log("get", "", f"={mark.get('-')}")
