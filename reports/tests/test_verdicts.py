"""Merging findings, and the gate's exit code."""

from __future__ import annotations

import itertools

import pytest

from reports import gate, verdicts
from reports.records import Finding, Record
from reports.tests.samples import KNOWN, broken, finding, record


def test_the_worst_verdict_wins_in_any_order() -> None:
    """However findings are ordered, the worst of them is the verdict of the clause."""
    for size in (1, 2, 3):
        for chosen in itertools.permutations(verdicts.WORST_FIRST, size):
            assert verdicts.worst(chosen) == min(chosen, key=verdicts.WORST_FIRST.index)


def test_no_finding_is_untested() -> None:
    """A clause that nobody asked about is not kept."""
    assert verdicts.worst([]) == "untested"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([record(finding("kept"))], gate.KEPT),
        ([record(broken())], gate.BROKEN),
        ([record(broken(), deviations=(KNOWN,))], gate.KEPT),
        ([record(finding("kept"), deviations=(KNOWN,))], gate.BROKEN),
        ([record(finding("unknown"))], gate.KEPT),
        ([record(finding("not applicable"), deviations=(KNOWN,))], gate.KEPT),
        ([record(finding("kept"), faults=("2 items without a verdict",))], gate.NOT_JUDGED),
        ([record(broken(), faults=("2 items without a verdict",))], gate.NOT_JUDGED),
        ([record(finding("kept")), record(broken())], gate.BROKEN),
        ([], gate.NOT_JUDGED),
    ],
)
def test_the_gate_decides(given: list[Record], code: int) -> None:
    """Only a newly broken MUST or a stale deviation fails the gate; doubt about the exam comes first."""
    outcome = gate.decide(given)
    assert outcome.code == code
    assert bool(outcome.reasons) == (code != gate.KEPT)


def test_only_musts_fail_the_gate() -> None:
    """A broken ``observed`` clause is reported and does not fail."""
    import msgspec

    failed = record(broken())
    softer = msgspec.structs.replace(failed.clauses[0], force="observed")
    assert gate.decide([msgspec.structs.replace(failed, clauses=(softer,))]).code == gate.KEPT


def test_the_findings_that_carry_a_verdict_are_kept_with_it() -> None:
    """A merged clause shows the findings of its verdict, not the good ones beside them."""
    bad: Finding = broken()
    (judged,) = verdicts.judge(record(finding("kept"), bad, finding("kept")))
    assert judged.findings == (bad,)
