"""Two runs on asyncio and one on another loop: the tests that came out otherwise.

Keeps true: a difference is a test that came out the same twice on asyncio and otherwise on the loop, in
whichever direction; a test that asyncio itself answers now so, now so, is listed as unsteady and is none. An
excuse that excuses nothing is a fault of ours. Does not know: how tests are run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clients.suites.catalogue import Suite
from clients.suites.running import Run

ABSENT = "absent"
"""The outcome of a test that another run had and this one had not."""


@dataclass(frozen=True)
class Difference:
    """One test that came out otherwise on the loop."""

    test: str
    asyncio: str
    loop: str
    why: str
    """The last words of the failure, on whichever side it is."""
    excuse: str = ""


@dataclass
class Comparison:
    """What a suite says of a loop."""

    suite: str
    version: str
    loop: str
    tests: int = 0
    passed: int = 0
    """On both, each time."""
    failed: int = 0
    """On both, each time: no fault of the loop. What the suite expects to fail is not counted."""
    skipped: int = 0
    """On both, each time; or expected to fail, and failed."""
    unsteady: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    excused: list[Difference] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """Why it shows less than it seems to: a run that did not end, an excuse without a difference."""
    named: int = 0
    """Loops of the kind that were made in its run, and asyncio's own that the suite made by name."""
    asyncio: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)
    """Of the first run on asyncio and the one on the loop."""

    @property
    def equal(self) -> bool:
        """Whether the difference is empty, and means something."""
        return not (self.differences or self.faults)


def compare(suite: Suite, first: Run, other: Run, second: Run) -> Comparison:
    """The answer of a suite: ``first`` and ``second`` ran on asyncio, ``other`` on the loop."""
    found = Comparison(suite.name, suite.version, other.loop, named=other.named, asyncio=other.asyncio)
    found.seconds = (round(first.seconds, 1), round(other.seconds, 1))
    excuses = {one.test: one.reason for one in suite.excused if one.applies()}
    for test in {**first.outcomes, **other.outcomes, **second.outcomes}:
        found.tests += 1
        on_asyncio, again, on_loop = (run.outcomes.get(test, ABSENT) for run in (first, second, other))
        if on_asyncio != again:
            found.unsteady.append(test)
        elif on_asyncio != on_loop:
            why = other.reasons.get(test) or first.reasons.get(test, "")
            one = Difference(test, on_asyncio, on_loop, why, excuses.get(test, ""))
            (found.excused if one.excuse else found.differences).append(one)
        elif on_loop == "passed":
            found.passed += 1
        elif on_loop in ("skipped", "xfailed"):
            found.skipped += 1
        else:
            found.failed += 1
    found.faults = [*_faults(first, other, second), *_stale(excuses, found)]
    return found


def _faults(first: Run, other: Run, second: Run) -> list[str]:
    faults = [
        f"the run on {run.loop} did not come to its end" for run in (first, other, second) if not run.finished
    ]
    if not any("passed" in run.outcomes.values() for run in (first, second)):
        faults.append("no test passed on asyncio: nothing was compared")
    if other.finished and other.loop != "asyncio" and not other.named:
        faults.append(f"no loop of {other.loop} was made: the suite ran on something else")
    return faults


def _stale(excuses: dict[str, str], found: Comparison) -> list[str]:
    used = {one.test for one in found.excused} | set(found.unsteady)
    return [f"excused, and no different: {test}" for test in excuses if test not in used]
