"""Runs a program on any loop and writes the trace.

Keeps true:
- a run ends when nothing that was scheduled is outstanding and `HOPS` turns in a row brought no event: no
ordering is
  ever decided by a guess about real time;
- whatever the run made is finished quietly after the trace is cut: no task, timer, thread or unclaimed
exception stays;
- a loop that forgets something is not waited for: `PATIENCE` seconds after the last deadline the log says
`stuck`.
  (On a machine that stood still for so long that is a false word: a caller confirms it by running again.)

Does not know: what a trace should be, nor any particular loop. Not thread-safe: one run, one thread (and the
helper threads that the program asks for).
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import contextmanager
from contextvars import Context
from functools import partial
from itertools import count
from typing import Any, TypeVar, Unpack

from conformance.language.connections import Connection
from conformance.language.eagerness import is_eager
from conformance.language.frames import Facts, Frame
from conformance.language.program import MAIN, Program, Step
from conformance.language.signature import TICKS
from conformance.language.threads import Call, Helpers, RealThreads
from conformance.language.trace import Event, Trace, joined
from conformance.language.values import Owned
from conformance.patience import scaled

HOPS = 32
PATIENCE = 2.0
EXTRA_RETURNS = 16

LoopFactory = Callable[[], asyncio.AbstractEventLoop]
Handle = Any  # asyncio.Handle or what a native loop has in its place; only cancel() and cancelled() are used
AnyHandle = TypeVar("AnyHandle", bound=Handle)
Future = asyncio.Future[object]


def run(program: Program, loop_factory: LoopFactory, *, tick: float) -> Trace:
    """Run the program on a new loop, close the loop, and return what was seen. `tick` is in seconds.

    Raises what the factory or closing the loop raises; anything that happens inside is in the trace.
    """
    loop = loop_factory()
    try:
        return Run(program, loop, tick).trace()
    finally:
        loop.close()


class Run:
    """One run of one program; verbs speak to it."""

    def __init__(
        self,
        program: Program,
        loop: asyncio.AbstractEventLoop,
        tick: float,
        *,
        helpers: Helpers | None = None,
        patience: float | None = PATIENCE,
        hops: int = HOPS,
        listen: Callable[[Event], None] | None = None,
        advance: Callable[[float], None] = time.sleep,
    ) -> None:
        self.program, self.loop, self.tick = program, loop, tick
        self.threads = helpers or RealThreads()
        self.start = math.nan
        self.owned = Owned()
        self._events: list[Event] = []
        self._listen = listen or self._events.append
        self._serials = count(1)
        self.made: dict[str, tuple[Any, int]] = {}
        self.futures: list[Future] = []
        self.connections: dict[str, Connection] = {}
        self.opened: list[Connection] = []
        self.born: dict[int, tuple[str, int]] = {}
        """By the id() of each future and task that a verb made: its name and number."""
        self._handles: list[Handle] = []
        self._live: set[int] = {0}
        self._advance, self._began = advance, math.nan
        self._patience, self._hops = patience, hops
        self._hopping, self._left, self._seen, self._logged = False, 0, 0, 0
        self._finished = self.cut = False
        self._here = 0
        self._thread = threading.get_ident()

    # -- the run as a whole

    def trace(self) -> Trace:
        """Run to the end and return what was seen."""
        eager = is_eager(self.loop)
        self.loop.set_exception_handler(self._handler)
        self.loop.call_soon(self.enter, MAIN, 0, True)
        try:
            self._run_on()
            self.threads.join()
        finally:
            self.cut = True
            self._clean()
        return Trace(joined(self._events), self.tick, self.start, eager)

    def _run_on(self) -> None:
        """Run the loop until the program is at rest, however often it stops or is thrown out on the way."""
        extra = EXTRA_RETURNS + sum(step.verb == "stop" for step in self.program.steps)
        while not self._finished and extra:
            self.threads.pause()
            try:
                self.loop.run_forever()
            except BaseException as error:
                if error not in self.owned:
                    raise
                self.log("out", "", self.owned.raised(error))
            else:
                if not self._finished:
                    self.log("stopped")
                    extra -= 1

    def _clean(self) -> None:
        """Finish everything that is left, unheard; all get a bounded number of turns to end in."""
        for handle in self._handles:
            handle.cancel()
        turns = 0
        while turns < HOPS and (left := [future for future in self.futures if not future.done()]):
            for future in left:
                future.cancel()
            turns += self._turn()
        for connection in self.opened:
            connection.drop()
        while turns < HOPS and not all(connection.lost for connection in self.opened):
            turns += self._turn()
        for connection in self.opened:
            connection.forget()
        for future in self.futures:
            if future.done() and not future.cancelled():
                future.exception()

    def _turn(self) -> int:
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()
        return 1

    def abort(self) -> None:
        """Hear nothing more and end the run: what is still to come interests nobody."""
        self.cut = self._finished = True
        self.loop.stop()

    # -- quiescence

    def next_serial(self) -> int:
        """A number for something new."""
        return next(self._serials)

    def forget(self, serial: int) -> None:
        """What has this number will not run (again); with nothing else outstanding the end is near."""
        self._live.discard(serial)
        if not self._live and not self._hopping:
            self._hopping, self._left = True, self._hops
            self.loop.call_soon(self._hop)

    def _hop(self) -> None:
        if self._seen != self._logged:
            self._seen, self._left = self._logged, self._hops
        self._left -= 1
        if self._live:
            self._hopping = False
        elif self._left:
            self.loop.call_soon(self._hop)
        else:
            self._finished = True
            self.loop.stop()

    def _watchdog(self) -> None:
        self.threads.join()
        if self._live:
            self.log("stuck")
        self._live.clear()
        self._hopping = False
        self.forget(0)

    def _begin(self) -> None:
        self.start, self._began = self.loop.time(), time.monotonic()
        if self._patience is not None:
            last = max((int(tick) for step in self.program.steps for tick in step.named(TICKS)), default=0)
            self._handles.append(self.loop.call_at(self.due(last) + scaled(self._patience), self._watchdog))

    # -- bodies

    def enter(self, name: str, serial: int, silent: bool = False) -> None:
        """Run a body as a callback."""
        if self.cut:
            return
        if not serial:
            self._begin()
        frame = Frame(name, serial)
        where = "" if threading.get_ident() == self._thread else "@another-thread"
        self._here = serial
        self.log("run", name, where, serial=serial, silent=silent)
        try:
            for step in self.program.body(name).steps:
                self._act(frame, step)
        finally:
            self._end(frame, "")
            self.forget(serial)

    async def _coroutine(self, name: str, serial: int) -> object:
        frame = Frame(name, serial)
        self._here = serial
        self.log("run", name, serial=serial)
        try:
            await self._steps(frame)
        except BaseException as error:
            self._end(frame, self.owned.raised(error))
            raise
        self._end(frame, f"={self.owned.label(frame.result)}")
        return frame.result

    async def _steps(self, frame: Frame) -> None:
        for step in self.program.body(frame.name).steps:
            waits = self._act(frame, step)
            if waits is not None:
                await waits
            if frame.ended or self.cut:
                break

    def _end(self, frame: Frame, outcome: str) -> None:
        self._here = frame.serial
        self.log("end", frame.name, outcome, serial=frame.serial, silent=True)
        self.threads.pause()

    def _act(self, frame: Frame, step: Step) -> Awaitable[None] | None:
        """Do one step. A refusal by the loop is an event; only the body's own exceptions end the body."""
        self.threads.pause()
        self._here = frame.serial
        row = step.row
        try:
            return row.act(self, frame, *step.args)
        except Exception as error:
            if row.raises:
                raise
            self.log(step.verb, str(step.args[0]) if step.args else "", self.owned.raised(error))
            return None

    # -- what verbs use

    def log(self, kind: str, name: str = "", outcome: str = "", **facts: Unpack[Facts]) -> None:
        """Write an event down, with the time and the body it happened in."""
        if not self.cut:
            self._logged += 1
            self._listen(Event(kind, name, outcome, time=self.loop.time(), by=self._here, **facts))

    def due(self, ticks: int) -> float:
        """The moment, on the loop's clock, that is so many ticks after the start."""
        return self.start + ticks * self.tick

    def block(self, ticks: int) -> None:
        """Let time pass in the body. It is measured by a clock of our own: a loop may show one time all
        through a turn.
        """
        if self._advance is time.sleep:
            self._advance(max(0.0, self._began + ticks * self.tick - time.monotonic()))
        else:
            self._advance(max(0.0, self.due(ticks) - self.loop.time()))

    def own(self, thing: Any) -> Any:
        """Take note of a value or exception that the program made, and return it."""
        return self.owned.add(thing)

    def thing(self, name: str) -> tuple[Any, int]:
        """What was last made under the name, with its number; a future is made by being mentioned."""
        made = self.made.get(name)
        if made is not None:
            return made
        if name in self.program.coroutines or name in self.program.callbacks:
            return None, 0
        return self._keep(name, self.loop.create_future(), next(self._serials))

    def future(self, name: str) -> tuple[Future | None, int]:
        """The future or task of that name with its number; None if there is none yet."""
        thing, serial = self.thing(name)
        return (thing, serial) if asyncio.isfuture(thing) else (None, 0)

    def task(self, name: str) -> tuple[asyncio.Task[object] | None, int]:
        """The task of that name with its number; None if there is none yet."""
        thing, serial = self.thing(name)
        return (thing, serial) if hasattr(thing, "uncancel") else (None, 0)

    def _keep(self, name: str, future: Future, serial: int) -> tuple[Future, int]:
        self.futures.append(future)
        self.born[id(future)] = name, serial
        self.made[name] = future, serial
        return future, serial

    def schedule(
        self, kind: str, name: str, call: Callable[[Callable[[], None]], AnyHandle], due: float = math.nan
    ) -> AnyHandle:
        """Log and make a handle; it counts as outstanding until it has run or was cancelled."""
        with self._outstanding() as serial:
            self.log(kind, name, serial=serial, due=due, silent=True)
            handle = call(partial(self.enter, name, serial))
            self._handles.append(handle)
            self.made[name] = handle, serial
        return handle

    @contextmanager
    def _outstanding(self) -> Generator[int]:
        serial = next(self._serials)
        self._live.add(serial)
        try:
            yield serial
        except BaseException:
            self.forget(serial)
            raise

    def call_later_until(self, due: float, callback: Callable[[], None]) -> Handle:
        """Call call_later with the delay that is left until `due`.

        The loop adds the delay to a later reading of its clock. Where a busy machine stood still in between,
        the deadline would be another one than was logged; such a timer is taken back and made anew.
        """
        while True:
            before = self.loop.time()
            handle = self.loop.call_later(due - before, callback)
            if self.loop.time() - before < self.tick / 4:
                return handle
            handle.cancel()

    def call_from_thread(self, *names: str) -> None:
        """Have a thread schedule these bodies, in turn."""
        thread = next(self._serials)
        self.threads.start([self._call(name, thread) for name in names])

    def _call(self, name: str, thread: int) -> Call:
        """A call that counts as outstanding from now on; it is made in an empty context."""
        serial = next(self._serials)
        self._live.add(serial)
        self.log("from_thread", name, serial=serial, silent=True, about=thread)

        def make() -> None:
            try:
                Context().run(lambda: self.loop.call_soon_threadsafe(self.enter, name, serial))
            except Exception as error:
                self.log("call", name, self.owned.raised(error), serial=serial)
                self._live.discard(serial)

        return Call(
            name,
            serial,
            partial(self.log, "call", name, serial=serial),
            make,
            partial(self.log, "return", name, serial=serial),
        )

    def spawn(self, name: str) -> None:
        """Make a task."""
        serial = next(self._serials)
        self.log("spawn", name, serial=serial, silent=True, detail="eager" if is_eager(self.loop) else "")
        self._keep(name, self._task(self._coroutine(name, serial)), serial)

    def _task(self, coroutine: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        try:
            return self.loop.create_task(coroutine)
        except BaseException:
            coroutine.close()
            raise

    def connect(self, name: str) -> None:
        """Make a connection, in a task that nobody sees."""
        with self._outstanding() as serial:
            self.log("connect", name, serial=serial, silent=True)
            self.connections[name] = connection = Connection(self, name, serial)
            self.opened.append(connection)
            self.futures.append(self._task(connection.open()))

    def happens(self, kind: str, name: str, outcome: str, serial: int) -> None:
        """Log what the loop tells outside of any body."""
        here, self._here = self._here, serial
        self.log(kind, name, outcome, serial=serial)
        self._here = here

    async def wait(
        self, verb: str, frame: Frame, name: str, wrap: Callable[[Future], Awaitable[object]]
    ) -> None:
        """Wait for a future or task and log what comes of it; its exception goes on through the body."""
        future, serial = self.future(name)
        if future is None:
            self.log(verb, name, "?")
            return
        self.log("waits", name, serial=serial, silent=True, detail=verb)
        try:
            value = await wrap(future)
        except BaseException as error:
            self._here = frame.serial
            self.log(verb, name, self.owned.raised(error), serial=serial)
            if not self._swallows(frame, error):
                raise
        else:
            self._here = frame.serial
            self.log(verb, name, f"={self.owned.label(value)}", serial=serial)

    async def patient(self, frame: Frame, verb: str, awaitable: Awaitable[object]) -> None:
        """Wait for something that only a cancellation makes worth logging."""
        try:
            await awaitable
        except asyncio.CancelledError as error:
            self._here = frame.serial
            self.log(verb, "", self.owned.raised(error))
            if not self._swallows(frame, error):
                raise

    def _swallows(self, frame: Frame, error: BaseException) -> bool:
        return frame.refuses and not self.cut and isinstance(error, asyncio.CancelledError)

    async def sleep(self, name: str, due: float) -> None:
        """A future and a timer, as asyncio.sleep; the deadline does not depend on how late it is asked
        for.
        """
        with self._outstanding() as serial:
            future = self.loop.create_future()
            self.log("sleep", name, serial=serial, due=due, silent=True)
            handle = self.loop.call_at(due, self._wake, future, serial)
            self._handles.append(handle)
            self.futures.append(future)
            try:
                await future
            finally:
                handle.cancel()
                self.forget(serial)

    def _wake(self, future: Future, serial: int) -> None:
        self.log("run", "", serial=serial, silent=True)
        self.threads.pause()
        if not future.done():
            future.set_result(None)

    def _handler(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        said = type(error).__name__ if error else "-".join(str(context.get("message")).split()[:3])
        self.log("handler", getattr(error, "body", ""), self.owned.label(error) if error else said)
        self.threads.pause()
