"""How sure a ratio is, when it is too unsure to be shown, and what the reader can do about that.

Keeps true: a ratio is never shown without its interval, and not at all when the interval is wider than
WIDEST; every refusal names a remedy; values taken while something else slowed the machine do not count.
Deliberately knows no loop, table or file.

Times are compared by their logarithms, because noise multiplies and "twice" should weigh as much as
"half". An interval is Student's: with the four to twenty processes that a session has, a bootstrap would
be too narrow. It is widened (Bonferroni) for the number of ratios shown together, so that of whole tables
of a loop against itself 19 in 20 show no difference in any row. That price is high when rounds are few (with
4 rounds and 30 ratios three times the width), so a short session claims less: each interval stands for
itself, and of the rows of equals one in twenty shows a difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, variance

import msgspec

from perf.results import Run, Side

CONFIDENCE = 0.95
"""Of all intervals of one comparison together, or of each alone: see Claim."""

FEWEST = 3
"""Rounds below which no interval is worth its name."""

WIDEST = 1.5
"""Largest upper end over lower end of an interval that is still shown."""

MOST_ROUNDS = 200
"""Where more rounds stop being a sensible remedy."""

DISTURBED = 1.25
"""A yardstick this much slower than the session's fast ones (their 5 % quantile) marks a disturbed run."""

MUCH = 0.2
"""Share of disturbed runs above which the remedy is a quieter machine."""


class Interval(msgspec.Struct, frozen=True):
    """A ratio of times, target over baseline, between ``low`` and ``high`` at the stated confidence."""

    ratio: float
    low: float
    high: float
    rounds: int

    def shows_difference(self) -> bool:
        """Whether 1 lies outside."""
        return not self.low <= 1.0 <= self.high


@dataclass(frozen=True)
class Claim:
    """What is claimed of ``ratios`` intervals side by side: all of them at once, or ``each`` for itself."""

    ratios: int = 1
    each: bool = False

    def reach(self, freedom: float) -> float:
        """Standard errors from the middle of one interval to its ends."""
        from scipy.special import stdtrit  # half a second: not for those who only list or ask for help

        doubt = (1 - CONFIDENCE) / (1 if self.each else self.ratios)
        return float(stdtrit(freedom, 1 - doubt / 2))


ALONE = Claim()
"""A single interval, with nothing beside it."""


def paired(base: Mapping[int, float], other: Mapping[int, float], claim: Claim = ALONE) -> Interval | None:
    """The ratio from the rounds that both have, each round a pair; None when they are fewer than FEWEST."""
    logs = [math.log(other[number] / base[number]) for number in sorted(base.keys() & other.keys())]
    if len(logs) < FEWEST:
        return None
    return _interval(fmean(logs), variance(logs) / len(logs), len(logs) - 1, claim, len(logs))


def unpaired(base: Sequence[float], other: Sequence[float], claim: Claim = ALONE) -> Interval | None:
    """The ratio of two groups measured at different times (Welch); None when either is below FEWEST.

    It cannot know how the machine changed in between: whoever shows it must say so.
    """
    if min(len(base), len(other)) < FEWEST:
        return None
    logs = [[math.log(seconds) for seconds in group] for group in (base, other)]
    parts = [variance(group) / len(group) for group in logs]
    weights = sum(part**2 / (len(group) - 1) for part, group in zip(parts, logs, strict=True))
    freedom = sum(parts) ** 2 / weights if weights else len(base) + len(other) - 2
    return _interval(fmean(logs[1]) - fmean(logs[0]), sum(parts), freedom, claim, min(map(len, logs)))


def _interval(middle: float, spread: float, freedom: float, claim: Claim, rounds: int) -> Interval:
    reach = claim.reach(freedom) * math.sqrt(spread)
    return Interval(math.exp(middle), math.exp(middle - reach), math.exp(middle + reach), rounds)


def trouble(interval: Interval | None, disturbed: int, runs: int, claim: Claim = ALONE) -> str | None:
    """Why this interval should not be shown as a ratio, and the remedy; None when it can be.

    ``disturbed`` of ``runs`` timed runs of the two sides were left out.
    """
    if interval is None:
        return f"fewer than {FEWEST} undisturbed rounds; {_remedy(None, disturbed, runs, claim)}"
    if interval.high / interval.low <= WIDEST:
        return None
    found = f"the ratio lies anywhere in {interval.low:.2f}-{interval.high:.2f}"
    return f"{found}; {_remedy(interval, disturbed, runs, claim)}"


def _remedy(interval: Interval | None, disturbed: int, runs: int, claim: Claim) -> str:
    if disturbed > runs * MUCH:
        return f"something else slowed the machine in {disturbed} of {runs} runs: stop it and run again"
    again = "run again without --fast, with --rounds" if claim.each else "run again with --rounds"
    if interval is None:
        return f"{again} {2 * FEWEST} or more"
    wanted = _rounds_wanted(interval, claim)
    if wanted is not None:
        return f"{again} {wanted}"
    return "use a quieter machine: more rounds would not help"


def _rounds_wanted(interval: Interval, claim: Claim) -> int | None:
    """The fewest rounds, equally noisy, that would do in a full session; None when MOST_ROUNDS would not.

    A full session claims its whole table at once: what was narrow enough ``each`` for itself may not be then.
    """
    reach = math.log(interval.high / interval.low) / 2
    spread = reach / claim.reach(interval.rounds - 1) * math.sqrt(interval.rounds)
    full = replace(claim, each=False)
    enough = (
        rounds
        for rounds in range(interval.rounds + 1, MOST_ROUNDS + 1)
        if full.reach(rounds - 1) * spread / math.sqrt(rounds) <= math.log(WIDEST) / 2
    )
    return next(enough, None)


def drop_disturbed(sides: Sequence[Side]) -> None:
    """Leave out, on all sides alike, the values beside which the yardstick was slow, and count them.

    Which are left out is decided by the yardstick alone, never by the values, so no side is favoured.
    A machine that is slow all the time is not disturbed: ratios are taken at whatever speed it has.
    """
    works = [work for side in sides for work in side.work.values()]
    gauges = sorted(gauge for work in works for run in work.runs for gauge in run.gauges)
    if not gauges:
        return
    limit = gauges[len(gauges) // 20] * DISTURBED
    for work in works:
        kept = [_calm(run, limit) for run in work.runs]
        work.disturbed += sum(len(run.values) for run in work.runs) - sum(len(run.values) for run in kept)
        work.runs = [run for run in kept if run.values]


def _calm(run: Run, limit: float) -> Run:
    pairs = [(v, g) for v, g in zip(run.values, run.gauges, strict=True) if g <= limit]
    return replace(run, values=tuple(v for v, _ in pairs), gauges=tuple(g for _, g in pairs))
