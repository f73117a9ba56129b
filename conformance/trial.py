"""The trial of the exam: every wrong loop must die by the clause that it breaks, in words of its own.

Keeps true: a mutant counts as killed only by an item that speaks for its clause and that failed by itself;
an exam that could not judge kills nothing. Deliberately knows nothing of how a mutant is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter

from conformance import ledger, mutants
from conformance.findings import clause_text
from conformance.isolation.controller import Limits, judge
from conformance.mutants import Mutant
from reports import verdicts, wording
from reports.records import Finding, Record

LIMITS = Limits(item=45.0, confirm=2)
"""Mutants are small and local: what takes one longer, twice, hangs."""

_VARYING = re.compile(r"0x[0-9a-f]+|-?[0-9]+\.[0-9][0-9.e-]*|[0-9]{3,}|(?<=\.py:)[0-9]+|(?<=Task-)[0-9]+")
"""Numbers in last words that say nothing about the fault: addresses, measured times, long counts, places."""
_SEVERAL = re.compile(r"\[N(, N)*\]")
"""As many of them as a slow machine happened to see."""


@dataclass(frozen=True)
class Death:
    """How a mutant ended: ``finding`` killed it; ``None`` means that it survived, and ``doubt`` says why."""

    mutant: Mutant
    finding: Finding | None
    seconds: float
    doubt: str = ""

    @property
    def words(self) -> str:
        """The last words: what a stranger reads, without names of versions."""
        if self.finding is None:
            return f"{self.mutant.breaks} survived: {self.doubt}"
        text = ledger.load().get(self.mutant.breaks)
        lines = wording.body(clause_text(text), self.finding)
        told = "\n".join([f"{self.mutant.breaks} broken by {self.mutant.name}", *lines])
        return _SEVERAL.sub("[N, ...]", _VARYING.sub("N", told))


def applicable(names: Sequence[str] = ()) -> list[Mutant]:
    """The mutants (all, or those named) whose clause is a promise of the running Python."""
    chosen = [mutants.load(name) for name in (names or mutants.names())]
    here = ledger.running_version()
    return [one for one in chosen if ledger.load().get(one.breaks).applies_to(here)]


def try_one(mutant: Mutant, *, shrunk: bool = True) -> Death:
    """Put the items of its clause, and only those, to one mutant, in a process of its own.

    Without ``shrunk`` the words may tell a longer story than need be, and come sooner.
    """
    start = perf_counter()
    profile = "gate" if shrunk else "unshrunk"
    records = judge(mutant.loop, clauses=[mutant.breaks], limits=LIMITS, jobs=1, profile=profile)
    finding, doubt = _killer(records, mutant.breaks)
    return Death(mutant, finding, perf_counter() - start, doubt)


def _killer(records: Sequence[Record], clause_id: str) -> tuple[Finding | None, str]:
    """The finding that kills, or why there is none."""
    faults = [fault for record in records for fault in record.faults]
    judged = [one for record in records for one in verdicts.judge(record) if one.clause.id == clause_id]
    by_verdict = {one.verdict: one for one in judged}
    if "broken" in by_verdict:
        return by_verdict["broken"].findings[0], ""
    if faults:
        return None, faults[0]
    if "unknown" in by_verdict:
        return None, by_verdict["unknown"].findings[0].reason
    kept = "kept" in by_verdict
    return None, "every item of the clause was satisfied" if kept else "no item of the clause applied"


def try_all(chosen: Sequence[Mutant], jobs: int, on_death: Callable[[Death], None]) -> list[Death]:
    """Try mutants side by side; ``on_death`` is told of each as it ends, from a worker thread."""

    def one(mutant: Mutant) -> Death:
        death = try_one(mutant)
        on_death(death)
        return death

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(one, chosen))


def survivors(deaths: Sequence[Death]) -> Iterator[Death]:
    """The deaths that did not happen."""
    return (death for death in deaths if death.finding is None)
