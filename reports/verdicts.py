"""From findings to one verdict per clause: the worst wins.

Keeps true: nothing counts as kept unless some item asked and was satisfied; a deviation explains a broken
clause and never turns it into a kept one. Deliberately knows nothing of formats or exit codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.records import ClauseText, Deviation, Finding, Record, Verdict

WORST_FIRST: tuple[Verdict, ...] = ("broken", "unknown", "kept", "not applicable", "untested")


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that survives a merge; ``untested`` when there is none."""
    given = frozenset(verdicts)
    for verdict in WORST_FIRST:
        if verdict in given:
            return verdict
    return "untested"


@dataclass(frozen=True)
class Judged:
    """One clause with its merged verdict and the findings that carry it."""

    clause: ClauseText
    verdict: Verdict
    findings: tuple[Finding, ...]
    deviation: Deviation | None = None

    @property
    def new(self) -> bool:
        """Broken, and not listed as a deviation of this loop."""
        return self.verdict == "broken" and self.deviation is None

    @property
    def stale(self) -> bool:
        """Listed as a deviation although the clause was kept."""
        return self.verdict == "kept" and self.deviation is not None


def judge(record: Record) -> list[Judged]:
    """Every clause of the record, in the order of the ledger, with its verdict."""
    by_clause: dict[str, list[Finding]] = {}
    for finding in record.findings:
        by_clause.setdefault(finding.clause, []).append(finding)
    known = {deviation.clause: deviation for deviation in record.deviations}
    return [_merge(text, by_clause.get(text.id, []), known.get(text.id)) for text in record.clauses]


def _merge(text: ClauseText, findings: list[Finding], deviation: Deviation | None) -> Judged:
    verdict = worst(finding.verdict for finding in findings)
    carrying = tuple(finding for finding in findings if finding.verdict == verdict)
    return Judged(text, verdict, carrying, deviation)


def count(judged: Iterable[Judged]) -> Counter[Verdict]:
    """How many clauses have each verdict."""
    return Counter(one.verdict for one in judged)


def chapters(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The same clauses grouped by chapter, order kept."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.clause.chapter, []).append(one)
    return groups
