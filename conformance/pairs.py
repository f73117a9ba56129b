"""Are two clauses two? Each needs a wrong loop that breaks it and leaves the other whole.

Keeps true: a mutant kills a clause only where an item of that clause was judged broken, by failure, crash or
hang; a pair is called separated only when both directions were seen. What the audit finds left behind after
an item that was satisfied says nothing of the item's clauses: it counts for the clause that the mutant is
made to break, and for no other. ``inseparable.toml`` names the pairs of which the first clause cannot be
broken alone, and is checked both ways. Deliberately knows nothing of why a mutant kills more than the clause
it names: whether mutant, question or clause is too broad is for a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated

import msgspec

from conformance import audit, ledger, tries
from conformance.isolation.controller import Limits, judge
from conformance.mutants import Mutant
from conformance.targets import TargetError
from reports import verdicts
from reports.verdicts import Judged

LIMITS = Limits(item=10.0, confirm=1)
"""A mutant meets questions of others by the dozen, and may hang in each: what takes ten seconds hangs."""
EXCUSES = Path(__file__).parent / "inseparable.toml"


class Kills(msgspec.Struct, frozen=True):
    """What one mutant breaks: each clause, with the items that showed it. ``spared`` clauses were kept."""

    of: str
    mutant: str
    killed: dict[str, tuple[str, ...]]
    spared: tuple[str, ...]
    faults: tuple[str, ...]
    seconds: float


class Pair(msgspec.Struct, frozen=True):
    """``clause`` was never broken without ``other``; ``same`` are items that spoke for both at once."""

    clause: str
    other: str
    killers: tuple[str, ...]
    same: tuple[str, ...]


class Excuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``clause`` cannot be broken without ``other``, and why."""

    clause: str
    other: str
    reason: Annotated[str, msgspec.Meta(min_length=20)]


class _Excusing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pair: tuple[Excuse, ...] = ()


def excuses(path: Path = EXCUSES) -> tuple[Excuse, ...]:
    """The entries of the file. Raises LedgerError when it is damaged, or names an unknown clause."""
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=_Excusing).pair
    except msgspec.MsgspecError as fault:
        raise ledger.LedgerError(f"{path.name}: {fault}") from None
    for name in (name for one in found for name in (one.clause, one.other)):
        ledger.load().get(name)
    return found


def try_all(
    chosen: Sequence[Mutant],
    *,
    whole: bool = False,
    jobs: int = 2,
    journal: Path | None = None,
    on_line: Callable[[Kills], None] = lambda line: None,
) -> list[Kills]:
    """Put to each mutant the chapter of the clause that it breaks, or the ``whole`` exam.

    As ``tries.run`` for the journal, for ``on_line`` and for what is raised.
    """
    work = [(_of(mutant, whole), (mutant, _asked(mutant, whole))) for mutant in chosen]
    return tries.run(work, _try, Kills, jobs=jobs, journal=journal, on_line=on_line)


def _asked(mutant: Mutant, whole: bool) -> list[str]:
    known = ledger.load()
    own = known.get(mutant.breaks).chapter
    return [clause.id for clause in known if clause.testable and (whole or clause.chapter == own)]


def _of(mutant: Mutant, whole: bool) -> str:
    asked = map(ledger.load().get, _asked(mutant, whole))
    version = ".".join(map(str, ledger.running_version()))
    exam = "whole exam" if whole else "chapter"
    return tries.fingerprint(f"{mutant.name} {version} {exam}", mutant.texts, asked)


def _try(of: str, what: tuple[Mutant, list[str]]) -> Kills:
    mutant, asked = what
    start = perf_counter()
    try:
        records = judge(mutant.loop, clauses=asked, limits=LIMITS, jobs=1, profile="unshrunk")
    except TargetError as fault:
        return Kills(of, mutant.name, {}, (), (str(fault),), perf_counter() - start)
    judged = [one for record in records for one in verdicts.judge(record)]
    shown = {
        one.clause.id: _shown_by(one, mutant.breaks) for one in judged if one.verdict in ("kept", "broken")
    }
    return Kills(
        of,
        mutant.name,
        killed={clause: items for clause, items in shown.items() if items},
        spared=tuple(clause for clause, items in shown.items() if not items),
        faults=tuple(fault for record in records for fault in record.faults),
        seconds=perf_counter() - start,
    )


def _shown_by(one: Judged, aim: str) -> tuple[str, ...]:
    """The items that showed the clause broken; what is only left behind counts for the mutant's ``aim``."""
    return tuple(
        found.item
        for found in one.findings
        if found.verdict == "broken" and (found.expected != audit.CLAIM or found.clause == aim)
    )


# -- what the kills say of pairs


def unseparated(kills: Sequence[Kills]) -> list[Pair]:
    """Each ordered pair of which the first clause was never broken without the second, in ledger order.

    Of a clause that no mutant kills nothing can be said here: see ``unkilled``.
    """
    killers = {clause: [one for one in kills if clause in one.killed] for clause in _in_order(kills)}
    return [
        _pair(clause, other, mine)
        for clause, mine in killers.items()
        for other in killers
        if mine and other != clause and all(other in one.killed for one in mine)
    ]


def _pair(clause: str, other: str, killers: Sequence[Kills]) -> Pair:
    same = {item for one in killers for item in one.killed[clause] if item in one.killed[other]}
    return Pair(clause, other, tuple(one.mutant for one in killers), tuple(sorted(same)))


def unexcused(pairs: Sequence[Pair], known: Sequence[Excuse]) -> list[Pair]:
    """The pairs that no entry names."""
    named = {(one.clause, one.other) for one in known}
    return [pair for pair in pairs if (pair.clause, pair.other) not in named]


def needless(kills: Sequence[Kills], known: Sequence[Excuse]) -> list[Excuse]:
    """The entries whose clauses some mutant tells apart after all."""
    return [
        entry
        for entry in known
        if any(entry.clause in one.killed and entry.other in one.spared for one in kills)
    ]


def unkilled(kills: Sequence[Kills]) -> list[str]:
    """The clauses that were asked and that no mutant breaks, in ledger order."""
    return [clause for clause in _in_order(kills) if not any(clause in one.killed for one in kills)]


def _in_order(kills: Sequence[Kills]) -> list[str]:
    met = {clause for one in kills for clause in (*one.killed, *one.spared)}
    return [clause.id for clause in ledger.load() if clause.id in met]
