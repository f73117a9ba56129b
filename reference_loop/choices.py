"""Every freedom the documentation grants, as a named choice point.

A specification with freedoms allows many executions. Each point below is one question the reference can be
asked to answer differently; nothing else in the loop is free. Without a chooser no question is asked and the
loop is deterministic: it always does what alternative 0 means, which is what CPython's loop usually does.
With one, the loop is built from the parts of `exploring.py`, which ask.

Keeps true: a question is asked only where there is more than one answer, and 0 is always the default's
answer. Two runs of one program with the same answers are the same run (under a VirtualClock), so all
executions of a program can be walked by a depth-first search over the lists of answers.
Does not know: who chooses, or why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class ChoicePoint:
    """One freedom: the `may` clause that grants it, and what is being decided."""

    clause_id: str
    name: str


TIMER_20 = ChoicePoint("TIMER-20", "which of several timers with equal deadlines goes first")
TIMER_21 = ChoicePoint("TIMER-21", "how much time has passed when a turn begins")
TIMER_22 = ChoicePoint("TIMER-22", "before how many queued callbacks a due timer joined the queue")
READY_20 = ChoicePoint("READY-20", "which of several ready descriptors is reported first")
READY_29 = ChoicePoint(
    "READY-29", "before how many queued callbacks that of a ready descriptor joined the queue"
)
THREAD_20 = ChoicePoint("THREAD-20", "before how many queued callbacks one from another thread lands")
TRANS_27 = ChoicePoint("TRANS-27", "at which place of the queue what is written is handed to the system")
TRANS_28 = ChoicePoint("TRANS-28", "whether write_eof() has a meaning after close() or abort()")

POINTS = (TIMER_20, TIMER_21, TIMER_22, READY_20, READY_29, THREAD_20, TRANS_27, TRANS_28)


class Chooser(Protocol):
    """Answers the questions. Anything with this method will do: a random one, a recorded list, a search."""

    def choose(self, point: ChoicePoint, alternatives: int, about: Sequence[object] = ()) -> int:
        """Return one of ``range(alternatives)``; `alternatives` is at least 2.

        `about` is what is decided on, for those who have a wish: the items of which one goes first, or the
        entry that is to be placed.
        """
        ...


class FirstChoice:
    """Always takes alternative 0: the deterministic execution."""

    def choose(self, point: ChoicePoint, alternatives: int, about: Sequence[object] = ()) -> int:
        """Return 0."""
        return 0


def pick(chooser: Chooser, point: ChoicePoint, alternatives: int, *about: object) -> int:
    """Ask if there is something to ask; else the only answer is 0."""
    return chooser.choose(point, alternatives, about) if alternatives > 1 else 0


def in_any_order(chooser: Chooser, point: ChoicePoint, items: Iterable[T]) -> list[T]:
    """Return `items` in the order chosen, one question per place that more than one could take."""
    left = list(items)
    return [left.pop(pick(chooser, point, len(left), *left)) for _ in range(len(left))]
