"""The judge on trial: it accepts what each freedom allows, refuses what lies just beyond, and never
guesses.
"""

from __future__ import annotations

import asyncio
import random
import selectors
import sys
from collections.abc import Sequence
from itertools import islice

import pytest

from conformance.judge import examine, judge
from conformance.language import Recipe, parse, programs, run
from conformance.models.monitors import broken
from conformance.tests.wrong_loops import WRONG, FinishesTheBatch, ReversesThreads, run_virtually
from reference_loop import ChoicePoint, ReferenceLoop

NO_THREADS = Recipe(can=frozenset())
WITH_CONNECTIONS = Recipe(can=frozenset({"unix", "readiness"}))
PAUSED_AT_FIRST = "main: connect k; on k made p; peer_send k 1 | p: pause k"
SAMPLE = 200

LEGAL = [
    ("main: soon a; soon b", "a b", ""),
    ("main: at 1 a; at 1 b", "a b", ""),
    ("main: at 1 a; at 1 b", "b a", "TIMER-20"),
    ("main: at 1 a; at 2 b | a: soon c", "a c b", ""),
    ("main: at 1 a; at 2 b | a: soon c", "a b c", "TIMER-21"),
    ("main: at 1 a | a: soon b; at 0 c", "a c b", "TIMER-22"),
    ("main: block 2; at 2 a; at 1 b", "a b", "TIMER-22"),
    ("main: readable a b", "b a", ""),
    ("main: readable a b", "a b", "READY-20"),
    ("main: readable a; soon b", "b a", ""),
    ("main: readable a; soon b", "a b", "READY-29"),
    ("main: readable a; at 0 b", "a b", ""),
    ("main: readable a; at 0 b", "b a", "TIMER-22"),
    ("main: from_thread a; soon b", "call:a return:a b a", ""),
    ("main: from_thread a; soon b", "call:a return:a a b", ""),
    ("main: from_thread a; at 1 b", "b call:a a return:a", ""),
    ("main: from_thread a b; soon c", "call:a return:a call:b c a b return:b", ""),
    ("main: from_thread a; from_thread b", "call:a call:b return:b return:a b a", ""),
    (
        "main: from_thread a a; spawn t | t: yield; soon u | a: stop",  # a call while the loop stands still
        "call:a t a stopped return:a call:a return:a a stopped u",
        "",
    ),
    ("main: connect k; peer_send k 2; peer_send k 3", "made:k data:k=5", ""),
    ("main: connect k; peer_send k 2; soon a | a: peer_send k 3", "a made:k data:k=5", ""),
    ("main: connect k; on k made p | p: write k 1; peer_take k", "made:k p peer_take:k=1", ""),
    ("main: connect k; on k made p | p: write k 1; peer_take k", "made:k p peer_take:k=0", "TRANS-27"),
    (
        "main: connect k; on k made p | p: write k 1; close k; soon a | a: soon b",
        "made:k p a lost:k b",
        "TRANS-27",
    ),
    ("main: connect k; on k made p | p: peer_close k; write k 1", "made:k p lost:k!BrokenPipeError", ""),
    (
        "main: connect k; on k made p | p: peer_close k; write k 1",
        "made:k p eof:k lost:k!BrokenPipeError",
        "TRANS-27",
    ),
    (
        "main: connect k; on k made p | p: abort k; write_eof k; peer_take k",
        "made:k p peer_take:k=0 lost:k",
        "",
    ),
    (
        "main: connect k; on k made p | p: abort k; write_eof k; peer_take k",
        "made:k p peer_take:k=0+eof lost:k",
        "TRANS-28",
    ),
    ("main: connect k; peer_eof k; at 1 a | a: write_eof k", "made:k eof:k lost:k a", ""),
    (
        "main: connect k; peer_eof k; at 1 a | a: write_eof k",
        "made:k eof:k lost:k a write_eof:k!RuntimeError",
        "TRANS-28",
    ),
    ("main: connect k; on k made p | p: peer_close k; write k 0", "made:k p eof:k lost:k", ""),
    ("main: connect k; peer_send k 1; peer_close k", "made:k data:k=1 eof:k lost:k", ""),
    (
        "main: connect k; peer_send k 1; on k made p | p: soon a | a: soon b",
        "made:k p a data:k=1 b",
        "",
    ),
    ("main: connect k; connect l; peer_send k 1; peer_send l 1", "made:k made:l data:l=1 data:k=1", ""),
    (  # the thread comes after the report of an error, before the next callback
        "main: from_thread b; soon c; raise | c: spawn t | b: stop | t: yield",
        "!main:Boom call:b return:b c b stopped t",
        "",
    ),
]

REFUSED = [
    ("main: soon a; soon b", "b a"),
    ("main: soon a", "a a"),
    ("main: soon a", ""),
    ("main: soon a; cancel a", "a"),
    ("main: at 1 a; at 2 b", "b a"),
    ("main: at 2 a; at 1 b", "a b"),
    ("main: at 1 a; at 2 b | a: soon c | c: soon d", "a b d c"),
    ("main: soon a; at 0 b; soon c", "c a b"),
    ("main: at 2 a; block 1; at 1 b; block 2", "a b"),
    ("main: readable a b | a: soon c", "a c b"),
    ("main: readable a; soon b | b: soon c", "b c a"),
    ("main: readable a", "a a"),
    ("main: readable a", ""),
    ("main: readable a b | a: cancel b | b: cancel a", "a b"),
    ("main: readable a; get", "a get=-"),
    ("main: soon a; soon b | a: raise SystemExit", "a b out!SystemExit"),
    ("main: from_thread a", "a call:a return:a"),
    ("main: from_thread a b", "call:a return:a call:b return:b b a"),
    ("main: from_thread a; join; soon b | b: soon c", "b call:a return:a a c"),
    ("main: soon a; stop", "a stopped"),
    ("main: spawn t; spawn u", "u t"),
    ("main: resolve f x; when f a; when f b", "b a"),
    ("main: connect k; peer_send k 2", "made:k data:k=1"),
    ("main: connect k; peer_send k 2", "made:k data:k=3"),
    ("main: connect k; peer_send k 2", "data:k=2 made:k"),
    ("main: connect k; peer_send k 1; peer_close k", "made:k eof:k lost:k"),
    ("main: connect k; peer_send k 1; on k made p | p: soon a | a: soon b", "made:k p a b data:k=1"),
    (
        "main: connect k; connect l; peer_send k 1; peer_close k; peer_send l 1",
        "made:k made:l data:k=1 eof:k data:l=1 lost:k",
    ),
    ("main: connect k; on k made p | p: write k 1; peer_take k", "made:k p peer_take:k=2"),
    ("main: connect k; on k made p | p: write k 1; close k; closing k", "made:k p closing:k=False lost:k"),
    ("main: connect k; on k made p | p: close k; soon a", "made:k p a lost:k"),
    ("main: connect k; on k made p; peer_send k 1 | p: pause k", "made:k p data:k=1"),
    ("main: spawn t; resolve f x | t: await f", "t await:f=y"),
]


@pytest.mark.parametrize(("program", "trace", "freedoms"), LEGAL)
def test_freedoms_are_granted(program: str, trace: str, freedoms: str) -> None:
    """What the documentation leaves open is legal, and the freedom that was used is named."""
    found = judge(parse(program), trace)
    assert found.kind == "legal", found
    assert freedoms in found.freedoms or not freedoms, found


@pytest.mark.parametrize(("program", "trace"), REFUSED)
def test_what_lies_beyond_is_refused(program: str, trace: str) -> None:
    """A trace one step beyond what is open has no explanation, after every execution was tried."""
    found = judge(parse(program), trace)
    assert found.kind == "unknown", found


def test_a_refusal_says_how_far_and_what_else() -> None:
    """A refusal tells the longest explained prefix, what could have come next and by which freedom, and what
    came.
    """
    found = judge(parse("main: soon a; at 1 b; at 1 c"), "a a c")
    assert (found.explained, found.came) == (1, "a")
    assert found.could == {"b": frozenset(), "c": frozenset({"TIMER-20"})}
    assert "the first 1 tokens can be explained, then could come b or c (TIMER-20); a came" in str(found)


def test_a_spent_budget_is_no_verdict() -> None:
    """A search that was not finished is undecided: neither legal nor unknown."""
    program = "main: at 1 a; at 1 b; at 1 c; at 1 d"
    assert judge(parse(program), "d c b").kind == "unknown"
    assert judge(parse(program), "d c b", budget=2).kind == "undecided"


def test_the_trace_leads_the_search() -> None:
    """An order that the trace shows is tried first: eight equal timers backwards take one execution."""
    program = parse("main: " + "; ".join(f"at 1 {name}" for name in "abcdefgh"))
    judgement = judge(program, "h g f e d c b a", budget=1)
    assert (judgement.kind, judgement.executions) == ("legal", 1)
    assert judgement.freedoms == {"TIMER-20"}


def test_the_judge_is_deterministic() -> None:
    """The same question has the same answer, down to the number of executions."""
    question = parse("main: at 1 a; at 1 b; at 2 c; soon d"), "d b a c"
    assert judge(*question) == judge(*question)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_eager_tasks_are_judged_as_such() -> None:
    """With the eager task factory a task begins inside create_task; without it, later: each is refused as
    the other.
    """
    program = parse("main: spawn t; probe f")
    assert judge(program, "t probe:f=pending", eager=True).kind == "legal"
    assert judge(program, "t probe:f=pending").kind == "unknown"
    assert judge(program, "probe:f=pending t", eager=True).kind == "unknown"


def test_a_known_deviation_explains_only_its_own_kind() -> None:
    """A modelled deviation is used only for a loop that has it, and named."""
    program = parse("main: soon a; stop")
    assert judge(program, "a stopped", deviations=frozenset({"STOP-04"})).freedoms == {"STOP-04"}
    assert judge(program, "a stopped", deviations=frozenset({"TIMER-04"})).kind == "unknown"


def test_an_exit_that_comes_late_is_modelled() -> None:
    """For a loop that is known to run on after an exit, the rest of the turn or one more explains a trace."""
    program = parse("main: soon a; soon b | a: soon c; raise SystemExit | b: soon d")
    known = frozenset({"LIFE-19"})
    for trace in ("a b out!SystemExit c d", "a b c out!SystemExit d", "a b c d out!SystemExit"):
        assert judge(program, trace, deviations=known).freedoms == known
        assert judge(program, trace).kind == "unknown"
    assert judge(program, "b a out!SystemExit", deviations=known).kind == "unknown"


def test_reading_that_begins_though_it_was_paused_is_modelled() -> None:
    """For a loop that is known to read from the start, and for no other, data comes though it was paused."""
    program, trace = parse(PAUSED_AT_FIRST), "made:k p data:k=1"
    assert judge(program, trace, deviations=frozenset({"TRANS-25"})).freedoms == {"TRANS-25"}
    assert judge(program, trace).kind == "unknown"


def test_an_end_that_is_told_again_is_modelled() -> None:
    """For a loop that is known to tell the end again when reading is resumed, and for no other, it may."""
    program = parse("main: connect k; keep k; peer_eof k; on k eof p | p: soon a | a: pause k; resume k")
    trace = "made:k eof:k p a eof:k"
    assert judge(program, trace, deviations=frozenset({"PROTO-21"})).freedoms == {"PROTO-21"}
    assert judge(program, trace).kind == "unknown"


def test_a_write_that_fails_after_the_end_is_modelled() -> None:
    """For a loop that is known to refuse it, and for no other, a write to a lost connection may fail."""
    program = parse("main: connect k; peer_eof k; on k lost p | p: soon a | a: write k 1")
    trace = "made:k eof:k lost:k p a write:k!RuntimeError"
    assert judge(program, trace, deviations=frozenset({"TRANS-24"})).freedoms == {"TRANS-24"}
    assert judge(program, trace).kind == "unknown"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_a_refused_eager_factory_is_modelled() -> None:
    """For a loop that cannot make eager tasks, and for no other, create_task may fail under that factory."""
    program, trace = parse("main: eager; spawn t; get"), "spawn:t!TypeError get=-"
    assert judge(program, trace, deviations=frozenset({"EAGER-01"})).freedoms == {"EAGER-01"}
    assert judge(program, trace).kind == "unknown"


def test_readers_called_beside_the_turn_are_modelled() -> None:
    """A loop that stops late may serve descriptors once more, outside of any turn; no other may."""
    program = parse("main: soon a; stop | a: readable b")
    known = frozenset({"STOP-04"})
    assert judge(program, "a b stopped", deviations=known).freedoms == known
    assert judge(program, "a b stopped").kind == "unknown"


def test_an_observed_witness_of_the_order_of_descriptors() -> None:
    """Two selectors of the standard library report the same descriptors in different orders."""
    program = parse("main: readable a b c")
    traces = {
        run(program, lambda kind=kind: asyncio.SelectorEventLoop(kind()), tick=0.003).text  # type: ignore[misc]
        for kind in (selectors.PollSelector, selectors.DefaultSelector)
    }
    assert all(judge(program, trace).kind == "legal" for trace in traces)
    if sys.platform == "linux":
        assert traces == {"a b c", "c b a"}


def test_broken_needs_a_monitor() -> None:
    """The judge alone says unknown; broken is said by a clause's own monitor, with the reason."""
    program = parse("main: soon a; stop")
    trace = run_virtually(program, next(kind for kind in WRONG if kind.__name__ == "StopsOnceMore"))
    ruling = examine(program, trace)
    assert ruling.verdict == "broken"
    assert "STOP-04" in ruling.new
    assert examine(program, trace, deviations=frozenset({"STOP-04"})).verdict == "deviation"


class RandomChooser:
    """Takes any answer."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)

    def choose(self, point: ChoicePoint, alternatives: int, about: Sequence[object] = ()) -> int:
        """One of the alternatives."""
        return self._source.randrange(alternatives)


@pytest.mark.parametrize("recipe", [NO_THREADS, WITH_CONNECTIONS], ids=["alone", "connected"])
def test_the_reference_keeps_the_clauses_however_it_chooses(recipe: Recipe) -> None:
    """Whatever the reference chooses, no monitor objects: the oracle is on trial, too."""
    for number, program in enumerate(islice(programs(21, recipe), 300)):
        trace = run_virtually(program, ReferenceLoop, RandomChooser(number))
        assert not broken(trace), f"{program}\n{trace}\n{broken(trace)}"


@pytest.mark.parametrize("recipe", [NO_THREADS, WITH_CONNECTIONS], ids=["alone", "connected"])
def test_the_judge_explains_every_choice_of_the_reference(recipe: Recipe) -> None:
    """What the reference does under some chooser is found again by the search."""
    found: list[str] = []
    for number, program in enumerate(islice(programs(22, recipe), 150)):
        trace = run_virtually(program, ReferenceLoop, RandomChooser(number))
        verdict = judge(program, trace, budget=1000)
        assert verdict.kind != "unknown", f"{program}\n{trace}\n{verdict}"
        found.append(verdict.kind)
    assert found.count("legal") >= 0.97 * len(found)


def test_asyncio_is_legal_and_keeps_the_clauses() -> None:
    """Every trace of the standard library's loop satisfies monitors and judge: else one of the two has a
    bug.
    """
    for program in islice(programs(23), 150):
        trace = run(program, asyncio.SelectorEventLoop, tick=0.003)
        ruling = examine(program, trace, budget=1000)
        assert ruling.verdict in ("legal", "undecided"), f"{program}\n{trace}\n{ruling}"


@pytest.mark.parametrize("kind", list(WRONG), ids=lambda kind: kind.__name__)
def test_wrong_loops_are_refused(kind: type[ReferenceLoop], capsys: pytest.CaptureFixture[str]) -> None:
    """Each loop just beyond a freedom is refused as often as ever: a judge that accepts all is worthless."""
    recipe, least = WRONG[kind]
    refused = sum(
        judge(program, run_virtually(program, kind), budget=100).kind == "unknown"
        for program in islice(programs(77, recipe), SAMPLE)
    )
    rate = refused * 1000 // SAMPLE
    with capsys.disabled():
        print(f"\n{kind.__name__}: {rate} refusals per 1,000 programs (at least {least})")
    assert rate >= least


def test_a_loop_that_reverses_threads_is_refused() -> None:
    """Callbacks of one thread that run backwards are beyond where they may land."""
    program = parse("main: from_thread a b; join")
    trace = run(program, ReversesThreads, tick=0.003)
    assert trace.text == "call:a return:a call:b return:b b a"
    assert judge(program, trace).kind == "unknown"
    assert "THREAD-05" in broken(trace)


def test_a_loop_that_runs_on_after_an_exit_is_refused() -> None:
    """A callback that runs between an exit and its coming out of run_forever is beyond every freedom."""
    program = parse("main: soon a; soon b | a: raise SystemExit")
    trace = run_virtually(program, FinishesTheBatch)
    assert trace.text == "a b out!SystemExit"
    assert judge(program, trace).kind == "unknown"
    assert "LIFE-19" in broken(trace)
