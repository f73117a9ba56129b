"""The verbs: one row each, which is name, arguments, meaning, capability and function at once.

Keeps true: adding a verb is adding one row here; grammar, checks, help and generators read the table.
Does not know: how bodies are entered, what a trace is, when a run ends: that is `interpreter.Run`, to which
a verb speaks through a few methods (`log`, `due`, `thing`, `future`, `schedule` ...).

A verb that the loop refuses by an exception is logged as `verb:name!ExceptionType` and the body goes on.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from conformance.language.descriptors import Reader
from conformance.language.eagerness import make_eager
from conformance.language.frames import Watcher
from conformance.language.signature import Table
from conformance.language.values import Value, exception, mark

if TYPE_CHECKING:
    from conformance.language.connections import Connection
    from conformance.language.frames import Frame
    from conformance.language.interpreter import Future, Run

VERBS = Table()


def _settle(run: Run, verb: str, name: str, outcome: str, settle: Callable[[Future], None]) -> None:
    """Give a future its outcome, and log that once it is accepted."""
    future, serial = run.future(name)
    if future is None:
        run.log(verb, name, "?")
    else:
        settle(future)
        run.log(verb, name, outcome, serial=serial, silent=True)


def _transport(
    run: Run, verb: str, name: str, act: Callable[[Connection], str | None], detail: str = ""
) -> None:
    """Do something with the transport of a connection, if it is made."""
    connection = run.connections.get(name)
    if connection is None or connection.transport is None:
        run.log(verb, name, "?")
    else:
        _connection(run, verb, name, act, detail)


def _connection(
    run: Run, verb: str, name: str, act: Callable[[Connection], str | None], detail: str = ""
) -> None:
    """Do something with a connection, made or not; log the answer if there is one."""
    connection = run.connections.get(name)
    if connection is None:
        run.log(verb, name, "?")
        return
    answer = act(connection)
    silent = answer is None
    run.log(verb, name, answer or "", serial=connection.serial, silent=silent, detail=detail)


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
    _settle(run, "resolve", name, f"={value}", lambda future: future.set_result(run.own(Value(value))))


@VERBS.row("reject F [V]")
def reject(run: Run, frame: Frame, name: str, kind: str = "Boom") -> None:
    """Set the exception of future F to a new one of type V, or Boom."""
    error = run.own(exception(kind, name))
    _settle(run, "reject", name, f"!{kind}", lambda future: future.set_exception(error))


@VERBS.row("when F X")
def when(run: Run, frame: Frame, name: str, body: str) -> None:
    """Run X when F is done, with add_done_callback."""
    future, number = run.future(name)
    if future is None:
        run.log("when", name, "?")
        return
    serial = run.next_serial()
    run.log("when", body, serial=serial, silent=True, about=number)
    future.add_done_callback(Watcher(partial(run.enter, body, serial), (number, body)))


@VERBS.row("unwhen F X")
def unwhen(run: Run, frame: Frame, name: str, body: str) -> None:
    """Take X back from F with remove_done_callback; logs how many there were."""
    future, number = run.future(name)
    if future is None:
        run.log("unwhen", name, "?")
        return
    removed = future.remove_done_callback(Watcher(lambda: None, (number, body)))
    run.log("unwhen", name, f"={removed}", serial=number, detail=body)


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


@VERBS.row("connect O", capability="unix")
def connect(run: Run, frame: Frame, name: str) -> None:
    """Open O: a transport of the loop over one end of a new socket pair, whose other end is the peer."""
    run.connect(name)


@VERBS.row("on K E H", capability="unix")
def on(run: Run, frame: Frame, name: str, call: str, body: str) -> None:
    """Run H once, inside the next call E of K's protocol."""
    connection = run.connections.get(name)
    if connection is None:
        run.log("on", name, "?")
        return
    serial = run.next_serial()
    run.log("on", body, serial=serial, silent=True, about=connection.serial, detail=call)
    connection.hook(call, body, serial)


@VERBS.row("keep K", capability="unix")
def keep(run: Run, frame: Frame, name: str) -> None:
    """Have eof_received() of K return True: the transport stays open when the peer has ended."""
    _connection(run, "keep", name, lambda connection: setattr(connection, "keeps_open", True))


@VERBS.row("write K B", capability="unix")
def write(run: Run, frame: Frame, name: str, count: int) -> None:
    """Write B bytes with the transport of K."""
    _transport(run, "write", name, lambda connection: connection.write(count), str(count))


@VERBS.row("write_eof K", capability="unix")
def write_eof(run: Run, frame: Frame, name: str) -> None:
    """Call write_eof() of the transport of K."""
    _transport(run, "write_eof", name, lambda connection: connection.transport.write_eof())


@VERBS.row("close K", capability="unix")
def close(run: Run, frame: Frame, name: str) -> None:
    """Call close() of the transport of K."""
    _transport(run, "close", name, lambda connection: connection.transport.close())


@VERBS.row("abort K", capability="unix")
def abort(run: Run, frame: Frame, name: str) -> None:
    """Call abort() of the transport of K."""
    _transport(run, "abort", name, lambda connection: connection.transport.abort())


@VERBS.row("pause K", capability="unix")
def pause(run: Run, frame: Frame, name: str) -> None:
    """Call pause_reading() of the transport of K."""
    _transport(run, "pause", name, lambda connection: connection.transport.pause_reading())


@VERBS.row("resume K", capability="unix")
def resume(run: Run, frame: Frame, name: str) -> None:
    """Call resume_reading() of the transport of K."""
    _transport(run, "resume", name, lambda connection: connection.transport.resume_reading())


@VERBS.row("closing K", capability="unix")
def closing(run: Run, frame: Frame, name: str) -> None:
    """Log is_closing() of the transport of K."""
    _transport(run, "closing", name, lambda connection: f"={connection.transport.is_closing()}")


@VERBS.row("peer_send K B", capability="unix")
def peer_send(run: Run, frame: Frame, name: str, count: int) -> None:
    """The peer of K sends B bytes."""
    _connection(run, "peer_send", name, lambda connection: connection.send(count), str(count))


@VERBS.row("peer_take K", capability="unix")
def peer_take(run: Run, frame: Frame, name: str) -> None:
    """The peer of K takes all that has arrived: logs how many bytes, and whether the end came after them."""
    _connection(run, "peer_take", name, lambda connection: connection.take())


@VERBS.row("peer_eof K", capability="unix")
def peer_eof(run: Run, frame: Frame, name: str) -> None:
    """The peer of K shuts its writing side: it will send no more."""
    _connection(run, "peer_eof", name, lambda connection: connection.peer.shutdown(socket.SHUT_WR))


@VERBS.row("peer_close K", capability="unix")
def peer_close(run: Run, frame: Frame, name: str) -> None:
    """The peer of K closes its socket; what it has not taken by then is lost, and resets the connection."""
    _connection(run, "peer_close", name, lambda connection: connection.peer.close())
