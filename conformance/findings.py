"""From what pytest saw of an item to findings in the wire format, and from findings to records.

Keeps true: a verdict speaks of the subject only. What our own code raised before the loop was touched is a
fault of ours: ``unknown``, and a line in the record's faults. Deliberately runs nothing and knows no pytest.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from conformance import ledger
from conformance.expect import Broken, clean, neutral
from conformance.ledger import Clause
from conformance.smallest import smallest
from conformance.targets import Target, TargetError
from reports import verdicts, wording
from reports.records import ClauseText, Deviation, Finding, Record, Seen, Subject, Verdict

HERE = Path(__file__).parent
LABEL_WIDTH = len("observed  ")
"""What ``Broken.lines`` puts before the words, and so before the pointer's place among them."""


class Outcome(Seen, frozen=True):
    """What one item showed, before it is told of each of its clauses. ``fault`` is a fault of ours."""

    fault: str = ""


KEPT = Outcome("kept")


class Result(msgspec.Struct, frozen=True):
    """All that one item gave: one finding for each of its clauses, and the faults of ours it met."""

    item: str
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()


class Facts(msgspec.Struct, frozen=True):
    """What the side that imports the subject tells of it, to one that never does."""

    loop: str
    version: str
    deviations: tuple[Deviation, ...] = ()
    can: tuple[str, ...] = ()
    """Its capabilities: asked once, told to every later worker."""


def facts_of(target: Target) -> Facts:
    """The facts of a target; only deviations that are expected on this Python.

    Raises TargetError when it lists a deviation from a clause that does not exist.
    """
    for deviation in target.deviations:
        if deviation.clause not in ledger.load().clauses:
            raise TargetError(
                f"target {target.name!r} lists a deviation from {deviation.clause}, which is no clause; "
                "`loopspec list clauses` shows all"
            )
    known = (Deviation(d.clause, d.reason, d.link) for d in target.deviations if d.applies())
    return Facts(target.name, target.version(), tuple(known), tuple(sorted(target.capabilities)))


# -- one exception: whose is it, and what does it say?


def outcome_of(error: BaseException, *, claim: str, touched: bool) -> Outcome:
    """What an exception that left an item means.

    ``claim`` is the item's own sentence; ``touched`` says whether a loop had been asked for by then.
    """
    from hypothesis.errors import Flaky  # here: whoever only reads findings need not wait for it

    broken = _broken_in(error)
    if isinstance(error, Flaky):
        seen = f" (seen once: {_sentence(broken)})" if broken else ""
        return Outcome("unknown", doing=claim, reason=f"not the same twice for the same input{seen}")
    if broken is not None:
        return _told(broken, smallest(error))
    if not touched or _is_ours(error):
        where = _place(error.__traceback__)
        return Outcome("unknown", doing=claim, reason="the exam failed", fault=f"{where}{_named(error)}")
    observed = f"raises {_named(error)}"
    return Outcome(
        "broken", "failure", doing=claim, shown_by=smallest(error), expected="no exception leaves the test",
        observed=observed, reason=_place(error.__traceback__).strip(": "),
    )  # fmt: skip


def _told(broken: Broken, shown_by: str) -> Outcome:
    pointer = broken.lines()[3:]
    return Outcome(
        "broken",
        "failure",
        doing="" if broken.program else broken.doing,
        program=broken.program or "",
        shown_by=shown_by,
        expected=broken.expected,
        observed=broken.observed,
        pointer=pointer[0][LABEL_WIDTH:] if pointer else "",
    )


def _broken_in(error: BaseException) -> Broken | None:
    """The first verdict in an exception, which groups (TaskGroup, Hypothesis) may have wrapped."""
    if isinstance(error, Broken):
        return error
    members: Sequence[BaseException] = getattr(error, "exceptions", ())
    return next(filter(None, map(_broken_in, members)), None)


def _is_ours(error: BaseException) -> bool:
    """Names that do not exist in our own files, and misuse of Hypothesis, say nothing of a loop."""
    from hypothesis.errors import HypothesisException

    if isinstance(error, HypothesisException):
        return True
    frames = traceback.extract_tb(error.__traceback__)
    inside = bool(frames) and HERE in Path(frames[-1].filename).parents
    return inside and isinstance(error, (NameError, ImportError, SyntaxError))


def _place(trace: TracebackType | None) -> str:
    """The innermost line of the exam that the exception passed."""
    for frame in reversed(traceback.extract_tb(trace)):
        if HERE in Path(frame.filename).parents:
            return f"{Path(frame.filename).relative_to(HERE.parent).as_posix()}:{frame.lineno}: "
    return ""


def _named(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception as fault:
        words = f"whose str() raises {type(fault).__name__}"
    return clean(neutral(f"{type(error).__name__}: {words}") if words else type(error).__name__)


def _sentence(broken: Broken | None) -> str:
    return "" if broken is None else f"expected {broken.expected}, observed {broken.observed}"


# -- one item


@dataclass(frozen=True)
class Item:
    """What a finding tells of the item it came from."""

    id: str
    clauses: tuple[str, ...]
    loop: str
    debug: bool = False


def result_of(item: Item, outcome: Outcome, seconds: float) -> Result:
    """The outcome, told of each clause that the item speaks for."""
    findings = tuple(_finding(item, clause_id, outcome, seconds) for clause_id in item.clauses)
    faults = (f"{item.id}: {outcome.fault}",) if outcome.fault else ()
    return Result(item.id, findings, faults)


def _finding(item: Item, clause_id: str, outcome: Outcome, seconds: float) -> Finding:
    seen: dict[str, Any] = {name: getattr(outcome, name) for name in Seen.__struct_fields__}
    return Finding(
        **seen,
        clause=clause_id,
        item=item.id,
        replay=_replay(item, clause_id, outcome) if outcome.verdict in ("broken", "unknown") else "",
        seconds=round(seconds, 4),
    )


def _replay(item: Item, clause_id: str, outcome: Outcome) -> str:
    if outcome.program:
        return f'loopspec replay --loop {item.loop} "{outcome.program}"'
    debug = " --debug" if item.debug else ""
    return f"loopspec run --loop {item.loop} --clause {clause_id}{debug}"


def report(finding: Finding, subject: Subject) -> str:
    """A finding that is not kept, in the form that every format shares."""
    text = clause_text(ledger.load().get(finding.clause))
    return "\n".join([wording.heading(text, subject, finding.verdict), *wording.body(text, finding)])


# -- a whole run


class Run(msgspec.Struct):
    """One run of the exam on one target. Not thread-safe: it is filled by one thread."""

    facts: Facts
    debug: bool
    profile: str
    isolated: bool
    wanted: frozenset[str] = frozenset()
    complete: bool = True
    """Whether every item of each clause was collected; else nothing can be said of clauses never met."""
    results: dict[str, Result] = {}
    faults: list[str] = []
    started: str = msgspec.field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    seconds: float = 0.0

    def subject(self, of: str | None = None) -> Subject:
        """Whom the clauses bind: the loop, or a thing of ours built over it."""
        return Subject(
            loop=of or self.facts.loop,
            version="" if of else self.facts.version,
            implementation=platform.python_implementation(),
            python=platform.python_version(),
            platform=platform.platform(),
            debug=self.debug,
            over=self.facts.loop if of else "",
        )

    def subject_of(self, clause_id: str) -> Subject:
        """The subject that a clause binds."""
        known = ledger.load()
        return self.subject(known.subject_of(known.get(clause_id)))

    def records(self) -> list[Record]:
        """One record for each subject that was asked about, the loop first; faults stand in the first."""
        known = ledger.load()
        groups: dict[str | None, list[Clause]] = {}
        for clause in self._clauses():
            groups.setdefault(known.subject_of(clause), []).append(clause)
        loop, *others = sorted(groups or {None: []}, key=lambda subject: subject is not None)
        first = self._record(loop, groups.get(loop, []), faults=self.faults)
        more = [self._record(subject, groups[subject]) for subject in others]
        return [first, *(record for record in more if record.items)]

    def _clauses(self) -> Iterator[Clause]:
        met = {finding.clause for finding in self._findings()}
        for clause in ledger.load():
            if clause.id in self.wanted or (not self.wanted and (self.complete or clause.id in met)):
                yield clause

    def _findings(self) -> Iterator[Finding]:
        return (finding for result in self.results.values() for finding in result.findings)

    def _record(self, subject: str | None, clauses: list[Clause], faults: Iterable[str] = ()) -> Record:
        ids = {clause.id for clause in clauses}
        asked = [finding for finding in self._findings() if finding.clause in ids]
        met = {finding.clause for finding in asked}
        unasked = [finding for clause in clauses if clause.id not in met for finding in standing(clause)]
        return Record(
            subject=self.subject(subject),
            clauses=tuple(clause_text(clause) for clause in clauses),
            findings=(*asked, *unasked),
            deviations=() if subject else self._deviations(asked),
            items=len({finding.item for finding in asked}),
            isolated=self.isolated,
            profile=self.profile,
            started=self.started,
            seconds=round(self.seconds, 3),
            faults=tuple(dict.fromkeys(faults)),
        )

    def _deviations(self, findings: list[Finding]) -> tuple[Deviation, ...]:
        """Those that explain a break or are stale; of others a partial or lucky run cannot say which."""
        merged = merge(findings)
        stale = set(self.stale())
        return tuple(
            one for one in self.facts.deviations if merged.get(one.clause) == "broken" or one.clause in stale
        )

    def stale(self) -> list[str]:
        """Clauses that are listed as deviations although all their items, and not by luck, were satisfied."""
        merged = merge(self._findings())
        known = ledger.load()
        return [
            one.clause
            for one in self.facts.deviations
            if (self.complete or one.clause in self.wanted)
            and merged.get(one.clause) == "kept"
            and known.get(one.clause).proof == "deterministic"
        ]


def merge(findings: Iterable[Finding]) -> Mapping[str, Verdict]:
    """One verdict per clause, the worst."""
    merged: dict[str, Verdict] = {}
    for finding in findings:
        merged[finding.clause] = verdicts.worst([finding.verdict, merged.get(finding.clause, "untested")])
    return merged


def standing(clause: Clause) -> Iterator[Finding]:
    """Why a clause without items has no verdict, where the ledger says so."""
    if not clause.applies_to(ledger.running_version()):
        yield Finding("not applicable", clause=clause.id, item="", reason=outside(clause))
    elif clause.why_untested is not None:
        yield Finding("untested", clause=clause.id, item="", reason=clause.why_untested)


def outside(clause: Clause) -> str:
    """In which life span the clause is a promise, for a Python outside of it."""
    until = f" and ends with {clause.until}" if clause.until else ""
    return f"{clause.id} is a promise since Python {clause.since}{until}"


def clause_text(clause: Clause) -> ClauseText:
    """What a record carries of a clause."""
    return ClauseText(
        clause.id, clause.force, clause.text, clause.chapter, clause.source, clause.since, clause.intent
    )
