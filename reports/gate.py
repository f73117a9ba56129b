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
    judged = verdicts.judge(record)
    new = [one.clause.id for one in judged if one.new and one.clause.force == "must"]
    stale = [one.clause.id for one in judged if one.stale]
    title = record.subject.title
    reasons = [f"{title} newly breaks {len(new)} MUST: {', '.join(new)}"] if new else []
    if stale:
        reasons.append(f"{title} keeps what is listed as its deviation; remove it: {', '.join(stale)}")
    return reasons
