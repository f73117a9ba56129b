"""Long matters: the whole exam again and again, on loops that must not fail, idle and under load.

Keeps true: a false alarm is never lost - every run's outcome is a line of the journal, and a campaign that
was interrupted goes on with the first run it has no line for. Configurations are chosen so that every pair
of settings meets. Deliberately knows nothing of how one run is judged.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import msgspec

from conformance import tries
from conformance.isolation.controller import judge
from reports import gate
from reports.records import Record

LOOPS = ("asyncio", "asyncio-py", "asyncio-eager", "reference")


class Setting(msgspec.Struct, frozen=True):
    """How one run is made. ``busy`` keeps every core occupied by something else meanwhile."""

    loop: str
    debug: bool
    busy: bool


class Line(msgspec.Struct, frozen=True):
    """The outcome of one run; ``reasons`` is empty when every MUST was kept."""

    number: int
    setting: Setting
    code: int
    reasons: tuple[str, ...]
    items: int
    seconds: float

    @property
    def of(self) -> str:
        """The number of the run: see ``tries.Line``."""
        return str(self.number)


def plan(runs: int, loops: Sequence[str]) -> list[Setting]:
    """``runs`` settings a loop; each loop meets every pair of debug and load once in four runs."""
    pairs = itertools.cycle(itertools.product((False, True), (False, True)))
    return [
        Setting(loop, debug, busy)
        for (debug, busy), _ in zip(pairs, range(runs), strict=False)
        for loop in loops
    ]


@contextmanager
def load(wanted: bool) -> Generator[None]:
    """Keep every core busy, at our own priority, for as long as the block lasts."""
    spinners = [
        multiprocessing.get_context("spawn").Process(target=_spin, daemon=True)
        for _ in range(os.cpu_count() or 1)
        if wanted
    ]
    for spinner in spinners:
        spinner.start()
    try:
        yield
    finally:
        for spinner in spinners:
            spinner.kill()
            spinner.join()


def _spin() -> None:
    while os.getppid() != 1:  # ends by itself should the campaign be killed
        sum(range(100_000))


def run(settings: Sequence[Setting], journal: Path, on_line: Callable[[Line], None]) -> list[Line]:
    """Make every run that the journal lacks, in order, appending one line each.

    Raises OSError when the journal cannot be written, or is of another campaign.
    """
    work = [(str(number), setting) for number, setting in enumerate(settings)]
    planned = dict(work)
    for line in tries.written(journal, Line).values():
        if planned.get(line.of, line.setting) != line.setting:
            raise FileExistsError(0, "holds another campaign; give another --out", str(journal))
    return tries.run(work, one, Line, jobs=1, journal=journal, on_line=on_line)


def one(of: str, setting: Setting) -> Line:
    """Make one run, which has this number."""
    start = perf_counter()
    with load(setting.busy):
        records: list[Record] = judge(setting.loop, debug=setting.debug)
    outcome = gate.decide(records)
    items = sum(record.items for record in records)
    return Line(int(of), setting, outcome.code, outcome.reasons, items, perf_counter() - start)
