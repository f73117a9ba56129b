"""Measures some workloads on some targets, one worker at a time, in the order that plan.py gives.

Keeps true: after a workload fell into a gap on a side it is not tried again there, and the rest goes on;
the watcher hears of each turn. Deliberately knows no file, table or statistics.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any, Protocol
from uuid import uuid4

from perf import environment, plan, processes
from perf.results import Gap, Run, Side, Work
from perf.worker import Description
from perf.workload import Workload
from perf.workloads import fingerprint

Measure = Callable[[str, str, plan.Settings], Run | Gap]
Describe = Callable[[str, float], Description]


class Watcher(Protocol):
    """Who is told how a session goes on."""

    def turn(self, turn: plan.Turn, done: int, total: int, spent: float) -> None:
        """``turn`` begins, after ``done`` of at most ``total`` turns in ``spent`` seconds."""
        ...


def sides(
    targets: Sequence[str], settings: plan.Settings, describe: Describe = processes.describe
) -> dict[Side, frozenset[str]]:
    """One side for each target, the first being the baseline, with what each is able to do.

    A target named twice gets a second label: comparing a loop with itself shows what noise can do.
    Raises processes.CannotDescribe.
    """
    session, machine = uuid4().hex, environment.read()
    able: dict[Side, frozenset[str]] = {}
    known: dict[str, Description] = {}
    for index, target in enumerate(targets):
        if target not in known:
            known[target] = describe(target, settings.deadline)
        again = targets[:index].count(target)
        label = f"{target}#{again + 1}" if again else target
        side = Side(label, target, known[target].version, session, str(settings), machine)
        able[side] = known[target].capabilities
    return able


def measure(
    able: dict[Side, frozenset[str]],
    workloads: Sequence[Workload[Any]],
    settings: plan.Settings,
    watcher: Watcher,
    measure_one: Measure = processes.measure,
    clock: Callable[[], float] = monotonic,
) -> None:
    """Fill the ``work`` of each side. What cannot be measured becomes a Gap; nothing is raised for it."""
    for side, words in able.items():
        side.work = {workload.name: _blank(workload, words) for workload in workloads}
    by_label = {side.label: side for side in able}
    names = [workload.name for workload in workloads]
    total = settings.rounds * len(names) * len(by_label)
    begin = clock()
    for done, turn in enumerate(plan.turns(settings.rounds, names, list(by_label))):
        spent = clock() - begin
        if spent > settings.budget:
            return
        watcher.turn(turn, done, total, spent)
        side = by_label[turn.side]
        if side.work[turn.workload].gap is None:
            _take(side, turn, settings, measure_one, lambda: clock() - begin)


def _blank(workload: Workload[Any], able: frozenset[str]) -> Work:
    lacking = sorted(workload.needs - able)
    gap = Gap("unable", f"the loop lacks {', '.join(lacking)}") if lacking else None
    return Work(workload.n, fingerprint(workload), gap=gap)


def _take(
    side: Side, turn: plan.Turn, settings: plan.Settings, measure_one: Measure, now: Callable[[], float]
) -> None:
    work, began = side.work[turn.workload], now()
    answer = measure_one(side.target, turn.workload, settings)
    if isinstance(answer, Gap):
        work.gap = answer
    else:
        work.runs.append(replace(answer, round=turn.round, began=began, ended=now()))
