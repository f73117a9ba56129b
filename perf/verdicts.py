"""Two or more sides in, one comparison out; refuses what cannot be compared.

Keeps true: every cell says one of seven things, and a ratio stands only beside an interval that is
narrow enough; unlike machines, interpreters, settings or workloads are never compared. Deliberately
measures nothing, reads no file and draws nothing: run.py and compare.py are the commands that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import geometric_mean, median
from typing import Literal

import msgspec

from perf import environment, stability
from perf.results import Side, Work
from perf.stability import Claim, Interval

Verdict = Literal["baseline", "slower", "faster", "no difference shown", "too noisy", "no figure", "unable"]


class Unlike(Exception):
    """The sides must not be compared; the message says in what they differ and what to do."""


class Cell(msgspec.Struct, frozen=True):
    """One workload on one side. ``seconds`` is the median process; ``words`` is a reason or a remedy."""

    workload: str
    n: int
    side: str
    verdict: Verdict
    seconds: float | None = None
    interval: Interval | None = None
    words: str = ""


class Overall(msgspec.Struct, frozen=True):
    """The geometric mean of a side's ratios over ``workloads`` of ``of`` workloads."""

    side: str
    workloads: int
    of: int
    interval: Interval | None


class Comparison(msgspec.Struct, frozen=True):
    """All that is known after a session. ``sides`` are titles by label, the baseline first."""

    version: int
    machine: environment.Machine
    settings: str
    paired: bool
    each: bool
    """Whether every interval stands for itself; otherwise all of them hold together."""
    rounds: int
    disturbed: int
    sides: dict[str, str]
    cells: list[Cell]
    overall: list[Overall]

    def failed(self) -> bool:
        """Whether a workload failed, crashed or hung on any side."""
        return any(cell.verdict == "no figure" for cell in self.cells)


def compare(sides: Sequence[Side], *, each: bool = False) -> Comparison:
    """Compare each side with the first. Raises Unlike.

    All intervals hold together (stability.CONFIDENCE); with ``each``, every one of them for itself alone.
    """
    base, others = sides[0], sides[1:]
    for other in others:
        refuse_unlike(base, other)
    claim = Claim(max(1, len(others) * (len(base.work) + 1)), each)
    cells = [
        _cell(name, base, side, claim) if side is not base else _baseline(name, base)
        for name in base.work
        for side in sides
        if name in side.work
    ]
    return Comparison(
        version=1,
        machine=base.machine,
        settings=base.settings,
        paired=all(side.session == base.session for side in others),
        each=each,
        rounds=max((len(work.series()) for side in sides for work in side.work.values()), default=0),
        disturbed=sum(work.disturbed for side in sides for work in side.work.values()),
        sides={side.label: side.title() for side in sides},
        cells=cells,
        overall=[_overall(base, other, claim) for other in others],
    )


def refuse_unlike(base: Side, other: Side) -> None:
    """Raise Unlike when figures of the two sides do not belong together."""
    found = environment.differences(base.machine, other.machine)
    if base.settings != other.settings:
        found.append(f"settings: {base.settings} against {other.settings}")
    shared = base.work.keys() & other.work.keys()
    if not shared:
        found.append("workloads: they share none")
    changed = sorted(name for name in shared if base.work[name].fingerprint != other.work[name].fingerprint)
    if changed:
        found.append(f"workloads: {', '.join(changed)} changed in between")
    if found:
        raise Unlike(
            f"{base.label} and {other.label} cannot be compared: {'; '.join(found)}; "
            "measure them again together"
        )


def _baseline(name: str, side: Side) -> Cell:
    work = side.work[name]
    if work.gap:
        return _gap(name, side.label, work)
    return Cell(name, work.n, side.label, "baseline", _typical(work))


def _timed(work: Work) -> int:
    return work.disturbed + sum(len(run.values) for run in work.runs)


def _typical(work: Work) -> float | None:
    return median(work.series().values()) if work.runs else None


def _gap(name: str, label: str, work: Work) -> Cell:
    assert work.gap is not None
    verdict: Verdict = "unable" if work.gap.kind == "unable" else "no figure"
    return Cell(name, work.n, label, verdict, words=f"{work.gap.kind}: {work.gap.reason}")


def _cell(name: str, base: Side, side: Side, claim: Claim) -> Cell:
    work, standard = side.work[name], base.work[name]
    if work.gap:
        return _gap(name, side.label, work)
    if standard.gap:
        nothing = f"baseline {base.label} {standard.gap.kind}: nothing to compare with"
        return Cell(name, work.n, side.label, "no figure", _typical(work), words=nothing)
    interval = _interval(base, standard, side, work, claim)
    runs = _timed(standard) + _timed(work)
    words = stability.trouble(interval, standard.disturbed + work.disturbed, runs, claim)
    if words or interval is None:
        return Cell(name, work.n, side.label, "too noisy", _typical(work), interval, words or "")
    return Cell(name, work.n, side.label, _direction(interval), _typical(work), interval)


def _interval(base: Side, standard: Work, side: Side, work: Work, claim: Claim) -> Interval | None:
    if base.session == side.session:
        return stability.paired(standard.series(), work.series(), claim)
    return stability.unpaired([*standard.series().values()], [*work.series().values()], claim)


def _direction(interval: Interval) -> Verdict:
    if not interval.shows_difference():
        return "no difference shown"
    return "slower" if interval.ratio > 1 else "faster"


def _overall(base: Side, other: Side, claim: Claim) -> Overall:
    """Over every workload that both have, noisy ones included: leaving those out would be a choice."""
    names = [
        name
        for name in base.work
        if name in other.work and base.work[name].series() and other.work[name].series()
    ]
    interval = None
    if names and base.session == other.session:
        means = [_means(side, names) for side in (base, other)]
        interval = stability.paired(means[0], means[1], claim)
    return Overall(other.label, len(names), len(base.work), interval)


def _means(side: Side, names: list[str]) -> dict[int, float]:
    """Round -> geometric mean of the named workloads' times, for the rounds that all of them have."""
    series = [side.work[name].series() for name in names]
    whole = [number for number in series[0] if all(number in times for times in series)]
    return {number: geometric_mean([times[number] for times in series]) for number in sorted(whole)}
