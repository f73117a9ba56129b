"""Small records to try the reports on, hostile words included."""

from __future__ import annotations

from typing import Any

from reports.records import ClauseText, Deviation, Finding, Record, Subject, Verdict

PROGRAM = "main: soon a; soon b; soon c"
HOSTILE = '</code><script>alert(1)</script> ]]> ``` | \x1b[31m & "quoted"'


def clause(clause_id: str = "SOON-02", force: str = "must", chapter: str = "callbacks") -> ClauseText:
    """A clause as a record carries it."""
    return ClauseText(clause_id, force, "Handles run in order.", chapter, "library/asyncio#x", "3.4")


def finding(verdict: Verdict = "kept", clause_id: str = "SOON-02", **facts: Any) -> Finding:
    """What one item found."""
    return Finding(clause=clause_id, item="test_callbacks.py::test_order", verdict=verdict, **facts)


def broken(words: str = "a c b") -> Finding:
    """A finding as the notation gives it."""
    return finding(
        "broken",
        kind="failure",
        program=PROGRAM,
        expected="a b c",
        observed=words,
        pointer="  ^ differs at step 2",
        replay=f'loopspec replay --loop sample "{PROGRAM}"',
    )


def record(*findings: Finding, deviations: tuple[Deviation, ...] = (), **facts: Any) -> Record:
    """A run of the exam over as many clauses as the findings name."""
    ids = dict.fromkeys(one.clause for one in findings)
    return Record(
        subject=Subject("sample", "1.0", "CPython", "3.12.1", "Linux"),
        clauses=tuple(clause(clause_id) for clause_id in ids),
        findings=findings,
        deviations=deviations,
        items=len(findings),
        started="2026-01-01T00:00:00Z",
        **facts,
    )


KNOWN = Deviation("SOON-02", "its queue is a stack", "https://example.org/issue/1")
