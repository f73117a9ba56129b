"""The tables are total and reachable, and the code does what they say: every state, every event."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from itertools import product
from typing import Any, cast

import pytest

from reference_loop import ReferenceLoop, states
from reference_loop.handles import Handle, TimerHandle
from reference_loop.states import (
    CLOSED,
    HANDLE,
    IDLE,
    LOOP,
    RUNNING,
    STOP_ASKED,
    STOPPING,
    HandleState,
    LoopState,
    Machine,
    advance,
)
from reference_loop.transports.process_states import PROCESS
from reference_loop.transports.tls_states import TLS

MACHINES = (*states.MACHINES, TLS, PROCESS)
ids = [machine.name for machine in MACHINES]


@pytest.mark.parametrize("machine", MACHINES, ids=ids)
def test_every_pair_has_a_row(machine: Machine[Any]) -> None:
    """A machine says for each state and each event either what follows or which error refuses it."""
    kind = cast("type[Enum]", type(machine.start))
    assert set(machine.moves) == set(product(kind, machine.events))
    for row in machine.moves.values():
        assert isinstance(row, kind) or callable(row)


@pytest.mark.parametrize("machine", MACHINES, ids=ids)
def test_every_state_can_be_reached(machine: Machine[Any]) -> None:
    """From its start a machine can come to each of its states."""
    reached = {machine.start}
    kind = cast("type[Enum]", type(machine.start))
    for _ in kind:
        reached |= {
            row for (state, _), row in machine.moves.items() if state in reached and isinstance(row, Enum)
        }
    assert reached == set(kind)


@pytest.mark.parametrize("machine", MACHINES, ids=ids)
def test_diagram_draws_each_change(machine: Machine[Any]) -> None:
    """A diagram has one arrow for each move that leads to another state."""
    changes = [row for (state, _), row in machine.moves.items() if isinstance(row, Enum) and row is not state]
    assert machine.diagram().count("->") == len(changes)


# ------------------------------------------------------------------------------------------ the loop


def run(loop: ReferenceLoop) -> LoopState:
    """Run for one turn, and return the state seen in it."""
    seen: list[LoopState] = []
    if loop.is_closed():
        loop.run_forever()
    loop.call_soon(lambda: seen.append(loop._state))
    loop.call_soon(loop.stop)
    loop.run_forever()
    return seen[0]


def stop(loop: ReferenceLoop) -> LoopState:
    """Stop, and return the state that follows."""
    loop.stop()
    return loop._state


def close(loop: ReferenceLoop) -> LoopState:
    """Close, and return the state that follows."""
    loop.close()
    return loop._state


def end(loop: ReferenceLoop) -> LoopState:
    """Only the end of run_forever() brings this about; return what would follow."""
    return advance(LOOP, loop._state, "end")


def outcome(event: Callable[[ReferenceLoop], LoopState], loop: ReferenceLoop) -> LoopState | str:
    """Return the state that `event` leads to, or the error that refuses it."""
    try:
        return event(loop)
    except RuntimeError as error:
        return str(error)


def outcome_in(state: LoopState, event: Callable[[ReferenceLoop], LoopState], loop: ReferenceLoop) -> object:
    """Bring `loop` into `state` and return the outcome of `event` there."""
    if state is STOP_ASKED:
        loop.stop()
    elif state is CLOSED:
        loop.close()
    if state not in (RUNNING, STOPPING):
        return outcome(event, loop)
    outcomes: list[object] = []
    if state is STOPPING:
        loop.call_soon(loop.stop)
    loop.call_soon(lambda: outcomes.append(outcome(event, loop)))
    loop.call_soon(loop.stop)
    loop.run_forever()
    return outcomes[0]


@pytest.mark.parametrize(("state", "event"), LOOP.moves, ids=lambda value: getattr(value, "name", value))
def test_loop_equals_its_table(state: LoopState, event: str) -> None:
    """A loop in any state answers run, stop, close and end as its table says."""
    row = LOOP.moves[state, event]
    loop = ReferenceLoop()
    expected = row if isinstance(row, LoopState) else str(row())
    assert outcome_in(state, {"run": run, "stop": stop, "close": close, "end": end}[event], loop) == expected
    loop.close()


# ------------------------------------------------------------------------------------------ the handle


@pytest.mark.parametrize("timed", [False, True], ids=["handle", "timer"])
@pytest.mark.parametrize(("state", "event"), HANDLE.moves, ids=lambda value: getattr(value, "name", value))
def test_handle_equals_its_table(state: HandleState, event: str, timed: bool) -> None:
    """A handle in either state answers run and cancel as its table says, and calls exactly if it is live."""
    loop, calls = ReferenceLoop(), list[int]()
    handle: Handle = TimerHandle(1.0, calls.append, (1,), loop) if timed else Handle(calls.append, (1,), loop)
    if state is HandleState.CANCELLED:
        handle.cancel()
    {"run": handle._run, "cancel": handle.cancel}[event]()
    assert handle.cancelled() == (HANDLE.moves[state, event] is HandleState.CANCELLED)
    assert calls == ([1] if (state, event) == (HandleState.LIVE, "run") else [])
    loop.close()


def test_start_of_the_loop_is_its_tables() -> None:
    """A new loop is in the state that its table starts with."""
    loop = ReferenceLoop()
    assert loop._state is LOOP.start is IDLE
    loop.close()
