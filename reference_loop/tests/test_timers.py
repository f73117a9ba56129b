"""The laws of the heap of deadlines, and of ready queues."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import SWEEP_MINIMUM, Timers

lawful = settings(derandomize=True, deadline=None)

Plan = list[tuple[int, bool]]
plans = st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=60)


@pytest.fixture(scope="module")
def loop() -> Iterator[ReferenceLoop]:
    """A loop for handles to belong to; it never runs."""
    loop = ReferenceLoop()
    yield loop
    loop.close()


def filled(loop: ReferenceLoop, plan: Plan) -> tuple[Timers, list[TimerHandle]]:
    """Return timers with these deadlines, cancelled where the plan says so, and all their handles."""
    timers, handles = Timers(), [TimerHandle(float(when), print, (), loop) for when, _ in plan]
    for handle in handles:
        timers.add(handle)
    for handle, (_, cancelled) in zip(handles, plan, strict=True):
        if cancelled:
            handle.cancel()
    return timers, handles


@lawful
@given(plans, st.integers(0, 21))
def test_due_is_the_sorted_prefix(loop: ReferenceLoop, plan: Plan, limit: int) -> None:
    """Timers before a limit come due once, by deadline, equal ones as they were added; the others stay."""
    timers, handles = filled(loop, plan)
    live = sorted((handle for handle in handles if not handle.cancelled()), key=TimerHandle.when)
    assert list(map(id, timers.due(limit))) == [id(handle) for handle in live if handle.when() < limit]
    assert list(map(id, timers.due(100))) == [id(handle) for handle in live if handle.when() >= limit]
    assert not timers


@lawful
@given(plans)
def test_next_deadline_is_the_least_that_counts(loop: ReferenceLoop, plan: Plan) -> None:
    """The next deadline is the least of those not cancelled, None if there is none."""
    timers, handles = filled(loop, plan)
    live = [handle.when() for handle in handles if not handle.cancelled()]
    assert timers.next_deadline() == min(live, default=None)
    assert timers.deadlines() == sorted(set(live))


@lawful
@given(plans)
def test_a_sweep_changes_nothing_that_counts(loop: ReferenceLoop, plan: Plan) -> None:
    """Dropping the cancelled timers leaves exactly the others."""
    timers, handles = filled(loop, plan)
    timers.sweep()
    assert len(timers) == sum(not handle.cancelled() for handle in handles)
    assert timers.deadlines() == sorted({handle.when() for handle in handles if not handle.cancelled()})


def test_cancelled_timers_do_not_pile_up(loop: ReferenceLoop) -> None:
    """However many timers are set and cancelled, the heap stays small."""
    timers = Timers()
    for number in range(50 * SWEEP_MINIMUM):
        handle = TimerHandle(float(number), print, (), loop)
        timers.add(handle)
        handle.cancel()
        assert len(timers) <= SWEEP_MINIMUM


def test_timer_handles_order_by_deadline(loop: ReferenceLoop) -> None:
    """Timer handles compare by deadline and are equal only if all they hold is."""
    early, late = TimerHandle(1.0, print, (1,), loop), TimerHandle(2.0, print, (1,), loop)
    twin, other = TimerHandle(1.0, print, (1,), loop), TimerHandle(1.0, print, (2,), loop)
    assert early < late <= late
    assert late > early >= twin
    assert early == twin
    assert early != other
    assert not early < other
    assert not early <= other
    assert hash(early) == hash(1.0)
    assert early != 1.0
