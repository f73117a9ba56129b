"""The monitors on trial: each is false of some trace, for its own reason, and true of what keeps the clauses.

A kept trace is taken and one thing in it is changed, as a loop that breaks the clause would change it.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from conformance import ledger
from conformance.clause import clauses_of
from conformance.language import Event, Trace, parse
from conformance.models.monitors import MONITORS, broken
from conformance.tests.wrong_loops import run_virtually
from reference_loop import ReferenceLoop

Events = list[Event]
Edit = Callable[[Events], Events]


def find(events: Events, word: str, number: int = 0) -> int:
    """Where the event is: a token, or a silent event's `(kind name)`; the `number`th of them."""
    places = [place for place, event in enumerate(events) if event.word.rpartition("#")[0] == word]
    assert places, f"no {word} in {[event.word for event in events]}"
    return places[number]


def says(word: str, outcome: str, number: int = 0) -> Edit:
    """The event with another outcome."""
    return change(word, number, outcome=outcome)


def change(word: str, number: int = 0, **fields: Any) -> Edit:
    """The event with other fields."""

    def edit(events: Events) -> Events:
        place = find(events, word, number)
        events[place] = replace(events[place], **fields)
        return events

    return edit


def drop(word: str) -> Edit:
    """Without the event, and for a body without all that happened in it."""

    def edit(events: Events) -> Events:
        gone = events[find(events, word)]
        inside = gone.kind == "run" and gone.serial
        return [event for event in events if event is not gone and not (inside and event.by == gone.serial)]

    return edit


def twice(word: str) -> Edit:
    """The event once more, at the end."""
    return lambda events: [*events, events[find(events, word)]]


def body_before(word: str, mark: str) -> Edit:
    """A body's events moved to just before another event."""

    def edit(events: Events) -> Events:
        serial = events[find(events, word)].serial
        moved = [event for event in events if event.by == serial]
        rest = [event for event in events if event.by != serial]
        place = find(rest, mark)
        return rest[:place] + moved + rest[place:]

    return edit


def moved(word: str, mark: str) -> Edit:
    """The event alone, moved to just before another one."""

    def edit(events: Events) -> Events:
        event = events.pop(find(events, word))
        events.insert(find(events, mark), event)
        return events

    return edit


def add(kind: str, name: str = "", **fields: Any) -> Edit:
    """One event more, at the end."""
    return lambda events: [*events, Event(kind, name, time=events[-1].time, **fields)]


BROKEN: list[tuple[str, str, Edit]] = [
    ("SOON-01", "main: soon a; soon b", drop("a")),
    ("SOON-01", "main: soon a", twice("a")),
    ("SOON-02", "main: soon a; soon b", body_before("b", "a")),
    ("SOON-03", "main: soon a; probe f", body_before("a", "probe:f=pending")),
    ("HANDLE-01", "main: soon a; soon b; probe a; cancel a", add("run", "a", serial=1)),
    ("HANDLE-02", "main: soon a; probe a", says("probe:a=live", "=cancelled")),
    ("HANDLE-02", "main: at 1 a; cancel a; probe a", says("probe:a=cancelled", "=live")),
    ("TIMER-01", "main: at 1 a", drop("a")),
    ("TIMER-01", "main: later 1 a", twice("a")),
    ("TIMER-02", "main: later 2 a", change("a", time=0.005)),
    ("TIMER-03", "main: at 2 a", change("a", time=0.005)),
    ("TIMER-04", "main: at 1 a; at 2 b", body_before("b", "a")),
    ("TIMER-05", "main: at 0 a; probe f", body_before("a", "probe:f=pending")),
    ("TIMER-09", "main: at 1 a; cancel a", add("run", "a", serial=1)),
    ("READY-01", "main: readable a", drop("a")),
    ("READY-05", "main: readable a; cancel a", add("run", "a", serial=1)),
    ("READY-16", "main: readable a; probe f", body_before("a", "probe:f=pending")),
    ("READY-26", "main: set x; readable a | a: get", says("get=x", "=-")),
    ("READY-27", "main: readable a", twice("a")),
    ("CLOCK-02", "main: soon a; at 1 b", change("(end b)", time=-1.0)),
    ("THREAD-10", "main: soon a", says("a", "@another-thread")),
    ("FUT-01", "main: probe f", says("probe:f=pending", "=value")),
    ("FUT-01", "main: resolve f; probe f", says("probe:f=value", "=pending")),
    ("FUT-03", "main: resolve f x; probe f", says("probe:f=x", "=copy-of-x")),
    ("FUT-04", "main: reject f; probe f", says("probe:f!Boom", "!copy-of-Boom")),
    ("FUT-05", "main: cancel f; probe f", says("probe:f!cancelled", "=None")),
    (
        "FUT-08",
        "main: resolve f; resolve f",
        change("resolve:f!InvalidStateError", outcome="=value", silent=True),
    ),
    ("FUT-08", "main: resolve f; resolve f", says("resolve:f!InvalidStateError", "!ValueError")),
    ("FUT-09", "main: cancel f", says("cancel:f=True", "=False")),
    ("FUT-10", "main: resolve f; cancel f", says("cancel:f=False", "=True")),
    ("FUT-13", "main: when f a; resolve f; probe f", body_before("a", "probe:f=value")),
    ("FUT-15", "main: when f a; resolve f", drop("a")),
    ("FUT-15", "main: when f a; resolve f", twice("a")),
    ("FUT-16", "main: when f a; when f b; resolve f", body_before("b", "a")),
    ("FUT-17", "main: resolve f; when f a; probe f", body_before("a", "probe:f=value")),
    ("FUT-19", "main: when f a; when f a; unwhen f a", says("unwhen:f=2", "=1")),
    ("FUT-23", "main: resolve f; spawn t; soon a | t: await f", body_before("a", "await:f=value")),
    ("TASK-02", "main: spawn t; probe f", body_before("t", "probe:f=pending")),
    ("TASK-03", "main: spawn t; probe t", says("probe:t=pending", "=None")),
    ("TASK-04", "main: spawn t; at 1 a | t: return x | a: probe t", says("probe:t=x", "=copy-of-x")),
    ("TASK-05", "main: spawn t; at 1 a | t: raise | a: probe t", says("probe:t!Boom", "!copy-of-Boom")),
    ("TASK-08", "main: spawn t; resolve t", change("resolve:t!RuntimeError", silent=True, serial=1)),
    ("TASK-11", "main: spawn t; name t x", says("name:t=x", "=Task-1")),
    ("TASK-15", "main: spawn t; when t a", drop("a")),
    ("TASK-16", "main: spawn t; when t a; when t b", body_before("b", "a")),
    ("TASK-17", "main: spawn t; soon a | a: probe f", body_before("t", "probe:f=pending")),
    ("TASK-33", "main: spawn t; spawn u", body_before("u", "t")),
    ("CANCEL-01", "main: spawn t; at 1 a | t: await f | a: cancel t", says("cancel:t=True", "=False")),
    ("CANCEL-02", "main: spawn t; at 1 a | a: cancel t", says("cancel:t=False", "=True")),
    ("CANCEL-05", "main: spawn t; at 1 a | t: await f | a: cancel t", says("await:f!cancelled", "=value")),
    ("CANCEL-16", "main: spawn t; soon a | t: yield; probe f | a: cancel t", says("yield!cancelled", "")),
    ("CANCEL-08", "main: spawn t; cancel t; cancelling t", says("cancelling:t=1", "=0")),
    ("CANCEL-09", "main: spawn t; cancel t; uncancel t", says("uncancel:t=0", "=-1")),
    ("CTX-01", "main: set x; soon a | a: get", says("get=x", "=-")),
    ("CTX-07", "main: set x; later 1 a | a: get", says("get=x", "=-")),
    ("CTX-08", "main: set x; at 1 a | a: get", says("get=x", "=-")),
    ("CTX-11", "main: set x; spawn t | t: get", says("get=x", "=-")),
    ("CTX-12", "main: spawn t | t: set x; yield; get", says("get=x", "=-")),
    ("CTX-14", "main: set x; when f a; resolve f | a: get", says("get=x", "=-")),
    ("FAIL-01", "main: soon a | a: raise", drop("!a:Boom")),
    ("FAIL-01", "main: soon a | a: raise", says("!a:Boom", "copy-of-Boom")),
    ("STOP-04", "main: soon a; stop", body_before("a", "stopped")),
    ("STOP-05", "main: stop", drop("stopped")),
    ("STOP-05", "main: soon a", add("stopped")),
    ("STOP-06", "main: stop; stop", twice("stopped")),
    ("LIFE-16", "main: soon a | a: raise SystemExit", drop("out!SystemExit")),
    ("LIFE-19", "main: soon a; soon b | a: raise SystemExit", body_before("b", "out!SystemExit")),
    ("PROTO-01", "main: connect k", twice("made:k")),
    ("PROTO-03", "main: connect k; peer_send k 2", says("data:k=2", "=3")),
    ("PROTO-03", "main: connect k; peer_send k 2", says("data:k=2", "=2,garbled")),
    ("PROTO-04", "main: connect k; keep k; peer_eof k", twice("eof:k")),
    ("PROTO-04", "main: connect k", add("eof", "k", serial=1)),
    ("PROTO-05", "main: connect k; peer_eof k", drop("lost:k")),
    ("PROTO-21", "main: connect k; keep k; peer_eof k; on k eof p | p: pause k; resume k", twice("eof:k")),
    ("PROTO-07", "main: connect k; peer_send k 1; peer_eof k", moved("eof:k", "data:k=1")),
    ("PROTO-08", "main: connect k; peer_eof k", twice("lost:k")),
    ("PROTO-09", "main: connect k; on k made p | p: close k", says("lost:k", "!OSError")),
    ("PROTO-09", "main: connect k; on k made p | p: close k", drop("lost:k")),
    ("PROTO-10", "main: connect k; on k made p | p: abort k", says("lost:k", "!OSError")),
    ("PROTO-10", "main: connect k; on k made p | p: abort k", drop("lost:k")),
    ("PROTO-17", "main: connect k; on k made p | p: close k", moved("lost:k", "(close k)")),
    ("TRANS-02", "main: connect k; on k made p | p: close k", add("data", "k", outcome="=1", serial=1)),
    ("TRANS-03", "main: connect k; on k made p | p: close k; closing k", says("closing:k=True", "=False")),
    ("TRANS-05", "main: connect k; on k made p | p: abort k", add("data", "k", outcome="=1", serial=1)),
    (
        "TRANS-07",
        "main: connect k; on k made p | p: write k 2; peer_take k",
        says("peer_take:k=2", "=2,garbled"),
    ),
    ("TRANS-13", "main: connect k; on k data p; peer_send k 1 | p: pause k", twice("data:k=1")),
    ("TRANS-14", "main: connect k; peer_send k 2", drop("data:k=2")),
    ("TRANS-14", "main: connect k; peer_send k 2; peer_close k", drop("data:k=2")),
    ("TRANS-25", "main: connect k; on k made p | p: pause k", add("data", "k", outcome="=1", serial=1)),
]

IN_THREADS: list[tuple[str, Edit]] = [
    ("THREAD-05", body_before("b", "a")),
    ("THREAD-06", drop("a")),
    ("THREAD-06", body_before("b", "call:b")),
    ("CTX-09", says("get=-", "=x")),
]
"""Of the program `main: set x; from_thread a b; join | a: get`, written down by hand."""

EAGER = ("EAGER-01",)
AT_ONCE = "main: eager; spawn t; probe f | t: spawn u; yield; get"


def kept(program: str) -> Trace:
    """What the reference does."""
    return run_virtually(parse(program), ReferenceLoop)


def thread_trace() -> Trace:
    """What a loop that keeps its promises does with the calls of a thread."""
    rows = [
        Event("run", "main", silent=True),
        Event("set", "x", silent=True),
        Event("from_thread", "a", serial=2, about=1, silent=True),
        Event("from_thread", "b", serial=3, about=1, silent=True),
        Event("call", "a", serial=2),
        Event("return", "a", serial=2),
        Event("call", "b", serial=3),
        Event("return", "b", serial=3),
        Event("end", "main", silent=True),
        Event("run", "a", serial=2, by=2),
        Event("get", "", "=-", by=2),
        Event("end", "a", serial=2, by=2, silent=True),
        Event("run", "b", serial=3, by=3),
        Event("end", "b", serial=3, by=3, silent=True),
    ]
    return Trace(tuple(replace(event, time=place * 1e-4) for place, event in enumerate(rows)), 0.004, 0.0)


def edited(trace: Trace, edit: Edit) -> Trace:
    """The trace with one thing wrong."""
    return replace(trace, events=tuple(edit(list(trace.events))))


@pytest.mark.parametrize(
    ("clause_id", "program", "edit"), BROKEN, ids=[f"{row[0]}-{place}" for place, row in enumerate(BROKEN)]
)
def test_a_broken_clause_is_named(clause_id: str, program: str, edit: Edit) -> None:
    """One thing wrong in a kept trace breaks the clause that speaks of it, and the reason is a sentence."""
    trace = kept(program)
    assert not broken(trace), "the trace was to be kept before the change"
    found = broken(edited(trace, edit))
    assert clause_id in found, found
    assert found[clause_id].strip()


@pytest.mark.parametrize(("clause_id", "edit"), IN_THREADS)
def test_a_broken_clause_about_threads_is_named(clause_id: str, edit: Edit) -> None:
    """The same for what threads schedule."""
    assert not broken(thread_trace())
    assert clause_id in broken(edited(thread_trace(), edit))


def test_a_task_that_is_not_eager_is_named() -> None:
    """With the eager task factory a task that begins later breaks the clause about eager tasks."""
    trace = edited(kept("main: spawn t; probe f"), change("(spawn t)", detail="eager"))
    assert "EAGER-01" in broken(trace)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_eager_tasks_begin_inside_and_stay_silent_then() -> None:
    """The first step of an eager task belongs to its maker; what it does after it has waited does not."""
    trace = kept(AT_ONCE)
    assert trace.text.startswith("t u probe:f=pending")
    assert not broken(trace)
    place = find(list(trace.events), "probe:f=pending")
    late = find(list(trace.events), "get=-")
    events = list(trace.events)
    events.insert(place + 1, events.pop(late))
    assert "TASK-17" in broken(replace(trace, events=tuple(events)))


def test_every_monitor_is_on_trial() -> None:
    """No monitor stands here that nothing has ever failed."""
    tried = {row[0] for row in BROKEN} | {row[0] for row in IN_THREADS} | set(EAGER)
    assert {clause_id for monitor in MONITORS for clause_id in clauses_of(monitor)} == tried


def test_monitors_speak_for_clauses_that_promise() -> None:
    """A monitor speaks for a must, should or observed clause: a freedom cannot be broken."""
    for monitor in MONITORS:
        for clause_id in clauses_of(monitor):
            assert ledger.load().get(clause_id).force != "may"


def test_an_early_timer_is_allowed_by_the_resolution() -> None:
    """A timer that is early by less than 2 ms breaks nothing (TIMER-23)."""
    trace = kept("main: at 2 a")
    due = next(event.due for event in trace.events if not math.isnan(event.due))
    assert not broken(edited(trace, change("a", time=due - 0.0015)))
