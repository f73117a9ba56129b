"""One run of the exam under pytest: fixtures, the audit after each item, verdicts, the summary.

Keeps true: every collected item that names a clause ends with exactly one result, attached to its last
report as plain data (so that it survives pytest-xdist and reaches the isolation journal); the first thing
that was not as it should be decides. Items without a clause are other people's, and are not touched.

Deliberately knows nothing of processes: what survives a crash is ``conformance.isolation``'s matter.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

import hypothesis
import msgspec
import pytest

from conformance import audit, capabilities, findings, ledger, options
from conformance.clause import clauses_of
from conformance.expect import Broken, clean
from conformance.findings import KEPT, Item, Outcome, Result, Run
from conformance.options import SUITE
from conformance.targets import Target
from conformance.targets.reference import BACKGROUND
from reports import verdicts, wording
from reports.records import Record, dump, write_atomically

NewLoop = Callable[[], asyncio.AbstractEventLoop]

RESULT = "loopspec_result"
"""The attribute of a teardown report that carries the item's result, as plain data."""

NO_ISOLATION = (
    "no isolation: a loop that crashes or hangs takes this run with it; "
    "`loopspec run` judges in worker processes"
)

MACHINERY = (f"{os.sep}_pytest{os.sep}", f"{os.sep}pluggy{os.sep}")
"""Paths of the callers of every item, which a traceback need not show."""

hypothesis.settings.register_profile(
    "gate",
    derandomize=True,
    max_examples=30,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=False,
)
hypothesis.settings.register_profile(  # for trials that ask whether, and not by what shortest run
    "unshrunk",
    parent=hypothesis.settings.get_profile("gate"),
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
)
hypothesis.settings.register_profile(
    "explore",
    max_examples=1000,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(hypothesis.HealthCheck),
)


def item_clauses(item: pytest.Item) -> tuple[str, ...]:
    """The clauses an item speaks for: marked on its function, on its class, or by the mark ``clause``."""
    function, owner = getattr(item, "function", None), getattr(item, "cls", None)
    under_given = getattr(getattr(function, "hypothesis", None), "inner_test", None)
    marked = [str(mark.args[0]) for mark in item.iter_markers("clause")]
    named = [*clauses_of(function), *clauses_of(under_given), *clauses_of(owner), *marked]
    return tuple(dict.fromkeys(named))


def item_id(item: pytest.Item) -> str:
    """The same name for an item wherever the suite is installed: an example's own, else FILE::TEST."""
    if item.path.stem == "test_examples":
        return item.name.partition("[")[2].removesuffix("]")
    return f"{item.path.name}::{item.nodeid.partition('::')[2]}"


@dataclass
class Sitting:
    """One item while it is being asked."""

    item: Item
    claim: str
    own: audit.Belongings
    touched: bool = False
    outcome: Outcome = KEPT
    begun: float = field(default_factory=perf_counter)

    def note(self, outcome: Outcome) -> None:
        """The first outcome that is not plainly good decides."""
        if self.outcome is KEPT:
            self.outcome = outcome


class Exam:
    """The plugin that runs while a loop is under test.

    Raises TargetError or LedgerError, in one line, when the target or the ledger cannot be used.
    """

    def __init__(self, config: pytest.Config, target: Target, *, isolated: bool = False) -> None:
        self.config = config
        self.isolated = isolated
        asked = options.of(config)
        self.debug = asked.debug
        self.wanted = frozenset(ledger.load().get(name).id for name in asked.clauses)
        self.run = Run(
            findings.facts_of(target), asked.debug, asked.profile, isolated, self.wanted, complete=False
        )
        self._make = target.factory
        self._target = replace(target, factory=self._new_loop)
        self._whole = True
        """Whether nothing of the suite was left out, as far as one could see."""
        self._sitting: Sitting | None = None
        self._items: dict[pytest.Item, Item] = {}
        self._begun = perf_counter()
        self._file = asked.record
        hypothesis.settings.load_profile(asked.profile)

    # -- fixtures

    @pytest.fixture(scope="session")
    def target(self) -> Target:
        """The loop under test: its factory, capabilities and tick."""
        return self._target

    @pytest.fixture
    def loop_reports(self) -> list[dict[str, Any]]:
        """What loops of this test told their exception handler; asking for it claims the reports."""
        own = self._here.own
        own.claimed = True
        return own.reports

    @pytest.fixture
    def new_loop(self) -> Generator[NewLoop]:
        """Makes loops under test; each is closed when the test ends, should the test not have done so."""
        sitting = self._here
        made: list[asyncio.AbstractEventLoop] = []
        reports = sitting.own.reports

        def make() -> asyncio.AbstractEventLoop:
            loop = self._new_loop()
            made.append(loop)
            loop.set_exception_handler(lambda _loop, context: reports.append(context))
            return loop

        yield make
        for loop in made:
            sitting.own.close(loop)

    @pytest.fixture
    def loop(self, new_loop: NewLoop) -> asyncio.AbstractEventLoop:
        """One open loop under test."""
        return new_loop()

    @pytest.fixture
    def new_background(self) -> Generator[Callable[..., Any]]:
        """Makes PyLoops over the loop under test, or another factory; each is closed when the test ends.

        The factory may bring its own kind (``background_type``): so a mutant can break PyLoop itself.
        """
        kind = getattr(self._make, "background_type", BACKGROUND)
        made: list[Any] = []

        def make(factory: NewLoop | None = None) -> Any:
            made.append(kind(factory or self._new_loop))
            return made[-1]

        yield make
        for background in made:
            background.close()

    @property
    def _here(self) -> Sitting:
        if self._sitting is None:
            pytest.fail(
                "loops of the exam are for tests that name their clause: add @clause(ID)", pytrace=False
            )
        return self._sitting

    def _new_loop(self) -> asyncio.AbstractEventLoop:
        """Every loop of the exam is made here, so that the audit knows it."""
        sitting = self._sitting
        if sitting is not None:
            sitting.touched = True
        loop = self._make()
        if self.debug:
            loop.set_debug(True)
        if sitting is not None:
            sitting.own.add(loop)
        return loop

    # -- collection

    def pytest_report_header(self) -> list[str]:
        """Whom we judge, and what a plain run cannot do."""
        lines = [f"loopspec: judging {self.run.subject().title}, profile {self.run.profile}"]
        return lines if self.isolated else [*lines, f"loopspec: {NO_ISOLATION}"]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the wanted clauses, and note which items are ours."""
        unnamed = [item for item in items if SUITE in item.path.parents and not item_clauses(item)]
        self.run.faults += [f"{item_id(item)} names no clause, so it judges nothing" for item in unnamed]
        self.run.complete = self._whole and {*SUITE.glob("test_*.py")} <= {item.path for item in items}
        if self.wanted:
            dropped = [item for item in items if not self.wanted.intersection(item_clauses(item))]
            items[:] = [item for item in items if item not in set(dropped)]
            self.config.hook.pytest_deselected(items=dropped)
        for item in items:
            if ids := item_clauses(item):
                self._items[item] = Item(item_id(item), ids, self._target.name, self.debug)
        gc.collect()
        gc.freeze()  # what is here now stays: the audit's collections need not walk it after every item

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Somebody (-k, -m) left items out, so clauses that were never met are not thereby untested."""
        if not self.wanted and items:
            self._whole = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file of the exam that cannot be read is a fault of ours."""
        if report.failed and str(SUITE.name) in report.nodeid:
            last = str(report.longrepr).strip().splitlines()[-1:]
            self.run.faults.append(clean(f"cannot collect {report.nodeid}: {''.join(last)}"))
            self._whole = False

    # -- one item

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Everything that the item does and leaves is watched, whatever filters the host run has set."""
        if item not in self._items:
            return (yield)
        with audit.watch() as own:
            self._sitting = Sitting(self._items[item], claim_of(item), own)
            try:
                return (yield)
            finally:
                self._sitting = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skip, with the reason, what this Python does not promise or this loop cannot do."""
        known = ledger.load()
        for clause in map(known.get, self._items[item].clauses if item in self._items else ()):
            if not clause.applies_to(ledger.running_version()):
                pytest.skip(findings.outside(clause))
            lacking = [word for word in clause.needs if word not in self._target.capabilities]
            if lacking:
                pytest.skip(f"{clause.id} needs {', '.join(lacking)}, which {self._target.name} cannot do")
            unasked = capabilities.unasked(clause.needs)
            if unasked:
                pytest.skip(f"{clause.id}: {unasked}")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        """After the last fixture of the item has gone, nothing of it may be left."""
        yield
        sitting = self._sitting
        if sitting is None:
            return
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            sys.__dict__.pop(name, None)  # pytest keeps a failure there, and with it loops of this item
        getattr(item, "funcargs", {}).clear()  # as pytest does, but only after the last report
        left = sitting.own.leaks()
        if left and sitting.outcome is KEPT:
            raise Broken(doing=sitting.claim, expected=audit.CLAIM, observed="; ".join(left))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Turn what happened into an outcome, a failure into words; the last report carries the result."""
        report = yield
        sitting = self._sitting
        if sitting is None:
            return report
        if report.skipped:
            sitting.note(Outcome("not applicable", reason=_skip_reason(report)))
        elif call.excinfo is not None:
            self._judge(sitting, call.excinfo.value, report)
        if report.when == "teardown":
            seconds = perf_counter() - sitting.begun
            result = findings.result_of(sitting.item, sitting.outcome, seconds)
            setattr(report, RESULT, msgspec.to_builtins(result))
        return report

    def _judge(self, sitting: Sitting, error: BaseException, report: pytest.TestReport) -> None:
        outcome = findings.outcome_of(error, claim=sitting.claim, touched=sitting.touched)
        sitting.note(outcome)
        if outcome.fault:
            return  # ours: pytest's own traceback helps us most
        if outcome.observed.startswith("raises "):
            report.sections.append(("traceback", _trace(error)))
        told = findings.result_of(sitting.item, outcome, 0.0).findings
        report.longrepr = "\n".join(findings.report(one, self.run.subject_of(one.clause)) for one in told)
        known = {one.clause: one for one in self.run.facts.deviations}
        if outcome.verdict == "broken" and all(one.clause in known for one in told):
            first = known[told[0].clause]
            report.outcome = "skipped"
            report.wasxfail = f"known deviation: {first.reason} ({first.link})"
        if not self.config.getoption("usepdb"):
            _let_go(error)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather results, from this process or from xdist's workers."""
        data = getattr(report, RESULT, None)
        if data is not None:
            result = msgspec.convert(data, Result)
            self.run.results[result.item] = result
            self.run.faults += result.faults

    # -- the end

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Complete the run; a stale deviation is a failure; write the record where one is wanted."""
        self.run.seconds = perf_counter() - self._begun
        missed = Outcome("untested", reason="the run ended before it")
        for item in self._items.values():
            self.run.results.setdefault(item.id, findings.result_of(item, missed, 0.0))
        if self.run.stale() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        path = self._file
        if path is None or hasattr(self.config, "workerinput"):
            return
        for record in self.run.records():
            name = f"{path.stem}.{record.subject.loop}{path.suffix}" if record.subject.over else path.name
            try:
                write_atomically(path.with_name(name), dump(record))
            except OSError as fault:
                self.run.faults.append(f"the record was not written: {path}: {fault.strerror}")
                session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Every broken clause in words, then what else a reader must know, then the counts."""
        if self.config.option.collectonly:
            return
        for record in self.run.records():
            if record.clauses or record.faults:
                terminalreporter.section(f"loopspec: {record.subject.title}")
                for line in summary(record, verbose=self.config.option.verbose > 0):
                    terminalreporter.write_line(line)


def summary(record: Record, *, verbose: bool) -> list[str]:
    """The lines of a terminal summary."""
    judged = verdicts.judge(record)
    lines: list[str] = []
    for paragraph in wording.account(judged, record.subject, verbose=verbose):
        lines += [*paragraph.splitlines(), ""]
    for one in judged:
        if one.stale:
            lines += [f"stale deviation: {one.clause.id} is listed as broken, but is kept: remove it", ""]
    lines += [f"fault of the exam: {fault}" for fault in record.faults]
    counts = verdicts.count(judged)
    words = [f"{counts[verdict]} {verdict}" for verdict in verdicts.WORST_FIRST if counts[verdict]]
    isolation = "" if record.isolated else " (no isolation)"
    return [*lines, f"{len(judged)} clauses: {', '.join(words) or 'nothing was asked'}{isolation}"]


def claim_of(item: pytest.Item) -> str:
    """What the item says of itself: the first paragraph of its docstring."""
    text = getattr(getattr(item, "function", None), "__doc__", None) or item.name
    return " ".join(text.strip().partition("\n\n")[0].split())


def _skip_reason(report: pytest.TestReport) -> str:
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return clean(words.removeprefix("Skipped: "))


def _trace(error: BaseException) -> str:
    """The traceback from the item on, without the machinery that called it, and without escapes."""
    trace = error.__traceback__
    while trace is not None and any(name in trace.tb_frame.f_code.co_filename for name in MACHINERY):
        trace = trace.tb_next
    lines = "".join(traceback.format_exception(type(error), error, trace)).splitlines()
    return "\n".join(map(clean, lines))


def _let_go(error: BaseException | None) -> None:
    """Empty the frames of a failure, which keep loops alive that would then end in another item's time."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
