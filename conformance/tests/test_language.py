"""The notation on trial: it reads what it writes, says what is wrong, runs on any loop, and leaves nothing
behind.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import threading
from collections import Counter
from collections.abc import Callable
from itertools import combinations_with_replacement, islice
from typing import Any

import pytest
from hypothesis import find, given, settings

from conformance.capabilities import VOCABULARY
from conformance.language import (
    VERBS,
    Program,
    ProgramError,
    Recipe,
    canonical,
    capabilities,
    parse,
    programs,
    run,
    shrink,
    unparse,
)
from conformance.language import strategies as written
from conformance.language.generator import ENDINGS
from conformance.language.interpreter import Run
from conformance.language.values import Owned, Value

TICK = 0.003
CAN_EAGER = sys.version_info >= (3, 12)
Factory = Callable[[], asyncio.AbstractEventLoop]


def on_asyncio(program: str, factory: Factory = asyncio.SelectorEventLoop) -> str:
    """The trace on the standard library's loop."""
    return run(parse(program), factory, tick=TICK).text


# -- reading and writing


@given(written.programs())
@settings(max_examples=200, deadline=None)
def test_parse_reads_what_unparse_writes(program: Program) -> None:
    """Every program survives being written and read."""
    assert parse(unparse(program)) == program


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("main: soon a\na: soon b", "main: soon a | a: soon b"),
        ("\n  main :soon a;;soon b ; | a:  \n", "main: soon a; soon b"),
        ("a: soon b | main: soon a", "main: soon a | a: soon b"),
        ("main:", "main:"),
        ("main: at 01 a", "main: at 1 a"),
    ],
)
def test_one_program_has_one_normal_form(text: str, normal: str) -> None:
    """Newlines and bars, blanks, empty steps, empty bodies and the order of bodies do not matter."""
    assert unparse(parse(text)) == normal


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected a body 'main:' to begin with, got no body at all"),
        ("soon a", "line 1, column 1: expected a body, 'name: verb ...; verb ...', got 'soon'"),
        ("main: soom a", "line 1, column 7: expected a verb, got 'soom' (did you mean soon?)"),
        ("main: soon a;\n b: fly", "line 2, column 5: expected a verb, got 'fly' (one of soon, at, later"),
        ("main: soon", "line 1, column 7: expected 'soon X', got 'soon' (Schedule X with call_soon.)"),
        ("main: soon a b", "line 1, column 7: expected 'soon X', got 'soon a b'"),
        ("main: at x a", "line 1, column 10: expected a number of ticks, got 'x' (usage: at N X)"),
        ("main: soon a | main: soon b", "body 'main' is written 2 times; join its steps with ';'"),
        ("main: soon a | b: soon c", "body 'b' is never run; schedule it (soon b) or remove it"),
        ("main: soon a | a: soon b | b: soon a", "the program would never end: a runs b runs a"),
        (
            "main: await f",
            "'main' runs as a callback, where 'await f' cannot wait; spawn a body that does it",
        ),
        (
            "main: soon a; spawn t | t: await a",
            "'await a' needs a future or a task, but 'a' is run as a callback",
        ),
        ("main: uncancel t", "'uncancel t' needs a task, but nothing spawns 't'"),
        ("main: spawn t; spawn u | t: await u | u: await t", "the tasks would wait for ever: "),
        ("main: soon \x00", "expected a body, run as a callback, got '\\x00'"),
    ],
)
def test_errors_say_where_what_and_what_to_do(text: str, words: str) -> None:
    """A text that is no program is refused in one line: the place, what was expected, what came."""
    with pytest.raises(ProgramError) as refused:
        parse(text)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_capabilities_are_those_of_the_verbs() -> None:
    """What a loop must be able to do follows from the verbs; each word is in the vocabulary."""
    assert capabilities(parse("main: soon a")) == frozenset()
    assert capabilities(parse("main: from_thread a; join")) == {"threads"}
    assert {verb.capability for verb in VERBS.values()} <= {"", *VOCABULARY}


def test_canonical_names_tell_no_programs_apart() -> None:
    """Programs that differ in names only are one after renaming, and it does not change what they do."""
    one = parse("main: soon zeta; spawn worker; resolve done | worker: await done")
    other = parse("main: soon x; spawn y; resolve z | y: await z")
    assert canonical(one) == canonical(other) == parse("main: soon a; spawn t; resolve f | t: await f")
    assert canonical(canonical(one)) == canonical(one)


# -- running: one program for each verb, at least


@pytest.mark.parametrize(
    ("program", "trace"),
    [
        ("main: soon a; soon b", "a b"),
        ("main: at 2 a; later 1 b; later 3 c", "b a c"),
        ("main: from_thread a b; join; soon c", "call:a return:a call:b return:b a b c"),
        ("main: soon a; soon b; cancel a; probe a; probe b", "probe:a=cancelled probe:b=live b"),
        ("main: cancel f; cancel f; probe f", "cancel:f=True cancel:f=False probe:f!cancelled"),
        ("main: cancel f why; probe f; cancel t | t:", "cancel:f=True probe:f!cancelled:why cancel:t=True"),
        ("main: probe f; resolve f x; probe f", "probe:f=pending probe:f=x"),
        ("main: resolve f x; resolve f", "resolve:f!InvalidStateError"),
        ("main: reject f; probe f; reject g Bang; probe g", "probe:f!Boom probe:g!Bang"),
        ("main: when f a; when f b; unwhen f a; resolve f", "unwhen:f=1 b"),
        ("main: spawn t; probe t; at 1 a | t: return x | a: probe t", "probe:t=pending t a probe:t=x"),
        ("main: spawn t; soon a; resolve f x | t: await f; await f; await g | a: reject g",
         "t await:f=x await:f=x a await:g!Boom"),
        ("main: spawn t; soon a | t: shield f | a: cancel t; probe f",
         "t a cancel:t=True probe:f=pending shield:f!cancelled"),
        ("main: spawn t; soon a | t: yield; probe f", "t a probe:f=pending"),
        ("main: spawn t; at 1 a | t: sleep 2; probe f", "t a probe:f=pending"),
        ("main: spawn t; soon a | t: refuse; sleep 1; probe f | a: cancel t",
         "t a cancel:t=True sleep!cancelled probe:f=pending"),
        ("main: soon a; soon b | a: raise; soon c | b: raise Bang", "a !a:Boom b !b:Bang"),
        ("main: soon a; stop | a: stop", "stopped a stopped"),
        ("main: soon a | a: raise SystemExit", "a out!SystemExit"),
        ("main: set x; readable a; get | a: get", "get=x a get=x"),
        ("main: readable a; probe a; cancel a; probe a", "probe:a=live probe:a=cancelled"),
        ("main: at 1 a; block 2; soon b", "b a"),
        ("main: spawn t; cancel t; cancel t; cancelling t; uncancel t; cancelling t",
         "cancel:t=True cancel:t=True cancelling:t=2 uncancel:t=1 cancelling:t=1"),
        ("main: spawn t; name t joe", "name:t=joe t"),
        ("main: get; set x; soon a; set y; soon b; get | a: get; set z; get | b: get",
         "get=- get=y a get=x get=z b get=y"),
        ("main: cancel t; spawn t", "cancel:t? t"),
        ("main: spawn t | t: await t", "t await:t!RuntimeError"),
        ("main: spawn t; resolve t", "resolve:t!RuntimeError t"),
        ("main: connect k; write k 1; on k made p | p: write k 3; peer_take k",
         "write:k? made:k p peer_take:k=3"),
        ("main: connect k; peer_send k 2; on k data p; on k made q | p: close k; closing k | q: closing k",
         "made:k q closing:k=False data:k=2 p closing:k=True lost:k"),
        ("main: connect k; keep k; peer_eof k; on k eof p | p: write_eof k; soon a | a: peer_take k; abort k",
         "made:k eof:k p a peer_take:k=0+eof lost:k"),
        ("main: connect k; on k made p; peer_send k 2 | p: pause k; at 1 a | a: resume k; peer_close k",
         "made:k p a data:k=2 eof:k lost:k"),
        ("main: connect k; on k made p | p: write k 2; peer_close k",
         "made:k p lost:k!ConnectionResetError"),
        ("main: eager; spawn t; get", "t get=-" if CAN_EAGER else "eager!RuntimeError get=- t"),
    ],
)  # fmt: skip
def test_every_verb_does_what_its_row_says(program: str, trace: str) -> None:
    """What a program shows on the standard library's loop is what the table of verbs says."""
    assert on_asyncio(program) == trace


def test_every_verb_has_been_run() -> None:
    """The programs of the test above leave no row of the table out."""
    marks: Any = test_every_verb_does_what_its_row_says
    rows = marks.pytestmark[0].args[1]
    assert {step.verb for program, _ in rows for step in parse(program).steps} == set(VERBS)


def test_events_carry_the_loops_time() -> None:
    """Each event has loop.time(), and a timer's event is not earlier than its deadline."""
    trace = run(parse("main: at 2 a"), asyncio.SelectorEventLoop, tick=TICK)
    (ran,) = (event for event in trace.of("run") if event.name == "a")
    (asked,) = trace.of("at")
    assert ran.time >= asked.due == trace.start + 2 * TICK


class ForgetsTimers(asyncio.SelectorEventLoop):
    """Loses each timer but the interpreter's own, which is the last."""

    def call_at(  # type: ignore[override]  # the arguments are only handed on
        self, when: float, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        """Forget what is due soon."""
        timer = super().call_at(when, callback, *args, context=context)
        if when < self.time() + 0.05:
            timer.cancel()
        return timer


def test_a_loop_that_forgets_is_stuck_not_waited_for() -> None:
    """Work that a loop has lost ends the run with `stuck`; nothing waits for ever."""
    loop = ForgetsTimers()
    try:
        trace = Run(parse("main: at 1 a; soon b"), loop, TICK, patience=0.1).trace()
    finally:
        loop.close()
    assert trace.text == "b stuck"


def test_a_copy_of_a_result_is_not_the_result() -> None:
    """A loop whose futures hand out a likeness of the result is seen: objects are told apart, not their
    names.
    """
    owned = Owned()
    value = owned.add(Value("x"))
    assert owned.label(value) == "x"
    assert owned.label(Value("x")) == "copy-of-x"


@pytest.mark.filterwarnings("error")
def test_nothing_is_left_behind(caplog: pytest.LogCaptureFixture) -> None:
    """After a run no task, thread, handler report or warning of it is left, whatever was pending."""
    before = threading.active_count()
    on_asyncio(
        "main: spawn t; spawn u; reject f; when g a; from_thread b | t: refuse; await g; await h | u: raise"
    )
    gc.collect()
    assert threading.active_count() == before
    assert not caplog.records
    assert not [thing for thing in gc.get_objects() if isinstance(thing, asyncio.Task) and not thing.done()]


# -- generated programs


class Corpus(list[Program]):
    """The first programs of one seed, each written once, however many tests read them."""

    SEED = 5

    def __init__(self) -> None:
        super().__init__()
        self._rest = programs(self.SEED)

    def first(self, count: int) -> list[Program]:
        """So many of them."""
        self.extend(islice(self._rest, max(0, count - len(self))))
        return self[:count]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Programs that nobody changes."""
    return Corpus()


def test_generated_programs_are_distinct_and_long_enough(corpus: Corpus) -> None:
    """No two are alike after renaming, half have eight steps or more, and the same seed writes the same
    ones.
    """
    some = corpus.first(2000)
    assert len(set(map(str, some))) == len(some)
    assert all(canonical(program) == program for program in some)
    assert statistics.median(sum(1 for _ in program.steps) for program in some) >= 8
    assert list(islice(programs(Corpus.SEED), 2000)) == some


def test_generated_programs_pair_every_verb_with_every_other(corpus: Corpus) -> None:
    """Each pair of verbs that can meet does so often enough: 200 times in 50,000 programs."""
    sample, pairs = 5000, Counter[tuple[str, str]]()
    for program in corpus.first(sample):
        often = Counter(step.verb for step in program.steps)
        pairs.update(
            pair
            for pair in combinations_with_replacement(sorted(often), 2)
            if pair[0] != pair[1] or often[pair[0]] > 1
        )
    wanted = combinations_with_replacement(sorted(VERBS), 2)
    rare = {pair: pairs[pair] for pair in wanted if pairs[pair] < 200 * sample / 50_000}
    assert not rare


def test_generated_programs_stay_within_their_recipe() -> None:
    """A recipe's capabilities, left-out verbs and bounds hold for every program."""
    recipe = Recipe(can=frozenset(), without=frozenset({"stop"}), most_runs=10)
    for program in islice(programs(7, recipe), 300):
        verbs = [step.verb for step in program.steps]
        assert not capabilities(program)
        assert "stop" not in verbs
        assert program.runs <= 10
        for body in program.bodies:
            assert all(step.verb not in ENDINGS for step in body.steps[:-1])


def test_hypothesis_shrinks_to_a_minimal_program() -> None:
    """What Hypothesis finds is as short as can be: one disagreement in the order of two callbacks."""

    def timer_before_callback(program: Program) -> bool:
        verbs = [step.verb for step in program.body("main").steps]
        return "at" in verbs and "soon" in verbs[verbs.index("at") :]

    found = find(
        written.programs(), timer_before_callback, settings=settings(max_examples=5000, database=None)
    )
    assert str(found) in ("main: at 0 a; soon a", "main: at 0 a; soon b")


def test_shrinking_keeps_the_property_and_nothing_else() -> None:
    """What is not needed is removed, numbers become small, and a body moves to where it is run."""
    program = parse("main: soon a; spawn t; at 3 b | a: at 2 c; probe f | t: yield; stop")
    small = shrink(program, lambda smaller: any(step.verb == "at" for step in smaller.steps))
    assert str(small) == "main: at 0 a"
