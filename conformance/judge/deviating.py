"""The reference with known deviations: wrong in ways that somebody's loop is known to be wrong, if the
chooser says so.

A loop that breaks one clause would leave everything it does after that unexplained. Here each modelled
deviation is a question like a freedom, but it is asked only for a target that lists the deviation, and its
use is reported by its id.

Keeps true: without deviations it is the reference. Does not know: which target deviates.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeVarTuple, Unpack, cast

from conformance.language.eagerness import is_eager
from reference_loop import ChoicePoint, ReferenceLoop, VirtualClock
from reference_loop.choices import READY_20, Chooser, in_any_order
from reference_loop.contracts import Runnable
from reference_loop.exploring import ExploringReady, ExploringTurn
from reference_loop.handles import TimerHandle
from reference_loop.states import CONNECTED, HALF_CLOSED, LOST, OPEN, STOPPING
from reference_loop.transports.exploring import ExploringStream
from reference_loop.transports.stream import Bytes
from reference_loop.turn import Turn

Ts = TypeVarTuple("Ts")

STOP_LATE = ChoicePoint("STOP-04", "whether stop() is itself a callback at the end of the queue")
SERVED_LAST = ChoicePoint(
    "STOP-04", "whether readers and timers are served once more when the last turn has ended"
)
SERVED_AT_ONCE = ChoicePoint(
    "STOP-04", "whether readers and timers are called before the turn is cut, as no part of it"
)
TIMER_AT_ONCE = ChoicePoint(
    "TIMER-04", "whether a timer found due when it is added is a callback like any other"
)
EXIT_LATE = ChoicePoint("LIFE-19", "for how long the loop runs on after an exit")
READS_THOUGH_PAUSED = ChoicePoint(
    "TRANS-25", "whether reading begins after connection_made() though it was paused there"
)
ENDS_AGAIN = ChoicePoint("PROTO-21", "whether resume_reading() has the end of the stream told once more")
WRITES_NO_MORE = ChoicePoint("TRANS-24", "whether write() fails when the connection is lost")
EAGER_REFUSED = ChoicePoint("EAGER-01", "whether create_task fails with the eager task factory")
MODELLED = frozenset(
    point.clause_id
    for point in (
        STOP_LATE,
        TIMER_AT_ONCE,
        EXIT_LATE,
        EAGER_REFUSED,
        READS_THOUGH_PAUSED,
        WRITES_NO_MORE,
        ENDS_AGAIN,
    )
)

AT_ONCE, AFTER_THE_TURN, AFTER_THE_NEXT, AFTER_A_TURN_BEGUN_NOW = range(4)


@dataclass(slots=True)
class _Turn(ExploringTurn):
    """A turn beside which readers and timers may run, and in which an exit may be held back."""

    hold: Callable[[BaseException], int] = lambda error: AT_ONCE
    one_more: bool = False
    finish: Callable[[], None] = lambda: None
    serves_last: Callable[[], int] = lambda: 0
    serves_at_once: Callable[[], int] = lambda: 0

    def run(self, last: bool) -> None:
        """Make one turn, the last one if an exit waits for its end."""
        if self.one_more:
            self.one_more, last = False, True
            self.finish()
        ExploringTurn.run(self, last)
        if (self.descriptors or self.timers) and self.serves_last():
            self._serve()

    def queue(self, handles: Iterable[Runnable]) -> None:
        """Queue what a ready descriptor has to run, or run it now."""
        if not self.serves_at_once():
            ExploringTurn.queue(self, handles)
        else:
            self._run_all(handles)
            now = self.clock.time()
            self.limit = max(self.limit, now + self.clock.resolution)
            self._let_time_pass(cast("VirtualClock", self.clock), now)

    def move_due(self) -> None:
        """Queue due timers, or run them now."""
        deadline = self.timers.next_deadline()
        if deadline is not None and deadline < self.limit and self.serves_at_once():
            self._run_timers()
        else:
            ExploringTurn.move_due(self)

    def _serve(self) -> None:
        """Call readers, then timers, as no part of any turn."""
        for fd, interest in in_any_order(self._ask, READY_20, ExploringTurn.wait(self, 0)):
            self._run_all(self.descriptors.ready(fd, interest))
        self._run_timers()

    def _run_timers(self) -> None:
        self._run_all(self._in_order(list(self.timers.due(self.limit))))

    def _run_all(self, handles: Iterable[Runnable]) -> None:
        for handle in list(handles):
            handle._run()

    def run_ready(self) -> None:
        """Run this turn's part of the queue; an exit ends it, or waits."""
        ready = cast("ExploringReady", self.ready)
        ready.cut()
        while ready.batch:
            try:
                ready.take()._run()
            except (SystemExit, KeyboardInterrupt) as error:
                self._hold(error, ready)

    def _hold(self, error: BaseException, ready: ExploringReady) -> None:
        answer = self.hold(error)
        if answer == AT_ONCE:
            raise error
        if answer == AFTER_THE_TURN:
            self.finish()
        else:
            self.one_more = True
        if answer == AFTER_A_TURN_BEGUN_NOW:
            ready.batch = 0


class _Stream(ExploringStream):
    """A transport that reads though it was paused at first, may find its end twice, and minds late writes."""

    _ends_again = False

    def _connection_made(self) -> None:
        super()._connection_made()
        if self._paused and self._deviates(READS_THOUGH_PAUSED):
            self.resume_reading()

    def write(self, data: Bytes) -> None:
        """Send `data`, now or later; RuntimeError when the connection is lost."""
        if self._state is LOST and self._deviates(WRITES_NO_MORE):
            raise RuntimeError("the connection is lost")
        super().write(data)

    def resume_reading(self) -> None:
        """Read again, though there is nothing but the end that was told."""
        self._ends_again = self._told is HALF_CLOSED and bool(self._deviates(ENDS_AGAIN))
        super().resume_reading()

    def pause_reading(self) -> None:
        """Read no more, not even the end."""
        self._ends_again = False
        super().pause_reading()

    def _on_readable(self) -> None:
        if not self._ends_again:
            super()._on_readable()
            return
        self._ends_again = False
        self._told = CONNECTED
        super()._on_readable()

    def _wants_data(self) -> bool:
        return super()._wants_data() or (self._ends_again and self._state is OPEN)

    def _deviates(self, point: ChoicePoint) -> int:
        return cast("DeviatingLoop", self._loop).deviates(point)


class DeviatingLoop(ReferenceLoop):
    """Asks, for each deviation it is given, whether to deviate now."""

    exploring_stream_type = _Stream

    def __init__(self, clock: VirtualClock, chooser: Chooser, deviations: frozenset[str]) -> None:
        super().__init__(clock=clock, chooser=chooser)
        self._chooser, self._virtual, self._deviations = chooser, clock, deviations
        self._held: BaseException | None = None

    def _make_turn(self, chooser: Chooser | None) -> Turn:
        plain = super()._make_turn(chooser)
        return _Turn(
            **{name: getattr(plain, name) for name in ExploringTurn.__dataclass_fields__},
            hold=self._hold,
            finish=super().stop,
            serves_last=lambda: self.deviates(SERVED_LAST) if self._state is STOPPING else 0,
            serves_at_once=lambda: self.deviates(SERVED_AT_ONCE),
        )

    def _hold(self, error: BaseException) -> int:
        answer = self.deviates(EXIT_LATE, 4)
        self._held = error if answer else None
        return answer

    def run_forever(self) -> None:
        """Run, and raise an exit that was held back until now."""
        super().run_forever()
        held, self._held = self._held, None
        if held is not None:
            raise held

    def deviates(self, point: ChoicePoint, alternatives: int = 2) -> int:
        """Ask whether, or how, to deviate; 0 for no."""
        return self._chooser.choose(point, alternatives) if point.clause_id in self._deviations else 0

    def create_task(self, coro: Any, **options: Any) -> asyncio.Task[Any]:
        """Make a task, or refuse to while the task factory is the eager one."""
        if is_eager(self) and self.deviates(EAGER_REFUSED):
            raise TypeError("the eager task factory was given an argument that it does not take")
        return super().create_task(coro, **options)

    def stop(self) -> None:
        """Stop after this turn, or have that asked by a callback of the next one, or of the one after
        that.
        """
        turns = self.deviates(STOP_LATE, 3) if self.is_running() else 0
        self._stop_in(turns)

    def _stop_in(self, turns: int) -> None:
        if turns:
            self.call_soon(self._stop_in, turns - 1)
        else:
            super().stop()

    def call_at(
        self,
        when: float,
        callback: Callable[[Unpack[Ts]], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> TimerHandle:
        """Await the deadline, or let time pass until it has come and queue the timer at once, whatever else
        is due.
        """
        if not self.deviates(TIMER_AT_ONCE):
            return super().call_at(when, callback, *args, context=context)
        self._virtual.advance(max(0.0, when - self.time()))
        no_timer_any_more = float("inf")  # timers that are due later may go before it
        timer = self.timer_handle_type(no_timer_any_more, callback, args, self, context)
        self._ready.push(timer)
        return timer
