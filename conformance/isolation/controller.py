"""The controller: asks a loop the whole exam through worker processes, and decides what each death means.

Keeps true:
- the subject is never imported here;
- every collected item ends with exactly one verdict, or the record carries a fault that says why not;
- a crash is held against the clause that was running only if it happens again when that item is asked alone;
  a hang only if the item, asked alone, does not end in ten times its budget either;
- when ``judge`` returns or raises, no process of it runs any more.

What it cannot see: why. A worker's dying words are untrusted, and shown as such.
"""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep

from conformance import findings
from conformance.capabilities import VOCABULARY
from conformance.findings import Facts, Item, Outcome, Result, Run
from conformance.isolation import journal
from conformance.isolation.collecting import collect
from conformance.isolation.journal import (
    Collectable,
    Ended,
    Event,
    Fault,
    Finished,
    Header,
    Met,
    Ready,
    Refused,
    Started,
)
from conformance.isolation.order import Order
from conformance.isolation.processes import LOOK, Worker, manner
from conformance.options import SUITE
from conformance.patience import factor
from conformance.targets import TargetError
from reports.records import Kind, Record

Progress = Callable[[int, int, str], None]

FRUITLESS = 2
"""Workers that may end over the same items without a verdict or a name to blame, before one gives up."""
FEW = 8
"""Items for which a second worker does not pay for its start."""
GIGABYTE = 1 << 30


@dataclass(frozen=True)
class Limits:
    """How long one waits, in seconds, and what a worker may take, in bytes."""

    item: float = 30.0
    start: float = 60.0
    """Until the loop is imported and probed, and the items are collected."""
    exit: float = 15.0
    confirm: int = 10
    """How many times its budget an item gets, alone, before it counts as hanging."""
    memory: int = 4 * GIGABYTE

    def slowed(self, factor: float) -> Limits:
        """The same for a machine that is slower by this factor."""
        return replace(self, item=self.item * factor, start=self.start * factor, exit=self.exit * factor)


@dataclass(frozen=True)
class Death:
    """What happened to a worker."""

    kind: Kind
    words: str
    where: str = ""


@dataclass(frozen=True)
class Batch:
    """Items for one worker. ``after`` is the death that is to be confirmed or refuted by asking alone."""

    ids: tuple[str, ...]
    budget: float
    after: Death | None = None
    fruitless: int = 0
    """How many workers in a row ended over it without a verdict or a name to blame."""


@dataclass
class Shift:
    """One worker at its batch."""

    worker: Worker
    batch: Batch
    folder: tempfile.TemporaryDirectory[str]
    left: list[str]
    probes: bool
    """Whether the loop is asked what it can do."""
    current: str | None = None
    met: bool = False
    ready: bool = False
    ended: bool = False
    since: float = field(default_factory=monotonic)

    def patience(self, limits: Limits) -> float:
        """Seconds until what it does now counts as hanging."""
        if self.current is not None or (self.met and not self.ready):
            return self.batch.budget
        return limits.exit if self.ended else limits.start

    def close(self) -> None:
        """End every process of it and remove its files."""
        self.worker.end()
        self.folder.cleanup()


def judge(
    loop: str,
    *,
    clauses: Sequence[str] = (),
    debug: bool = False,
    profile: str = "gate",
    jobs: int | None = None,
    item_timeout: float = Limits.item,
    limits: Limits | None = None,
    suite: Path = SUITE,
    out: Path | None = None,
    resume: bool = False,
    on_progress: Progress = lambda done, total, item: None,
) -> list[Record]:
    """Put the exam to one loop; one record for the loop, one for each thing of ours that is judged over it.

    ``clauses`` limits it to some ids; ``jobs`` is the number of workers side by side (default: as many as
    processors, at most two); ``item_timeout`` is in seconds, and part of ``limits`` where those are given;
    ``suite`` is the folder of the exam; ``out`` is the folder for the journal, from which ``resume`` goes on.
    ``on_progress`` is called in this thread with (done, all, item).

    Raises TargetError when the loop cannot be asked at all, OSError when no worker or journal can be made.
    An interrupt passes through, after every worker has been ended.
    """
    run = Run(Facts(loop, ""), debug, profile, isolated=True, wanted=frozenset(clauses))
    begun = monotonic()
    collected = collect(suite)
    asked = [one for one in collected.items if not clauses or run.wanted.intersection(one.clauses)]
    run.faults += collected.faults
    slowed = (limits or Limits(item=item_timeout)).slowed(factor())
    controller = Controller(loop, run, asked, slowed, on_progress)
    if out is not None:
        controller.keep(out, resume)
    controller.work(jobs or min(2, os.cpu_count() or 1))
    run.seconds = monotonic() - begun
    return run.records()


class Controller:
    """One run of the exam. Not thread-safe."""

    def __init__(
        self, loop: str, run: Run, items: Sequence[Collectable], limits: Limits, on_progress: Progress
    ) -> None:
        self._loop = loop
        self._run = run
        self._items = {item.id: item for item in items}
        self._limits = limits
        self._on_progress = on_progress
        self._journal: Path | None = None
        self._waiting: deque[Batch] = deque()
        self._shifts: list[Shift] = []
        self._met = False
        self._can: tuple[str, ...] | None = None

    # -- resuming

    def keep(self, out: Path, resume: bool) -> None:
        """Keep a journal in this folder; take over the verdicts of an interrupted run that it holds.

        Raises OSError, or TargetError when the journal there is of another run.
        """
        out.mkdir(parents=True, exist_ok=True)
        debug = "-debug" if self._run.debug else ""
        path = out / f"journal-{re.sub(r'[^A-Za-z0-9_.-]+', '_', self._loop)}{debug}.jsonl"
        header = Header(
            self._loop,
            platform.python_version(),
            self._run.profile,
            self._run.debug,
            tuple(sorted(self._run.wanted)),
            tuple(self._items),
        )
        if resume and path.exists():
            self._take_over(path, header)
        else:
            path.unlink(missing_ok=True)
            journal.append(path, header, durable=True)
        self._journal = path

    def _take_over(self, path: Path, header: Header) -> None:
        journal.mend(path)
        events = journal.Reader(path).new()
        if not events or events[0] != header:
            raise TargetError(
                f"{path} is of another run (loop, Python, options or items); run without --resume"
            )
        for event in events:
            if isinstance(event, Ready):
                self._meet(event.facts)
            elif isinstance(event, Finished):
                self._run.results[event.result.item] = event.result
            elif isinstance(event, Fault):
                self._run.faults.append(event.words)

    # -- the work

    def work(self, jobs: int) -> None:
        """Ask until every item has its verdict."""
        todo = [item for item in self._items if item not in self._run.results]
        share = min(jobs, -(-len(todo) // FEW)) or 1
        hands = [tuple(todo[n::share]) for n in range(share)]
        self._waiting.extend(Batch(ids, self._limits.item) for ids in hands if ids)
        try:
            while self._waiting or self._shifts:
                while self._waiting and len(self._shifts) < jobs:
                    self._shifts.append(self._begin(self._waiting.popleft()))
                for shift in list(self._shifts):
                    self._look(shift)
                sleep(LOOK)
        finally:
            for shift in self._shifts:
                shift.close()
        for item in self._items:
            if item not in self._run.results:
                self._conclude(item, Outcome("unknown", reason="the exam forgot it", fault="has no verdict"))
        self._run.results = {item: self._run.results[item] for item in self._items}

    def _begin(self, batch: Batch) -> Shift:
        files = tuple(dict.fromkeys(self._items[item].path for item in batch.ids))
        order = Order(
            loop=self._loop,
            profile=self._run.profile,
            debug=self._run.debug,
            items=batch.ids,
            files=files,
            can=self._can,
            memory=self._limits.memory,
        )
        folder = tempfile.TemporaryDirectory(prefix="loopspec-", ignore_cleanup_errors=True)
        return Shift(
            Worker(order, Path(folder.name)), batch, folder, list(batch.ids), probes=self._can is None
        )

    def _look(self, shift: Shift) -> None:
        """Hear what the worker told; see whether it died or must be taken for hanging."""
        exit_code = shift.worker.exit_code  # before its words, so that none of them can be missed
        for event in shift.worker.events():
            self._hear(shift, event)
        if exit_code is not None:
            regular = shift.ended and exit_code >= 0
            self._dismiss(shift, None if regular else Death("crash", manner(exit_code), shift.worker.where()))
        elif monotonic() - shift.since > (patience := shift.patience(self._limits)):
            shift.worker.dump()
            where = shift.worker.where()
            self._dismiss(shift, Death("hang", f"did not end within {patience:g} s", where))

    def _hear(self, shift: Shift, event: Event) -> None:
        shift.since = monotonic()
        match event:
            case Met():
                shift.met = True
            case Ready(facts):
                shift.ready = True
                self._meet(facts)
            case Refused(words):
                raise TargetError(words)
            case Started(item) if item in shift.left:
                shift.current = item
            case Finished(result) if result.item in shift.left:
                shift.current = None
                shift.left.remove(result.item)
                self._finish(shift.batch, result)
            case Ended():
                shift.ended = True
            case _:
                pass  # not ours to hear: a subject may write what it likes

    def _meet(self, facts: Facts) -> None:
        if not self._met:
            self._met = True
            self._can = facts.can
            self._run.facts = facts
            self._note(Ready(facts))

    # -- verdicts

    def _finish(self, batch: Batch, result: Result) -> None:
        """Take a worker's result, unless it was asked whether a death is the item's own, and it lived."""
        broken = any(finding.verdict == "broken" for finding in result.findings)
        if batch.after is None or broken:
            self._record(result)
            return
        words = f"the process {batch.after.words}, but not when the item was asked alone"
        fault = "" if batch.after.kind == "hang" else f"crash, unattributed: {words}"
        self._conclude(result.item, Outcome("unknown", batch.after.kind, reason=words, fault=fault))

    def _dismiss(self, shift: Shift, death: Death | None) -> None:
        """A worker has ended, or must; what it did not answer is asked again, or given up."""
        self._shifts.remove(shift)
        shift.close()
        if shift.current is not None:
            shift.left.remove(shift.current)
            self._blame(shift.current, shift.batch, death or Death("crash", "ended in the middle of it"))
        elif shift.met and not shift.ready and shift.probes:
            self._can = self._can or tuple(VOCABULARY)  # it died of being asked: let each item see for itself
        elif death is not None:
            self._fault(f"{death.kind}, unattributed: the process {death.words} {_when(shift)}{_at(death)}")
        if shift.left:
            self._again(shift)

    def _again(self, shift: Shift) -> None:
        got_on = len(shift.left) < len(shift.batch.ids)
        fruitless = 0 if got_on else shift.batch.fruitless + 1
        if fruitless < FRUITLESS:
            rest = replace(shift.batch, ids=tuple(shift.left), fruitless=fruitless)
            self._waiting.append(rest)
            return
        words = f"{FRUITLESS} workers in a row ended {_when(shift)}"
        self._fault(f"{len(shift.left)} item(s) were given up: {words}")
        for item in shift.left:
            self._conclude(item, Outcome("unknown", "crash", reason=words))

    def _blame(self, item: str, batch: Batch, death: Death) -> None:
        """An item was running when its worker died: ask it alone, or, if it was alone, it has its verdict."""
        confirmed = batch.after is not None and death.kind in ("crash", batch.after.kind)
        if not confirmed:
            budget = self._limits.item * (self._limits.confirm if death.kind == "hang" else 1)
            self._waiting.appendleft(Batch((item,), budget, after=death))
            return
        asked = self._items[item]
        self._conclude(
            item,
            Outcome(
                "broken",
                death.kind,
                doing="" if asked.program else asked.claim,
                program=asked.program,
                expected="the test ends, and its process lives",
                observed=f"the process {death.words}",
                reason=_at(death).strip(),
            ),
        )

    def _conclude(self, item: str, outcome: Outcome) -> None:
        asked = self._items[item]
        told = Item(item, asked.clauses, self._run.facts.loop, self._run.debug)
        self._record(findings.result_of(told, outcome, 0.0))

    def _record(self, result: Result) -> None:
        self._run.results[result.item] = result
        self._note(Finished(result))
        for fault in result.faults:
            self._fault(fault)
        self._on_progress(len(self._run.results), len(self._items), result.item)

    def _fault(self, words: str) -> None:
        self._run.faults.append(words)
        self._note(Fault(words))

    def _note(self, event: Event) -> None:
        if self._journal is not None:
            journal.append(self._journal, event, durable=True)


def _when(shift: Shift) -> str:
    if shift.ended:
        return "on its way out, after its last item"
    return "between two items" if shift.ready else "while the loop was being imported"


def _at(death: Death) -> str:
    return f" at {death.where}" if death.where else ""
