"""The pytest plugin: asks one loop the questions of the exam, in anybody's own test run."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

from conformance import ledger
from conformance.clause import clauses_of
from conformance.targets import Target, TargetError, resolve

hypothesis.settings.register_profile(
    "gate",
    derandomize=True,
    max_examples=30,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=False,
)
hypothesis.settings.register_profile(
    "explore", max_examples=1000, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)

TARGET = pytest.StashKey[Target]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our options, in a group of their own."""
    group = parser.getgroup("loopspec", "conformance of an asyncio event loop")
    group.addoption("--loop", metavar="NAME|MODULE:FACTORY", help="the event loop to judge")
    group.addoption("--loop-debug", action="store_true", help="ask in asyncio's debug mode")
    group.addoption(
        "--clause", action="append", default=[], metavar="ID", help="only the items of this clause"
    )
    group.addoption("--profile", default="gate", choices=("gate", "explore"), help="how hard to look")


def pytest_configure(config: pytest.Config) -> None:
    """Resolve the loop under test before anything is collected."""
    config.addinivalue_line("markers", "clause(id): the clauses that an item judges")
    name = config.getoption("--loop")
    if name is None:
        return
    hypothesis.settings.load_profile(config.getoption("--profile"))
    try:
        config.stash[TARGET] = resolve(name)
    except TargetError as fault:
        raise pytest.UsageError(str(fault)) from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the wanted clauses; skip with a reason what does not apply to this Python or this loop."""
    wanted = set(config.getoption("--clause"))
    if wanted:
        items[:] = [item for item in items if wanted & set(clauses_of(getattr(item, "function", None)))]


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """The loop under test."""
    return request.config.stash[TARGET]


@pytest.fixture
def loop_reports() -> list[dict[str, Any]]:
    """What loops of this test told their exception handler; asking for it claims the reports."""
    return []


@pytest.fixture
def new_loop(
    target: Target, request: pytest.FixtureRequest, loop_reports: list[dict[str, Any]]
) -> Iterator[Callable[[], asyncio.AbstractEventLoop]]:
    """Makes loops under test; each is closed when the test ends, should the test not have done so."""
    made: list[asyncio.AbstractEventLoop] = []

    def make() -> asyncio.AbstractEventLoop:
        loop = target.factory()
        if request.config.getoption("--loop-debug"):
            loop.set_debug(True)
        loop.set_exception_handler(lambda _loop, context: loop_reports.append(context))
        made.append(loop)
        return loop

    yield make
    for loop in made:
        loop.close()
    gc.collect()


@pytest.fixture
def loop(new_loop: Callable[[], asyncio.AbstractEventLoop]) -> asyncio.AbstractEventLoop:
    """One open loop under test."""
    return new_loop()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is not promised by this Python, or not possible for this loop."""
    if TARGET not in item.config.stash:
        return
    known, mine = ledger.load(), item.config.stash[TARGET]
    for clause_id in clauses_of(getattr(item, "function", None)):
        clause = known.get(clause_id)
        if not clause.applies_to(ledger.running_version()):
            pytest.skip(f"{clause_id} is a promise of Python {clause.since} and later")
        lacking = [word for word in clause.needs if word not in mine.capabilities]
        if lacking:
            pytest.skip(f"{clause_id} needs {', '.join(lacking)}, which {mine.name} cannot do")
