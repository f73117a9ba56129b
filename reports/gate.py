"""The gate: records in, exit code and reasons out. Pure.

Exit codes: 0 every MUST is kept or its break is listed; 1 a MUST is newly broken or a listed deviation is
stale; 3 the exam itself could not judge. (2 is the command line's: it was called wrongly.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import verdicts
from reports.records import Record

KEPT, BROKEN, USAGE, NOT_JUDGED, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Outcome:
    """The exit code of a gate, and one line for each reason that it is not 0."""

    code: int
    reasons: tuple[str, ...]


def decide(records: Sequence[Record]) -> Outcome:
    """Judge the records together: the gravest code wins."""
    if not records:
        return Outcome(NOT_JUDGED, ("nothing was judged: no record",))
    doubts = [f"{record.subject.title}: {fault}" for record in records for fault in record.faults]
    breaks = [reason for record in records for reason in _breaks(record)]
    code = NOT_JUDGED if doubts else BROKEN if breaks else KEPT
    return Outcome(code, (*doubts, *breaks))


def _breaks(record: Record) -> list[str]:
    title = record.subject.title
    reasons: list[str] = []
    for judged in verdicts.judge(record):
        if judged.new and judged.clause.force == "must":
            reasons.append(f"{judged.clause.id} (must) is broken by {title}, and not a listed deviation")
        elif judged.stale:
            reasons.append(f"{judged.clause.id} is listed as a deviation of {title}, but was kept: remove it")
    return reasons
