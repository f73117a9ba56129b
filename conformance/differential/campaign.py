"""A campaign: generated programs on some loops, each trace judged, counted and journalled.

Keeps true:
- every program on every loop ends in exactly one count; nothing is left out silently (`cannot` counts the
  programs that a loop lacks a capability for, `unconfirmed` the findings that did not come again);
- a campaign that was killed goes on where its journal ends; the journal is never half a line long;
- what no execution explains and what is newly broken is confirmed by running it again, made minimal, and
  kept; what the search could not decide is kept as it came.

Does not know: which loops there are, nor how a trace is judged: both are given. Not thread-safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, islice
from pathlib import Path
from typing import Protocol

from conformance.differential.journal import Journal, Line
from conformance.differential.rulings import Regression, deviations_of
from conformance.language import VERBS, Program, Recipe, Trace, capabilities, parse, programs, run, shrink
from conformance.target import Target

BATCH = 250
"""Programs per line of the journal."""
TRIES = 4
"""How often a finding is tried again before it is called unconfirmed."""
MUST_CONFIRM = ("broken", "unknown")
CONFIRM = 2
"""How often in a row a smaller program must show the same verdict."""


class Ruling(Protocol):
    """What the judge says of a trace."""

    @property
    def verdict(self) -> str:
        """legal, deviation, undecided, unknown or broken."""
        ...


Examine = Callable[[Program, Trace, frozenset[str]], Ruling]
"""(program, trace, ids the loop is known to break) -> ruling."""


@dataclass(frozen=True)
class Finding:
    """A minimal program with a trace that nobody has explained yet."""

    target: str
    program: str
    trace: str
    ruling: str
    verdict: str


@dataclass
class Tally:
    """The counts of a campaign: verdicts by target, pairs of verbs by programs, steps by programs."""

    verdicts: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    steps: Counter[int] = field(default_factory=Counter[int])
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def programs(self) -> int:
        """How many programs were run."""
        return self.steps.total()

    @property
    def median_steps(self) -> int:
        """The number of steps that half of the programs reach."""
        ordered = sorted(self.steps.elements())
        return ordered[len(ordered) // 2] if ordered else 0

    def seldom(self, least: int, of: int) -> list[tuple[int, tuple[str, str]]]:
        """The pairs of verbs that fewer than `least` of `of` programs have, also those that none has."""
        return sorted(
            (self.pairs[pair], pair)
            for pair in combinations_with_replacement(sorted(VERBS), 2)
            if self.pairs[pair] * of < least * self.programs
        )

    def count(self, program: Program) -> None:
        """Count the program's length and its pairs of verbs; a pair of one verb needs it twice."""
        steps = [step.verb for step in program.steps]
        self.steps[len(steps)] += 1
        often = Counter(steps)
        for pair in combinations_with_replacement(sorted(often), 2):
            if pair[0] != pair[1] or often[pair[0]] > 1:
                self.pairs[pair] += 1


def run_campaign(
    targets: Sequence[Target],
    examine: Examine,
    *,
    count: int,
    seed: int = 0,
    journal: Path | None = None,
    recipe: Recipe = Recipe(),  # noqa: B008 - frozen
    progress: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Put the first `count` programs of the seed to every target. `progress` is called after each batch.

    Raises JournalError when the journal is of another campaign or damaged, and OSError when it cannot be
    written.
    """
    heading = f"seed {seed}, loops {', '.join(target.name for target in targets)}, batches of {BATCH}"
    book = Journal(journal, heading)
    tally = Tally(verdicts={target.name: Counter() for target in targets})
    batches = _batches(islice(programs(seed, recipe), count))
    for number, batch in enumerate(batches):
        for program in batch:
            tally.count(program)
        line = book.read(number, len(batch))
        if line is None:
            line = _run_batch(batch, targets, examine)
            book.append(number, line)
        _add(tally, line)
        progress(tally)
    return tally


def _batches(source: Iterator[Program]) -> Iterator[list[Program]]:
    while batch := list(islice(source, BATCH)):
        yield batch


def _run_batch(batch: Iterable[Program], targets: Sequence[Target], examine: Examine) -> Line:
    counts: dict[str, Counter[str]] = {target.name: Counter() for target in targets}
    findings: list[Finding] = []
    size = 0
    for program in batch:
        size += 1
        for target in targets:
            verdict, finding = try_program(program, target, examine)
            counts[target.name][verdict] += 1
            findings += [finding] if finding else []
    return Line(
        size, {name: dict(count) for name, count in counts.items()}, [vars(finding) for finding in findings]
    )


def _add(tally: Tally, line: Line) -> None:
    for name, counts in line.verdicts.items():
        tally.verdicts[name].update(counts)
    tally.findings += [Finding(**finding) for finding in line.findings]


def try_program(program: Program, target: Target, examine: Examine) -> tuple[str, Finding | None]:
    """Run and judge one program; what is broken or unknown is confirmed and shrunk; findings are kept."""
    if not capabilities(program) <= target.capabilities:
        return "cannot", None
    first = _judged(program, target, examine)
    verdict = first.verdict
    if verdict not in MUST_CONFIRM:
        return verdict, _finding(first, target, verdict) if verdict == "undecided" else None
    if all(_judged(program, target, examine).verdict != verdict for _ in range(TRIES)):
        return "unconfirmed", _finding(first, target, "unconfirmed")
    small = shrink(
        program,
        lambda smaller: all(_judged(smaller, target, examine).verdict == verdict for _ in range(CONFIRM)),
    )
    last = _judged(small, target, examine)
    return verdict, _finding(last if last.verdict == verdict else first, target, verdict)


@dataclass(frozen=True)
class _Judged:
    program: Program
    trace: Trace
    ruling: Ruling

    @property
    def verdict(self) -> str:
        return self.ruling.verdict


def _judged(program: Program, target: Target, examine: Examine) -> _Judged:
    trace = run(program, target.factory, tick=target.tick)
    return _Judged(program, trace, examine(program, trace, known_deviations(target)))


def _finding(judged: _Judged, target: Target, verdict: str) -> Finding:
    return Finding(target.name, str(judged.program), judged.trace.text, str(judged.ruling), verdict)


def known_deviations(target: Target) -> frozenset[str]:
    """The clauses that a loop is known to break: those listed with it, and those ruled on in regressions/."""
    listed = {deviation.clause for deviation in target.deviations if deviation.applies()}
    return deviations_of(target.name) | listed


def replay(kept: Regression, target: Target, examine: Examine) -> tuple[str, str, str]:
    """Run a kept program again: (verdict, trace, ruling in words)."""
    judged = _judged(parse(kept.program), target, examine)
    return judged.verdict, judged.trace.text, str(judged.ruling)
