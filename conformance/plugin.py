"""The pytest plugin: puts the exam to one loop, in anybody's own test run.

    python -m pytest --pyargs conformance.suite --loop mypkg:new_event_loop

Keeps true: without ``--loop`` it adds options and nothing else: no fixture, no hook with an effect, no heavy
import. With it, ``conformance.exam`` takes over. pytest's exit codes hold; a stale deviation is a failure.
"""

from __future__ import annotations

from pathlib import Path

import pytest

SUITE = Path(__file__).parent / "suite"
MARKER = "clause(id): the clause of loopspec that an item judges"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our options, in a group of their own."""
    group = parser.getgroup("loopspec", "conformance of an asyncio event loop")
    group.addoption("--loop", metavar="NAME|MODULE:FACTORY", help="the event loop to judge")
    group.addoption("--loop-debug", action="store_true", help="ask it in asyncio's debug mode")
    group.addoption(
        "--clause",
        action="append",
        default=[],
        metavar="ID",
        help="only the items of this clause; repeatable",
    )
    group.addoption("--profile", default="gate", choices=("gate", "explore"), help="how hard to look")
    group.addoption(
        "--loopspec-record", metavar="FILE", type=Path, help="write what was found as a record (JSON)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Resolve the loop under test before anything is collected."""
    config.addinivalue_line("markers", MARKER)
    if config.getoption("--loop") is None:
        return
    from conformance.exam import Exam
    from conformance.ledger import LedgerError
    from conformance.targets import TargetError

    try:
        config.pluginmanager.register(Exam(config), "loopspec-exam")
    except (TargetError, LedgerError) as fault:
        raise pytest.UsageError(f"loopspec: {fault}") from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite cannot be run without a loop to ask; to list it, none is needed."""
    needs_loop = any(SUITE in item.path.parents for item in items)
    if needs_loop and config.getoption("--loop") is None and not config.option.collectonly:
        raise pytest.UsageError(
            "loopspec: conformance.suite judges an event loop; say which: --loop NAME or MODULE:FACTORY"
        )
