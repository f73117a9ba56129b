"""The pytest plugin: puts the exam to one loop, in anybody's own test run.

    python -m pytest --pyargs conformance.suite --loop mypkg:new_event_loop

Keeps true: without ``--loop`` it adds options and nothing else: no fixture, no hook with an effect, no heavy
import. With it, ``conformance.exam`` takes over. pytest's exit codes hold; a stale deviation is a failure.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

LOOP, DEBUG, CLAUSE, PROFILE = "loopspec_loop", "loopspec_debug", "loopspec_clause", "loopspec_profile"
"""The names under which pytest's configuration holds our options."""

SUITE = Path(__file__).parent / "suite"
MARKER = "clause(id): the clause of loopspec that an item judges"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our options, in a group of their own; each has a long name that nobody else uses."""
    group = parser.getgroup("loopspec", "conformance of an asyncio event loop")

    def option(short: str, name: str, help: str, **attributes: Any) -> None:
        attributes |= {"dest": name, "help": help}
        long = "--" + name.replace("_", "-")
        try:
            group.addoption(short, long, **attributes)
        except (ValueError, argparse.ArgumentError):  # some other plugin has the short name
            group.addoption(long, **attributes)

    option("--loop", LOOP, "the event loop to judge", metavar="NAME|MODULE:FACTORY")
    option("--loop-debug", DEBUG, "ask it in asyncio's debug mode", action="store_true")
    option("--clause", CLAUSE, "only the items of this clause; repeatable", action="append", default=[])
    option("--profile", PROFILE, "how hard to look", default="gate", choices=("gate", "explore"))
    group.addoption("--loopspec-record", metavar="FILE", type=Path, help="write the findings there, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """Resolve the loop under test before anything is collected."""
    config.addinivalue_line("markers", MARKER)
    name = config.getoption(LOOP)
    if name is None:
        return
    from conformance.exam import Exam
    from conformance.ledger import LedgerError
    from conformance.targets import TargetError, resolve

    try:
        config.pluginmanager.register(Exam(config, resolve(name)), "loopspec-exam")
    except (TargetError, LedgerError) as fault:
        raise pytest.UsageError(f"loopspec: {fault}") from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite cannot be run without a loop to ask; to list it, none is needed."""
    needs_loop = any(SUITE in item.path.parents for item in items)
    if needs_loop and config.getoption(LOOP) is None and not config.option.collectonly:
        raise pytest.UsageError(
            "loopspec: conformance.suite judges an event loop; say which: --loop NAME or MODULE:FACTORY"
        )
