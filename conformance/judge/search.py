"""Is this trace legal? A search of the reference's choices for an execution that explains it.

Keeps true: `legal` names an execution that was found; `unknown` means that every execution was tried; a
budget that is spent before either is `undecided`, never `legal`. Deterministic.
Does not know: clauses and monitors, so it never says `broken`.

An execution is cut off where it first differs from the trace; the choices before that are answered otherwise,
one of them at a time before two, and the last of them first: what a wrong answer leads to often shows late,
and depth alone would try all that comes after it first. Whenever more of the trace is explained than before,
that counting begins anew. A state in which all answers have been, or will be, tried is not tried again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Literal

from conformance.judge.deviating import MODELLED
from conformance.judge.execution import Choice, Execution
from conformance.language import Program, Trace

BUDGET = 2000
"""Executions; the usual trace takes one or two."""

Kind = Literal["legal", "unknown", "undecided"]


@dataclass(frozen=True)
class Judgement:
    """What the search found.

    `freedoms` are the ids of the `may` clauses that the explaining execution used. If there is none,
    `explained` is the length of the longest prefix that some execution explains, `could` what may come after
    it (each with the freedoms that lead there; the empty token is the end of the program) and `came` what
    did.
    """

    kind: Kind
    executions: int
    freedoms: frozenset[str] = frozenset()
    explained: int = 0
    could: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    came: str = ""

    def __str__(self) -> str:
        if self.kind == "legal":
            return f"legal{_by(self.freedoms)}"
        could = " or ".join(f"{token or 'the end'}{_by(ids)}" for token, ids in sorted(self.could.items()))
        return (
            f"{self.kind} after {self.executions} executions: "
            f"the first {self.explained} tokens can be explained, "
            f"then could come {could or 'nothing'}; {self.came or 'the end'} came"
        )


def judge(
    program: Program,
    trace: Trace | str,
    *,
    eager: bool = False,
    deviations: frozenset[str] = frozenset(),
    budget: int = BUDGET,
) -> Judgement:
    """Search for an execution of the reference that says what the trace says.

    A trace that a run has written is looked for with its silent events first, which tell the search where to
    go; only its tokens count. `deviations` are ids of clauses that the loop is known to break: those that
    are modelled (see `deviating`) may explain a trace, and are then among its freedoms; what is explained
    without them is looked for first.
    """
    if isinstance(trace, str):
        return _search(_Question(program, trace.split(), False, eager, deviations), budget)
    for known in dict.fromkeys((frozenset[str](), deviations & MODELLED)):
        quick = _search(_Question(program, trace.words, True, trace.eager, known), budget // 2)
        if quick.kind == "legal":
            return quick
    return _search(_Question(program, trace.tokens, False, trace.eager, deviations), budget)


@dataclass(frozen=True)
class _Question:
    program: Program
    tokens: Sequence[str]
    silent: bool
    eager: bool
    deviations: frozenset[str]

    def try_(self, answers: tuple[int, ...]) -> Execution:
        return Execution(self.program, self.tokens, self.silent, answers, self.eager, self.deviations).go()


@dataclass(frozen=True, order=True)
class _Attempt:
    """Answers to try; the smallest attempt is the next."""

    changes: int
    """How many answers were changed since more of the trace was explained than ever before."""
    shallow: int
    """The fewer answers are prescribed, the greater."""
    number: int
    answers: tuple[int, ...] = field(compare=False)


def _search(question: _Question, budget: int) -> Judgement:
    tokens, number = question.tokens, count()
    todo = [_Attempt(0, 0, next(number), ())]
    seen: set[int] = set()
    spent, longest, could = 0, -1, dict[str, frozenset[str]]()
    while todo and spent < budget:
        attempt = heappop(todo)
        tried = question.try_(attempt.answers)
        spent += 1
        if tried.explains:
            return Judgement("legal", spent, _freedoms(tried.choices), len(tokens))
        changes = attempt.changes + 1
        if tried.explained > longest:
            longest, could, changes = tried.explained, {}, 1
        if tried.explained == longest and tried.said is not None:
            could.setdefault(tried.said, _freedoms(tried.choices))
        for answers in _others(tried, seen):
            heappush(todo, _Attempt(changes, -len(answers), next(number), answers))
    came = tokens[longest] if longest < len(tokens) else ""
    return Judgement("undecided" if todo else "unknown", spent, frozenset(), longest, could, came)


def _others(tried: Execution, seen: set[int]) -> Iterator[tuple[int, ...]]:
    """The answers not yet given to the questions that were not yet asked in their state."""
    answers = [choice.answer for choice in tried.choices]
    for place in range(len(tried.answers), len(answers)):
        choice = tried.choices[place]
        if choice.state in seen:
            continue
        seen.add(choice.state)
        for answer in range(choice.alternatives):
            if answer != choice.answer:
                yield (*answers[:place], answer)


def _freedoms(choices: Sequence[Choice]) -> frozenset[str]:
    return frozenset(choice.point.clause_id for choice in choices if choice.answer)


def _by(ids: frozenset[str]) -> str:
    return f" ({', '.join(sorted(ids))})" if ids else ""
