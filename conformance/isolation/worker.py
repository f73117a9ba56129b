"""A worker: one pytest run over some items of the exam, which tells its journal before and after each.

Keeps true: the loop is imported only here, after the limits are set; nothing that the loop raises ends the
run; a copy of this process, forked by the loop, never tells anything. Judges nothing itself: the controller
watches from outside, since all that is in here belongs to the subject.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from conformance import targets
from conformance.exam import RESULT, Exam, claim_of, item_clauses, item_id
from conformance.expect import Broken, clean
from conformance.findings import Result
from conformance.isolation import journal
from conformance.isolation.journal import (
    Collectable,
    Collected,
    Ended,
    Event,
    Finished,
    Met,
    Ready,
    Refused,
    Started,
)
from conformance.isolation.order import Order
from conformance.ledger import LedgerError
from conformance.options import MARKER
from conformance.options import add as add_options
from conformance.targets import Target, TargetError

FLOOD = 64 << 20
"""Bytes that one file of a worker may grow to, its output included: a subject may print for ever."""
PARENT_DIED = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class Teller:
    """The pytest plugin of a worker."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._wanted = frozenset(order.items)
        self._pid = os.getpid()
        self._faults: list[str] = []

    def tell(self, event: Event) -> None:
        """Append to the journal; a forked copy of the worker ends here, before it can tell anything."""
        if os.getpid() != self._pid:
            os._exit(0)
        journal.append(Path(self._order.journal), event)

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        """The options that the exam reads."""
        add_options(parser)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Meet the loop, if there is one."""
        config.addinivalue_line("markers", MARKER)
        config.option.tbstyle = "native"  # the others take longer than most items, for a text nobody reads
        if not self._order.loop:
            return
        try:
            exam = Exam(config, self._target(), isolated=True)
        except (TargetError, LedgerError) as fault:
            self.tell(Refused(str(fault)))
            raise pytest.UsageError(str(fault)) from None
        config.pluginmanager.register(exam, "loopspec-exam")
        self.tell(Ready(exam.run.facts))

    def _target(self) -> Target:
        try:
            target = targets.meet(self._order.loop)
        except KeyboardInterrupt:  # the subject's own: no terminal reaches this process
            raise TargetError(f"{self._order.loop} raised KeyboardInterrupt before it gave a loop") from None
        self.tell(Met())
        if self._order.can is None:
            return targets.probed(target)
        return replace(target, can=frozenset(self._order.can))

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Only the ordered items."""
        if self._order.loop:
            items[:] = [item for item in items if item_id(item) in self._wanted]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read is told, and the others are asked."""
        if report.failed:
            last = str(report.longrepr).strip().splitlines()[-1:]
            self._faults.append(clean(f"cannot collect {report.nodeid}: {''.join(last)}"))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """List the items, where that is all that was ordered; else make ready to run them."""
        if self._order.loop:
            gc.collect()
            gc.freeze()  # the audit of each item collects garbage: what is here now need not be searched
        else:
            found = tuple(_collectable(item) for item in session.items if item_clauses(item))
            self.tell(Collected(found, tuple(self._faults)))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Before anything of the item runs, say which it is."""
        self.tell(Started(item_id(item)))
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Fixtures make loops: nothing they raise ends the run."""
        return (yield from _held(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """The question itself."""
        return (yield from _held(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        """Closing, and the audit."""
        return (yield from _held(item))

    def pytest_runtest_logfinish(self) -> None:
        """What outlives the audit of an item is no longer its own, and is not searched again."""
        gc.freeze()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The last report of an item carries its result."""
        data = getattr(report, RESULT, None)
        if data is not None:
            self.tell(Finished(msgspec.convert(data, Result)))


def _held(item: pytest.Item) -> Generator[None]:
    """What pytest would take as the wish of a user to stop is here one more thing that a subject did."""
    try:
        return (yield)
    except (KeyboardInterrupt, pytest.exit.Exception) as escaped:
        name = type(escaped).__name__
        raise Broken(
            doing=claim_of(item), expected="no exception leaves the test", observed=f"raises {name}"
        ) from None


def _collectable(item: pytest.Item) -> Collectable:
    example = getattr(getattr(item, "callspec", None), "params", {}).get("example")
    program = str(getattr(example, "program", ""))
    return Collectable(item_id(item), str(item.path), item_clauses(item), claim_of(item), program)


def arguments(order: Order) -> list[str]:
    """The command line for pytest: nothing of the place where it runs has a say in it."""
    options = [
        f"--rootdir={Path(order.files[0]).parent}",
        "--config-file",
        os.devnull,
        "-p",
        "no:cacheprovider",
    ]
    options += ["--assert=plain", "--capture=no", "--continue-on-collection-errors", "-p", "no:terminal"]
    if order.loop:
        options += ["--loop", order.loop, "--profile", order.profile]
        options += ["--loop-debug"] if order.debug else []
    else:
        options += ["--collect-only"]
    return [*options, *order.files]


def _limit(order: Order) -> None:
    """Bounds that a subject cannot lift again; and this process does not outlive the controller."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FLOOD, FLOOD))
        if order.memory:
            resource.setrlimit(resource.RLIMIT_AS, (order.memory, order.memory))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGKILL)


def main() -> int:
    """Carry out the order in the file named on the command line."""
    order = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Order)
    sys.argv[1:] = []
    _limit(order)
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job starts with it ignored
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)  # so does one under nohup, and children inherit that
    teller = Teller(order)
    code = int(pytest.main(arguments(order), plugins=[teller]))
    teller.tell(Ended())
    return code


if __name__ == "__main__":
    sys.exit(main())
