"""What a session found, per side: the runs of every process, or the reason why there is no figure.

Keeps true: a workload on a side has a figure or a gap, never both; numbers are seconds for one whole run
of the workload. Deliberately knows neither how they were measured nor how they are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from perf.environment import Machine

Kind = Literal["failed", "crashed", "hung", "unable"]


@dataclass(frozen=True)
class Gap:
    """Why a workload has no figure on a side: one line. ``unable`` is the only kind that is no fault."""

    kind: Kind
    reason: str


@dataclass(frozen=True)
class Run:
    """The values of one process, in seconds. ``began`` and ``ended`` count from the session's start.

    ``gauges`` has, for each value, how slow the machine was beside it; empty when the run was read back.
    """

    round: int
    values: tuple[float, ...]
    warmups: tuple[float, ...] = ()
    gauges: tuple[float, ...] = ()
    began: float = 0.0
    ended: float = 0.0
    metadata: dict[str, str | int | float] = field(default_factory=dict[str, str | int | float])


@dataclass
class Work:
    """One workload on one side. ``disturbed`` counts the values that were left out (see stability.py)."""

    n: int
    fingerprint: str
    runs: list[Run] = field(default_factory=list[Run])
    gap: Gap | None = None
    disturbed: int = 0

    def series(self) -> dict[int, float]:
        """Round -> seconds: the median of each process's values. Empty when there is a gap."""
        return {} if self.gap else {run.round: median(run.values) for run in self.runs}


@dataclass(eq=False)
class Side:
    """One target of a session. ``label`` is unique within it; ``target`` is what the user named."""

    label: str
    target: str
    version: str
    session: str
    settings: str
    machine: Machine
    work: dict[str, Work] = field(default_factory=dict[str, Work])

    def title(self) -> str:
        """The label with the version, where one is known."""
        return f"{self.label} {self.version}".strip()


def one_line(text: str, limit: int = 300) -> str:
    """Untrusted text as one printable line of at most ``limit`` characters."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(printable.split())
    return line if len(line) <= limit else line[: limit - 3] + "..."
