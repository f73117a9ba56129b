"""Puts to the reference without a cited statement the questions of the clauses that it is said to keep.

Keeps true: a statement is held to keep a clause only where an item of that clause was judged broken without
it, or nothing could be asked: no loop could be made, or it can no longer do what the clause is about.
``spared.toml`` is checked both ways: an entry for a statement that is no longer there, or that proves to be
needed, is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import msgspec

from conformance import ledger, tries
from conformance.isolation.controller import Limits, judge
from conformance.isolation.journal import Finished, Reader
from conformance.statements.citations import Citation, citations
from conformance.targets import TargetError
from reports import verdicts
from reports.records import Record
from reports.verdicts import Judged

LIMITS = Limits(item=25.0, confirm=1)
"""More than the patience of any question: one that ends with words is worth waiting for."""
SPARED = Path(__file__).parent / "spared.toml"
NO_LOOP = "no loop can be made"


class Answer(msgspec.Struct, frozen=True):
    """What one change did: the clauses that it broke, with what showed it, and those that it did not."""

    of: str
    name: str
    broken: dict[str, str]
    whole: dict[str, str]
    """Why not: that all items were satisfied, or what kept the exam from judging."""
    seconds: float


class Spared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement whose change no question can see, by its file, its text and the clause; and why."""

    clause: str
    file: str
    statement: str
    reason: Annotated[str, msgspec.Meta(min_length=20)]


class _Sparing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    spared: tuple[Spared, ...] = ()


def spared(path: Path = SPARED) -> tuple[Spared, ...]:
    """The entries of the file. Raises LedgerError when it is damaged."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_Sparing).spared
    except msgspec.MsgspecError as fault:
        raise ledger.LedgerError(f"statements/{path.name}: {fault}") from None


def owed(citation: Citation) -> list[str]:
    """The clauses of a citation that are promises here, and have questions."""
    here = ledger.running_version()
    clauses = [ledger.load().clauses.get(clause_id) for clause_id in citation.clauses]
    return [clause.id for clause in clauses if clause and clause.testable and clause.applies_to(here)]


def uncited() -> list[str]:
    """The testable MUSTs of this Python that only prose cites, in ledger order."""
    here, cited = ledger.running_version(), {one for where in citations() for one in where.clauses}
    musts = (one for one in ledger.load() if one.testable and one.force == "must" and one.applies_to(here))
    return [clause.id for clause in musts if clause.id not in cited]


def try_all(
    chosen: Sequence[Citation],
    *,
    jobs: int = 2,
    journal: Path | None = None,
    on_line: Callable[[Answer], None] = lambda answer: None,
) -> list[Answer]:
    """Try each of them; as ``tries.run`` for the journal, for ``on_line`` and for what is raised."""
    work = [(_of(one), one) for one in chosen]
    return tries.run(work, try_one, Answer, jobs=jobs, journal=journal, on_line=on_line)


def _of(citation: Citation) -> str:
    clauses = map(ledger.load().get, owed(citation))
    version = ".".join(map(str, ledger.running_version()))
    return tries.fingerprint(f"{citation.name} {version}", [citation.file.read_text("utf-8")], clauses)


def try_one(of: str, citation: Citation) -> Answer:
    """Ask the loop without this statement; ``of`` is kept with the answer."""
    start = perf_counter()
    asked = owed(citation)
    loop = f"conformance.statements.edited:{citation.name}"
    with TemporaryDirectory(prefix="loopspec-") as folder:
        watch = Watch(Path(folder), frozenset(asked))
        try:
            records = judge(loop, clauses=asked, limits=LIMITS, jobs=1, out=watch.folder, on_progress=watch)
        except TargetError:
            return Answer(of, citation.name, dict.fromkeys(asked, NO_LOOP), {}, perf_counter() - start)
        except Enough:
            return Answer(of, citation.name, watch.broken, {}, perf_counter() - start)
    judged = {one.clause.id: one for record in records for one in verdicts.judge(record)}
    broken = {clause: shown for clause, one in judged.items() if (shown := _shown(one))}
    whole = {clause: _doubt(judged.get(clause), records) for clause in asked if clause not in broken}
    return Answer(of, citation.name, broken, whole, perf_counter() - start)


class Enough(Exception):
    """Every clause that was asked about is broken: the rest of its questions could only hang."""


class Watch:
    """Follows the journal of a run, and ends the run when it has shown enough."""

    def __init__(self, folder: Path, asked: frozenset[str]) -> None:
        self.folder = folder
        self.broken: dict[str, str] = {}
        self._asked = asked
        self._reader: Reader | None = None

    def __call__(self, done: int, total: int, item: str) -> None:
        """As the controller reports progress. Raises Enough."""
        self._reader = self._reader or Reader(next(self.folder.glob("journal-*")))
        finished = (event.result for event in self._reader.new() if isinstance(event, Finished))
        for finding in (finding for result in finished for finding in result.findings):
            if finding.verdict == "broken":
                self.broken.setdefault(finding.clause, finding.item)
        if self._asked <= self.broken.keys():
            raise Enough


def _shown(judged: Judged) -> str:
    """What showed that the clause is broken; empty when nothing did."""
    if judged.verdict == "not applicable":  # the reference can do all, so what it cannot do now was taken
        return judged.findings[0].reason
    return judged.findings[0].item if judged.verdict == "broken" else ""


def _doubt(judged: Judged | None, records: Sequence[Record]) -> str:
    """Why the clause does not count as broken."""
    faults = [fault for record in records for fault in record.faults]
    if judged is None or judged.verdict == "kept":
        return "; ".join(faults) or "no item of it failed"
    reasons = [*faults, *(finding.reason for finding in judged.findings)]
    return f"{judged.verdict}: {reasons[0]}" if reasons else judged.verdict


# -- what the answers say


def survivors(chosen: Sequence[Citation], answers: Sequence[Answer]) -> list[tuple[Citation, str, str]]:
    """Statement, clause and doubt where the change went unseen, and nobody wrote why it must."""
    excused = {(one.clause, one.file, one.statement) for one in spared()}
    return [
        (citation, clause, doubt)
        for citation, answer in zip(chosen, answers, strict=True)
        for clause, doubt in answer.whole.items()
        if (clause, f"{citation.module}.py", citation.statement) not in excused
    ]


def unneeded(chosen: Sequence[Citation], answers: Sequence[Answer]) -> list[Spared]:
    """The entries of ``spared.toml`` that excuse what was seen, or what is not there."""
    seen = {
        (clause, f"{citation.module}.py", citation.statement)
        for citation, answer in zip(chosen, answers, strict=True)
        for clause in answer.broken
    }
    return [one for one in spared() if (one.clause, one.file, one.statement) in seen or not _stands(one)]


def _stands(entry: Spared) -> bool:
    return any(
        entry.clause in one.clauses and (entry.file, entry.statement) == (f"{one.module}.py", one.statement)
        for one in citations()
    )
