"""One trace, one ruling: broken by id, legal, unknown or undecided.

Keeps true: `broken` is said only where a monitor, written from the clause without the reference, is false;
the judge alone can say no more than `unknown`. Worst first: broken, unknown, undecided, deviation, legal.
"""

from __future__ import annotations

from dataclasses import dataclass

from conformance.judge.search import BUDGET, Judgement, judge
from conformance.language import Program, Trace
from conformance.models.monitors import broken


@dataclass(frozen=True)
class Ruling:
    """`broken` holds ids with reasons; `known` says which ids the target is known to break."""

    broken: dict[str, str]
    known: frozenset[str]
    judgement: Judgement

    @property
    def new(self) -> dict[str, str]:
        """What is broken and not a known deviation."""
        return {clause_id: reason for clause_id, reason in self.broken.items() if clause_id not in self.known}

    @property
    def verdict(self) -> str:
        """One word: broken, unknown, undecided, deviation or legal."""
        if self.new:
            return "broken"
        if self.judgement.kind != "legal":
            return self.judgement.kind
        return "deviation" if self.broken or self.judgement.freedoms & self.known else "legal"

    def __str__(self) -> str:
        reasons = [
            f"{'known deviation from' if clause_id in self.known else 'broken'} {clause_id}: {reason}"
            for clause_id, reason in sorted(self.broken.items())
        ]
        rest = "the rest is " if reasons and self.judgement.kind == "legal" else ""
        return "; ".join((*reasons, f"{rest}{self.judgement}"))


def examine(
    program: Program, trace: Trace, *, deviations: frozenset[str] = frozenset(), budget: int = BUDGET
) -> Ruling:
    """Ask the monitors and the judge. A known deviation excuses its own clause and explains what follows
    from it.
    """
    found = broken(trace)
    return Ruling(found, deviations, judge(program, trace, deviations=deviations, budget=budget))
