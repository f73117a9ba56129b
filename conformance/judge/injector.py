"""What other threads did, explained without a thread: their calls are put in where the trace has room for
them. THREAD-20.

Keeps true: the calls of one `from_thread` begin in order; a call is made after its `call:` token and before
its `return:`; each moment between two steps of the program, and each moment before the loop sleeps, is tried.
Does not know: the trace beyond the token that must come next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conformance.language.threads import Call
from reference_loop import ChoicePoint
from reference_loop.choices import THREAD_20

WAITING, BEGUN, MADE = range(3)


@dataclass(slots=True)
class _Pending:
    call: Call
    thread: int
    stage: int = WAITING


class Injector:
    """The judge's `Helpers`."""

    def __init__(
        self,
        expects: Callable[[str, str, int], bool],
        choose: Callable[[ChoicePoint, int], int],
        give_up: Callable[[], None],
    ) -> None:
        self._expects, self._choose, self._give_up = expects, choose, give_up
        self._pending: list[_Pending] = []
        self._threads = 0

    @property
    def stages(self) -> tuple[tuple[str, int], ...]:
        """How far each call is that has not returned."""
        return tuple((f"{pending.call.name}{pending.thread}", pending.stage) for pending in self._pending)

    def start(self, calls: Sequence[Call]) -> None:
        """Remember the calls; they are made where the trace shows them."""
        self._threads += 1
        self._pending += [_Pending(call, self._threads) for call in calls]

    def join(self) -> None:
        """Make every call now, in the order of the trace."""
        while self._pending:
            if not self.oblige():
                self._give_up()
                break

    def pause(self) -> None:
        """Between two steps: each thread that could speak may, or may not."""
        while self._pending and self.offer():
            pass

    def offer(self) -> bool:
        """Let what may happen now happen, if the chooser says so; tell whether anything did."""
        happened = self._end_calls()
        for pending in self._pending[:]:
            if self._may_begin(pending) and self._choose(THREAD_20, 2) == 0:
                self._advance(pending)
                happened = True
            if pending.stage == BEGUN and self._choose(THREAD_20, 2) == 0:
                self._advance(pending)
                happened = True
        return happened

    def oblige(self) -> bool:
        """Bring about the token that must come next, if it is a thread's to bring about."""
        if self._end_calls():
            return True
        able = [
            pending
            for pending in self._pending
            if self._may_begin(pending) or (pending.stage == BEGUN and self._may_end(pending))
        ]
        if able:
            self._advance(able[pick(self._choose, len(able))])
        return bool(able)

    def _end_calls(self) -> bool:
        """A call that was made returns as soon as the trace says so: its return has no effect."""
        able = [pending for pending in self._pending if pending.stage == MADE and self._may_end(pending)]
        if able:
            self._advance(able[pick(self._choose, len(able))])
        return bool(able)

    def _may_begin(self, pending: _Pending) -> bool:
        """A thread begins a call when the one before it has returned and the trace says that it does."""
        first = next(other for other in self._pending if other.thread == pending.thread)
        return (
            pending is first
            and pending.stage == WAITING
            and self._expects("call", pending.call.name, pending.call.serial)
        )

    def _may_end(self, pending: _Pending) -> bool:
        return self._expects("return", pending.call.name, pending.call.serial)

    def _advance(self, pending: _Pending) -> None:
        pending.stage += 1
        if pending.stage == BEGUN:
            pending.call.begin()
        elif pending.stage == MADE:
            pending.call.make()
        else:
            self._pending.remove(pending)
            pending.call.end()


def pick(choose: Callable[[ChoicePoint, int], int], alternatives: int) -> int:
    """Ask which of several threads it was, if there are several."""
    return choose(THREAD_20, alternatives) if alternatives > 1 else 0
