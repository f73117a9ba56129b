"""The pytest plugin: puts the exam to one loop, in anybody's own test run.

    python -m pytest --pyargs conformance.suite --loop mypkg:new_event_loop

Keeps true: without ``--loop`` it adds options and nothing else: no fixture, no hook with an effect, no heavy
import. With it, ``conformance.exam`` takes over. pytest's exit codes hold; a stale deviation is a failure.
"""

from __future__ import annotations

import pytest

from conformance import options


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ours, see ``conformance.options``."""
    options.add(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Resolve the loop under test before anything is collected."""
    config.addinivalue_line("markers", options.MARKER)
    asked = options.of(config)
    if asked.loop is None:
        return
    from conformance.exam import Exam
    from conformance.ledger import LedgerError
    from conformance.patience import PatienceError, factor
    from conformance.targets import TargetError, resolve

    try:
        factor()
        config.pluginmanager.register(Exam(config, resolve(asked.loop)), "loopspec-exam")
    except (TargetError, LedgerError, PatienceError) as fault:
        raise pytest.UsageError(f"loopspec: {fault}") from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite cannot be run without a loop to ask; to list it, none is needed."""
    needs_loop = any(options.SUITE in item.path.parents for item in items)
    if needs_loop and options.of(config).loop is None and not config.option.collectonly:
        raise pytest.UsageError(
            "loopspec: conformance.suite judges an event loop; say which: --loop NAME or MODULE:FACTORY"
        )
