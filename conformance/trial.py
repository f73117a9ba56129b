"""The trial of the exam: every wrong loop must die by the clause that it breaks, in words of its own.

Keeps true: a mutant counts as killed only by an item that speaks for its clause and that failed by itself;
an exam that could not judge kills nothing. Deliberately knows nothing of how a mutant is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from conformance import ledger, mutants, tries
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


class Death(msgspec.Struct, frozen=True):
    """How a mutant ended. ``words`` are what a stranger reads, without what differs from run to run."""

    of: str
    """The mutant, the Python and the questions that it met: see ``tries.fingerprint``."""
    mutant: str
    clause: str
    killed_by: str
    """The item that showed the clause broken; empty when none did, and the mutant survived."""
    words: str
    seconds: float


def applicable(names: Sequence[str] = ()) -> list[Mutant]:
    """The mutants (all, or those named) whose clause is a promise of the running Python."""
    chosen = [mutants.load(name) for name in (names or mutants.names())]
    here = ledger.running_version()
    return [one for one in chosen if ledger.load().get(one.breaks).applies_to(here)]


def name_of(mutant: Mutant, version: tuple[int, int] | None = None) -> str:
    """What a death on that Python (by default this) is ``of``, as long as mutant, clause, questions stay."""
    on = ".".join(map(str, version or ledger.running_version()))
    broken = ledger.load().get(mutant.breaks)
    return tries.fingerprint(f"{mutant.name} {on}", mutant.texts, [broken])


def try_one(mutant: Mutant, *, shrunk: bool = True) -> Death:
    """Put the items of its clause, and only those, to one mutant, in a process of its own.

    Without ``shrunk`` the words may tell a longer story than need be, and come sooner.
    """
    of, start = name_of(mutant), perf_counter()
    profile = "gate" if shrunk else "unshrunk"
    records = judge(mutant.loop, clauses=[mutant.breaks], limits=LIMITS, jobs=1, profile=profile)
    finding, doubt = _killer(records, mutant.breaks)
    words = _last_words(mutant, finding) if finding else f"{mutant.breaks} survived: {doubt}"
    killer = finding.item if finding else ""
    return Death(of, mutant.name, mutant.breaks, killer, words, perf_counter() - start)


def _last_words(mutant: Mutant, finding: Finding) -> str:
    lines = wording.body(clause_text(ledger.load().get(mutant.breaks)), finding)
    told = "\n".join([f"{mutant.breaks} broken by {mutant.name}", *lines])
    return _SEVERAL.sub("[N, ...]", _VARYING.sub("N", told))


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


def try_all(
    chosen: Sequence[Mutant],
    *,
    jobs: int = 2,
    journal: Path | None = None,
    on_line: Callable[[Death], None] = lambda death: None,
) -> list[Death]:
    """Try mutants side by side; as ``tries.run`` for the journal, for ``on_line`` and for what is raised."""
    work = [(name_of(mutant), mutant) for mutant in chosen]
    return tries.run(
        work, lambda _of, mutant: try_one(mutant), Death, jobs=jobs, journal=journal, on_line=on_line
    )


def survivors(deaths: Sequence[Death]) -> list[Death]:
    """The deaths that did not happen."""
    return [death for death in deaths if not death.killed_by]
