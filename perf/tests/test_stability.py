"""Intervals, noise and disturbance, on numbers whose truth is known."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from perf import environment, stability
from perf.results import Run, Side, Work
from perf.stability import Claim

MACHINE = environment.Machine("cpu", 2, "Linux", "CPython 3.11.7", "built with PGO", False)


def _noisy(source: random.Random, rounds: int, scale: float, noise: float) -> dict[int, float]:
    return {number: scale * math.exp(source.gauss(0, noise)) for number in range(rounds)}


def test_ratio_is_found() -> None:
    """A loop that takes 1.4 times as long gets that ratio, with 1.4 inside a narrow interval."""
    source = random.Random(1)
    interval = stability.paired(_noisy(source, 20, 1.0, 0.03), _noisy(source, 20, 1.4, 0.03))
    assert interval is not None
    assert interval.low < 1.4 < interval.high < 1.5
    assert interval.shows_difference()
    assert stability.trouble(interval, 0, 80) is None


def test_pairing_takes_out_slow_spells() -> None:
    """A spell that slows both sides of a round alike does not widen the interval."""
    spells = [1.0, 3.0, 1.0, 2.0, 1.0, 3.0]
    base = dict(enumerate(spells))
    other = {number: 1.2 * seconds for number, seconds in base.items()}
    paired = stability.paired(base, other)
    apart = stability.unpaired([*base.values()], [*other.values()])
    assert paired is not None
    assert apart is not None
    assert paired.low == pytest.approx(1.2) == paired.high
    assert not apart.shows_difference()


def test_only_whole_pairs_count() -> None:
    """A round that one side lacks is left out, and below three pairs there is no interval."""
    assert stability.paired({0: 1, 1: 1, 2: 1}, {1: 2, 2: 2, 3: 2}) is None
    interval = stability.paired({0: 1, 1: 1, 2: 1, 3: 1}, {1: 2, 2: 2, 3: 2})
    assert interval is not None
    assert interval.ratio == pytest.approx(2)
    assert interval.rounds == 3


def _tables_of_equals(rounds: int, claim: Claim, tables: int = 400, rows: int = 14) -> list[list[bool]]:
    """For many tables of a loop against itself, whether each row claims a difference."""
    source = random.Random(20)

    def claims() -> bool:
        interval = stability.paired(_noisy(source, rounds, 1, 0.05), _noisy(source, rounds, 1, 0.05), claim)
        assert interval is not None
        return interval.shows_difference()

    return [[claims() for _ in range(rows)] for _ in range(tables)]


def test_table_of_equals_shows_no_difference() -> None:
    """Of whole tables of a loop against itself at most about one in twenty claims any difference."""
    tables = _tables_of_equals(6, Claim(14))
    assert 0 < sum(map(any, tables)) / len(tables) < 0.08


@pytest.mark.parametrize("rounds", [3, 4, 6])
def test_rows_of_equals_show_no_difference(rounds: int) -> None:
    """Where each interval stands for itself, about one row in twenty of equals claims a difference."""
    rows = [row for table in _tables_of_equals(rounds, Claim(14, each=True)) for row in table]
    assert 0.03 < sum(rows) / len(rows) < 0.07


def test_few_rounds_suffice_for_each_row() -> None:
    """With a fast session's five rounds and usual noise, each for itself nearly all of 28 ratios are shown.

    All at once hardly any would be: that is what a short session cannot claim.
    """
    assert _shown(Claim(30, each=True)) > 0.9
    assert _shown(Claim(30)) < 0.2


def _shown(claim: Claim) -> float:
    """The share of intervals narrow enough, where single runs scatter by 7 %."""
    source, rows = random.Random(3), 500
    found = [
        stability.paired(_noisy(source, 5, 1, 0.07), _noisy(source, 5, 0.7, 0.07), claim) for _ in range(rows)
    ]
    return sum(stability.trouble(interval, 0, 10, claim) is None for interval in found) / rows


@pytest.mark.parametrize("method", ["paired", "unpaired"])
def test_interval_covers_the_truth(method: str) -> None:
    """A single interval contains the true ratio about 19 times in 20, no less and not always."""
    source, tries, covered = random.Random(7), 600, 0
    for _ in range(tries):
        base, other = _noisy(source, 8, 1, 0.1), _noisy(source, 8, 1.3, 0.1)
        if method == "paired":
            interval = stability.paired(base, other)
        else:
            interval = stability.unpaired([*base.values()], [*other.values()])
        assert interval is not None
        covered += interval.low <= 1.3 <= interval.high
    assert 0.92 < covered / tries < 0.98


@pytest.mark.parametrize("claim", [Claim(), Claim(30), Claim(30, each=True)], ids=str)
def test_noise_is_refused_with_a_remedy(claim: Claim) -> None:
    """A wide interval is not shown as a ratio; the answer says how many rounds would do, and they do."""
    words = stability.trouble(stability.paired(*_wavering(6), claim), 0, 24, claim)
    assert words is not None
    assert "the ratio lies anywhere in" in words
    assert ("without --fast" in words) == claim.each
    full, wanted = replace(claim, each=False), int(words.rpartition("--rounds ")[2])
    assert stability.trouble(stability.paired(*_wavering(wanted + wanted % 2), full), 0, 99, full) is None
    fewer = wanted * 3 // 4 // 2 * 2
    assert stability.trouble(stability.paired(*_wavering(fewer), full), 0, 99, full) is not None


def _wavering(rounds: int) -> tuple[dict[int, float], dict[int, float]]:
    """A steady baseline and a side that takes 1.3 times as long, 0.7 and 1.4 times that in turn."""
    return dict.fromkeys(range(rounds), 1.0), {
        number: 1.3 * (0.7, 1.4)[number % 2] for number in range(rounds)
    }


def test_busy_machine_is_named() -> None:
    """When many runs were disturbed the remedy is to stop what disturbs, not more rounds."""
    assert stability.trouble(None, 9, 24) == (
        "fewer than 3 undisturbed rounds; "
        "something else slowed the machine in 9 of 24 runs: stop it and run again"
    )


def test_hopeless_noise() -> None:
    """When not even many rounds would do, the answer does not ask for them."""
    words = stability.trouble(stability.Interval(1, 0.01, 100, 3), 0, 6)
    assert words is not None
    assert words.endswith("use a quieter machine: more rounds would not help")


def _side(label: str, runs: list[Run]) -> Side:
    return Side(label, label, "", "s", "set", MACHINE, {"queue": Work(1, "f", runs)})


def test_disturbed_values_are_left_out() -> None:
    """Values beside a slow yardstick are left out and counted; a process with none left is no run."""
    a = _side("a", [Run(0, (1.0, 2.0), gauges=(1.0, 1.9)), Run(1, (1.0, 1.1), gauges=(1.0, 1.1))])
    b = _side("b", [Run(0, (5.0, 5.0), gauges=(2.0, 2.0)), Run(1, (9.0, 1.2), gauges=(1.2, 1.0))])
    stability.drop_disturbed([a, b])
    assert [run.values for run in a.work["queue"].runs] == [(1.0,), (1.0, 1.1)]
    assert [run.values for run in b.work["queue"].runs] == [(9.0, 1.2)]
    assert (a.work["queue"].disturbed, b.work["queue"].disturbed) == (1, 2)


def test_slow_values_alone_are_kept() -> None:
    """A slow value beside a fast yardstick counts: the value itself has no say in being left out."""
    a = _side("a", [Run(number, (value,), gauges=(1.0,)) for number, value in enumerate([1.0, 50.0, 1.0])])
    stability.drop_disturbed([a])
    assert [run.values for run in a.work["queue"].runs] == [(1.0,), (50.0,), (1.0,)]


def test_steadily_slow_machine_is_undisturbed() -> None:
    """A machine that is slow all the time gives ratios at that speed."""
    a = _side("a", [Run(number, (1.0,), gauges=(7.0,)) for number in range(5)])
    stability.drop_disturbed([a])
    assert len(a.work["queue"].runs) == 5
