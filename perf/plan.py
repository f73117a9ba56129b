"""How much is measured, and in which order: pure functions over names, so that interleaving can be proved.

Keeps true: one worker at a time; the sides of one workload follow each other directly, so a busy spell
of the machine hits all of them; every other round runs the sides backwards, so none is always first; a
round visits all workloads, so each is spread over the whole session. Deliberately starts no process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True)
class Settings:
    """How much to measure. ``deadline`` and ``budget`` are seconds.

    ``budget`` limits the session: no process starts once it is spent. It is spent by the clock and never by
    looking at the results, and a run counts only beside the baseline's of the same round, so stopping early
    favours no side.
    """

    rounds: int
    values: int
    warmups: int
    deadline: float
    budget: float = float("inf")

    def __str__(self) -> str:
        runs = "run" if self.values == 1 else "runs"
        return f"{self.warmups} warm-up and {self.values} timed {runs} in each process"


FULL = Settings(rounds=20, values=3, warmups=1, deadline=60.0)
FAST = Settings(rounds=20, values=1, warmups=1, deadline=15.0, budget=54.0)
"""As many rounds as there is time for: another process says more about a ratio than another run in one."""


@dataclass(frozen=True)
class Turn:
    """One worker process: which workload it runs on which side."""

    round: int
    workload: str
    side: str


def one_round(number: int, workloads: Sequence[str], sides: Sequence[str]) -> Iterator[Turn]:
    """The turns of round ``number`` (from 0): A B, A B ... when even, B A, B A ... when odd."""
    order = list(sides) if number % 2 == 0 else list(reversed(sides))
    return (Turn(number, workload, side) for workload in workloads for side in order)


def turns(rounds: int, workloads: Sequence[str], sides: Sequence[str]) -> Iterator[Turn]:
    """The turns of a whole session."""
    return chain.from_iterable(one_round(number, workloads, sides) for number in range(rounds))
