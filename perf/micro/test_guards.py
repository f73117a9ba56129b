"""Each workload on the reference and on asyncio, small, under pytest-benchmark.

A guard fails when the work is not done; that it became slower is for ``--benchmark-compare-fail`` to say,
against a run of the same machine. No absolute time is asserted anywhere: it would be luck.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any

import pytest

from conformance.targets import Target, resolve
from perf.workload import Workload
from perf.workloads import all_workloads

pytest.importorskip("pytest_benchmark", reason="the micro guards need pytest-benchmark")

TARGETS = ("asyncio", "reference")
SMALLER = 20
"""The guards run at a twentieth of the published size."""


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> Target:
    """A loop to guard."""
    return resolve(request.param)


@pytest.mark.parametrize("workload", all_workloads(), ids=lambda workload: workload.name)
def test_guard(target: Target, workload: Workload[Any], benchmark: Any) -> None:
    """The loop does all the work of the workload while it is timed."""
    lacking = workload.needs - target.capabilities
    if lacking:
        pytest.skip(f"{target.name} lacks {', '.join(sorted(lacking))}")
    made: list[AbstractEventLoop] = []
    results: list[Any] = []

    def fresh() -> tuple[tuple[AbstractEventLoop, int], dict[str, Any]]:
        made.append(target.factory())
        return (made[-1], size), {}

    def timed(loop: AbstractEventLoop, n: int) -> None:
        results.append(workload.run(loop, n))

    size = max(1, workload.n // SMALLER)
    benchmark.group = workload.name
    benchmark.pedantic(timed, setup=fresh, rounds=10)
    for loop in made:
        loop.close()
    for result in results:
        workload.check(result, size)
    assert len(results) >= 1
