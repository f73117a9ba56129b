"""Generated programs on every loop we ship, each trace judged; and every ruling, tried again.

A minute or so, the same programs each time. Long campaigns: `loopspec differential --programs 50000`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance import targets
from conformance.differential import campaign
from conformance.differential.campaign import Tally, run_campaign
from conformance.differential.rulings import Regression, load
from conformance.judge import Ruling, examine, judge
from conformance.language import Program, Trace, parse
from conformance.targets import TargetError

PROGRAMS = 200
SEED = 11
BUDGET = 400
ALMOST_NONE = 0.03
"""The share of programs that may stay undecided: those in which many callbacks of one name are free to
change places.
"""


def judged(program: Program, trace: Trace, known: frozenset[str]) -> Ruling:
    """The judge, as a campaign is given it."""
    return examine(program, trace, deviations=known, budget=BUDGET)


def available() -> Iterator[str]:
    """The loops that can be made here."""
    for name in targets.names():
        try:
            targets.resolve(name)
        except TargetError:
            continue
        yield name


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", list(available()))
def test_every_trace_is_explained(name: str) -> None:
    """Of no loop that we ship is there a trace that is newly broken or that nobody can explain."""
    tally = run_campaign([targets.resolve(name)], judged, count=PROGRAMS, seed=SEED)
    unexplained = [finding for finding in tally.findings if finding.verdict in campaign.MUST_CONFIRM]
    assert not unexplained, "\n".join(map(str, unexplained))
    assert_counted(tally, name)


def assert_counted(tally: Tally, name: str) -> None:
    """Each program has one verdict, and the judge decided nearly all of them."""
    counts = tally.verdicts[name]
    assert counts.total() == PROGRAMS
    assert counts["undecided"] <= ALMOST_NONE * PROGRAMS, dict(counts)


@pytest.mark.parametrize("kept", list(load()), ids=lambda kept: kept.name)
def test_rulings_hold(kept: Regression) -> None:
    """Each finding of the past still comes to what was ruled."""
    if kept.target not in available():
        pytest.skip(f"{kept.target} is not installed")
    target = targets.resolve(kept.target)
    if kept.busy:
        judgement = judge(parse(kept.program), kept.trace, deviations=campaign.known_deviations(target))
        assert judgement.kind == kept.verdict, judgement
        return
    verdict, trace, words = campaign.replay(kept, target, judged)
    assert (verdict, trace) == (kept.verdict, kept.trace), words
