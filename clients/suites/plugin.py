"""Inside a suite's own process, as ``-p clients.suites.plugin``: its loop, and what came of each test.

Keeps true: whoever asks asyncio for a new loop gets one of the loop that is named (asyncio.run(), Runner,
unittest, the policies, new_event_loop()); each test is written down when it begins and when it has ended, so
that what came before a crash is known; so is how many loops were made, of the named kind and of asyncio's
own. A suite that asks for ``SelectorEventLoop`` by name gets that: it is counted. Does not reach child
processes, which run on asyncio. Does not know: suites; other runs.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio import AbstractEventLoop, base_events, events
from collections import Counter
from collections.abc import Callable
from typing import Any, TextIO

import pytest

from conformance import targets

LOOP = "LOOPSPEC_SUITE_LOOP"
"""The environment variable that names the loop, as ``loopspec run --loop`` does."""
RECORD = "LOOPSPEC_SUITE_RECORD"
"""The environment variable with the path of the record: a line of JSON for each thing that happened."""

RANKS = ("passed", "xfailed", "xpassed", "skipped", "failed")
"""What can come of a part of a test; of the parts, the last in this row stands for the whole."""


def make_loops_with(factory: Callable[[], AbstractEventLoop]) -> None:
    """From now on asyncio makes loops with this factory, in this process.

    Up to Python 3.13 every way leads through the default policy, which suites replace and restore as they
    like; from 3.14 on, where policies are going, through ``events.new_event_loop``.
    """
    if sys.version_info >= (3, 14):
        events.new_event_loop = asyncio.new_event_loop = factory
    else:
        asyncio.DefaultEventLoopPolicy._loop_factory = staticmethod(factory)  # type: ignore[attr-defined]


class Recorder:
    """Writes the record as the suite goes on."""

    def __init__(self, record: TextIO) -> None:
        self._record = record
        self._outcome: dict[str, tuple[str, str]] = {}
        self.loops: Counter[str] = Counter()

    def write(self, **facts: object) -> None:
        """One line, at once: the process may be dead a moment later."""
        self._record.write(json.dumps(facts) + "\n")
        self._record.flush()

    def counted(self, factory: Callable[[], AbstractEventLoop]) -> Callable[[], AbstractEventLoop]:
        """The factory, whose loops are counted as the named kind."""

        def new_event_loop() -> AbstractEventLoop:
            self.loops["named"] += 1
            return factory()

        return new_event_loop

    def count_asyncio(self) -> None:
        """Count each loop that is one of asyncio's own."""
        plain = base_events.BaseEventLoop.__init__

        def counting(loop: base_events.BaseEventLoop) -> None:
            self.loops["asyncio"] += 1
            plain(loop)

        base_events.BaseEventLoop.__init__ = counting  # type: ignore[method-assign]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self._outcome[nodeid] = ("passed", "")
        self.write(began=nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A part of it has an outcome."""
        so_far = self._outcome[report.nodeid]
        came = _outcome(report)
        if RANKS.index(came) > RANKS.index(so_far[0]):
            self._outcome[report.nodeid] = (came, _last_words(report) if came == "failed" else "")

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """All its parts have."""
        outcome, why = self._outcome.pop(nodeid)
        self.write(ended=nodeid, outcome=outcome, why=why)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file whose tests could not be found is a test that failed."""
        if report.failed:
            name = f"{report.nodeid} (collecting)"
            self.write(began=name)
            self.write(ended=name, outcome="failed", why=_last_words(report))

    def pytest_sessionfinish(self) -> None:
        """The suite came to its end."""
        self.write(finished=True, named=self.loops["named"], asyncio=self.loops["asyncio"])


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "xpassed"
    return report.outcome


def _last_words(report: Any) -> str:
    """The message of what was raised; else the last line of what is known of it."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash is not None else str(report.longrepr)
    lines = [line for line in text.strip().splitlines() if line.strip()] or ["(no words)"]
    return (lines[0] if crash is not None else lines[-1])[:300]


def pytest_configure(config: pytest.Config) -> None:
    """Set the loop, before any test or conftest of the suite is imported, and begin the record."""
    if RECORD not in os.environ:
        raise pytest.UsageError(f"this plugin is for python -m clients.suites; {RECORD} is not set")
    recorder = Recorder(open(os.environ[RECORD], "w", encoding="utf-8"))  # noqa: SIM115 - until the process ends
    name = os.environ.get(LOOP, "asyncio")
    factory = targets.resolve(name).factory
    recorder.count_asyncio()
    if name != "asyncio":
        make_loops_with(recorder.counted(factory))
    config.pluginmanager.register(recorder, "loopspec-suite-recorder")
