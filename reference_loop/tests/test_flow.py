"""The machine of flow control: what it says for any sizes and marks, and that it is its table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_loop.states import FLOW, PAUSED, FlowState, advance
from reference_loop.transports.flow import Flow

MARKS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)
SIZES = st.lists(st.integers(0, 30), max_size=30)


@given(marks=MARKS, sizes=SIZES)
def test_calls_come_in_turn_and_for_a_reason(marks: list[int], sizes: list[int]) -> None:
    """Pause and resume alternate, pause first; each is said at a size that the marks give it."""
    flow, (low, high) = Flow(), marks
    flow.set_limits(high, low)
    said = [(call, size) for size in sizes if (call := flow.note(size)) is not None]
    assert [call for call, _ in said] == (["pause_writing", "resume_writing"] * len(said))[: len(said)]
    assert all(size > high if call == "pause_writing" else size <= low for call, size in said)


@given(marks=MARKS, sizes=SIZES)
def test_no_call_is_forgotten(marks: list[int], sizes: list[int]) -> None:
    """After a size above the high mark the writer is paused; after one at the low mark it is not."""
    flow, (low, high) = Flow(), marks
    flow.set_limits(high, low)
    for size in sizes:
        flow.note(size)
        assert flow.state is PAUSED or size <= high
        assert flow.state is not PAUSED or size > low


@pytest.mark.parametrize(("state", "event"), FLOW.moves, ids=lambda value: getattr(value, "name", value))
def test_flow_equals_its_table(state: FlowState, event: str) -> None:
    """A machine in either state goes where its table says, and speaks when it changes."""
    flow = Flow()
    flow.set_limits(10, 5)
    flow.state = state
    call = flow.note({"above": 11, "between": 10, "drained": 5}[event])
    assert flow.state is advance(FLOW, state, event)
    assert (call is None) == (flow.state is state)
