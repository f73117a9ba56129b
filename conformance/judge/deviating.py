"""The reference with known deviations: wrong in ways that somebody's loop is known to be wrong, if the
chooser says so.

A loop that breaks one clause would leave everything it does after that unexplained. Here each modelled
deviation is a question like a freedom, but it is asked only for a target that lists the deviation, and its
use is reported by its id.

Keeps true: without deviations it is the reference. Does not know: which target deviates.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple, Unpack

from reference_loop import ChoicePoint, ReferenceLoop, VirtualClock
from reference_loop.choices import Chooser
from reference_loop.handles import TimerHandle

Ts = TypeVarTuple("Ts")

STOP_LATE = ChoicePoint("STOP-04", "whether stop() is itself a callback at the end of the queue")
TIMER_AT_ONCE = ChoicePoint(
    "TIMER-04", "whether a timer found due when it is added is a callback like any other"
)
MODELLED = frozenset({STOP_LATE.clause_id, TIMER_AT_ONCE.clause_id})


class DeviatingLoop(ReferenceLoop):
    """Asks, for each deviation it is given, whether to deviate now."""

    def __init__(self, clock: VirtualClock, chooser: Chooser, deviations: frozenset[str]) -> None:
        super().__init__(clock=clock, chooser=chooser)
        self._chooser, self._virtual, self._deviations = chooser, clock, deviations

    def _deviates(self, point: ChoicePoint, alternatives: int = 2) -> int:
        return self._chooser.choose(point, alternatives) if point.clause_id in self._deviations else 0

    def stop(self) -> None:
        """Stop after this turn, or have that asked by a callback of the next one, or of the one after
        that.
        """
        turns = self._deviates(STOP_LATE, 3) if self.is_running() else 0
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
        if not self._deviates(TIMER_AT_ONCE):
            return super().call_at(when, callback, *args, context=context)
        self._virtual.advance(max(0.0, when - self.time()))
        no_timer_any_more = float("inf")  # timers that are due later may go before it
        timer = self.timer_handle_type(no_timer_any_more, callback, args, self, context)
        self._ready.push(timer)
        return timer
