"""The chapter signals: whom the loop calls when a signal arrives, and when it does not."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from signal import Signals, raise_signal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.posix import SIGHUP, SIGKILL, SIGSTOP, SIGUSR1, SIGUSR2, SIGWINCH
from conformance.suite.child import Subject, start, wait_until_asleep
from conformance.suite.driving import (
    PATIENCE,
    Loop,
    NewLoop,
    ended_by,
    in_callback,
    in_thread,
    run_turns,
    run_until,
)
from conformance.suite.matter import Report, boom, kind, reported

OURS = (SIGUSR1, SIGUSR2, SIGHUP, SIGWINCH)
"""Signals that nobody else here has a use for."""
Ask = Callable[[Loop, Callable[[], object]], None]
"""How a question is put: while the loop runs, or while it does not."""
REFUSED = (ValueError, RuntimeError)
NO_SIGNAL = st.integers().filter(lambda number: number not in signal.valid_signals())

SLEEPING = """
loop = factory()
loop.add_signal_handler(signal.SIGUSR1, lambda: (print("called"), loop.stop()))
print("asleep", flush=True)
loop.run_forever()
loop.close()
"""
SENDS = 50


@pytest.fixture(autouse=True)
def harmless() -> Iterator[None]:
    """Signals that a loop was to handle and does not are ignored, not deadly; afterwards all is as before.

    SIGINT is handled as Python does by default, whatever this process inherited.
    """
    former: dict[Signals, Any] = {number: signal.signal(number, signal.SIG_IGN) for number in OURS}
    former[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    wakeup = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, action in former.items():
            signal.signal(number, action if action is not None else signal.SIG_DFL)


def arriving(loop: Loop, *numbers: Signals) -> None:
    """Let the signals arrive one after the other inside a callback, and run the loop until it has settled."""

    def arrive() -> None:
        for number in numbers:
            raise_signal(number)

    loop.call_soon(arrive)
    run_turns(loop)


@clause("SIG-01")
@pytest.mark.parametrize("number", OURS, ids=lambda number: number.name)
def test_the_callback_is_called(loop: Loop, number: Signals) -> None:
    """A signal that arrives has the callback called with the arguments given, once."""
    seen: list[tuple[object, ...]] = []

    def note(*given: object) -> None:
        seen.append(given)

    loop.add_signal_handler(number, note, "one", 2)
    arriving(loop, number)
    doing = f"add_signal_handler({number.name}, callback, 'one', 2), let it arrive; arguments of each call"
    expect(seen, [("one", 2)], doing=doing)


@clause("SIG-02")
def test_the_callback_takes_its_turn(loop: Loop) -> None:
    """A callback in which the signal arrives runs to its end before the handler does."""
    log: list[str] = []

    def interrupted() -> None:
        log.append("before")
        raise_signal(SIGUSR1)
        log.extend(str(number) for number in range(3))

    loop.add_signal_handler(SIGUSR1, log.append, "handler")
    loop.call_soon(interrupted)
    run_turns(loop)
    doing = "a callback notes 'before', the signal arrives, it notes 0, 1, 2; the handler notes itself"
    expect(log, ["before", "0", "1", "2", "handler"], doing=doing)


@clause("SIG-03")
def test_the_callback_may_use_the_loop(loop: Loop) -> None:
    """In the handler the loop is the running one, and a task that it creates runs to its end."""
    found: list[object] = []
    tasks: list[asyncio.Task[None]] = []

    async def clean_up() -> None:
        await asyncio.sleep(0)
        found.append("cleaned up")

    def handler() -> None:
        found.append(ended_by(asyncio.get_running_loop))
        tasks.append(loop.create_task(clean_up()))

    loop.add_signal_handler(SIGUSR1, handler)
    loop.call_soon(raise_signal, SIGUSR1)
    run_until(loop, lambda: bool(tasks) and tasks[0].done())
    seen = ["the loop" if one is loop else kind(one) for one in found]
    doing = "get_running_loop() in a signal handler, which creates a task that notes 'cleaned up'"
    expect(seen, ["the loop", "cleaned up"], doing=doing)


@clause("SIG-04")
@given(number=NO_SIGNAL)
def test_a_number_that_is_no_signal(new_loop: NewLoop, number: int) -> None:
    """ValueError is raised for every number that the system has no signal for."""
    loop = new_loop()
    expect_raises(
        ValueError, loop.add_signal_handler, number, int, doing=f"add_signal_handler({number}, int)"
    )
    loop.close()


@clause("SIG-05")
@pytest.mark.parametrize("number", [SIGKILL, SIGSTOP], ids=lambda number: number.name)
def test_a_signal_that_cannot_be_caught(loop: Loop, number: Signals) -> None:
    """SIGKILL and SIGSTOP are refused."""
    doing = f"add_signal_handler({number.name}, int)"
    expect_raises(REFUSED, loop.add_signal_handler, number, int, doing=doing)


@clause("SIG-06")
@pytest.mark.parametrize("wrong", [0, SIGKILL], ids=["no signal", "SIGKILL"])
def test_a_refusal_leaves_the_others(loop: Loop, wrong: int) -> None:
    """After a refused signal, a handler that was there before is called as ever."""
    log: list[str] = []
    loop.add_signal_handler(SIGUSR1, log.append, "called")
    ended_by(loop.add_signal_handler, wrong, int)
    arriving(loop, SIGUSR1)
    expect(log, ["called"], doing=f"add SIGUSR1, then {int(wrong)}, which is refused; let SIGUSR1 arrive")


@clause("SIG-07")
@pytest.mark.parametrize("wrong", ["SIGUSR1", None, 10.0, ()], ids=repr)
def test_what_is_no_number(loop: Loop, wrong: Any) -> None:
    """TypeError is raised for a signal that is no int, where it is added and where it is removed."""
    expect_raises(TypeError, loop.add_signal_handler, wrong, int, doing=f"add_signal_handler({wrong!r}, int)")
    expect_raises(TypeError, loop.remove_signal_handler, wrong, doing=f"remove_signal_handler({wrong!r})")


@clause("SIG-08")
def test_a_coroutine_is_refused(loop: Loop) -> None:
    """TypeError is raised for a coroutine function and for a coroutine."""

    async def handler() -> None: ...

    coroutine: Any = handler()
    try:
        for name, wrong in (("a coroutine function", handler), ("a coroutine", coroutine)):
            doing = f"add_signal_handler(SIGUSR1, {name})"
            expect_raises(TypeError, loop.add_signal_handler, SIGUSR1, wrong, doing=doing)
    finally:
        coroutine.close()


@clause("SIG-09")
def test_another_thread_is_refused(loop: Loop) -> None:
    """Outside the main thread add_signal_handler() raises, and sets no handler and no action."""
    outcome = ended_by(in_thread, loop.add_signal_handler, SIGUSR1, int)
    unchanged = signal.getsignal(SIGUSR1) is signal.SIG_IGN
    seen = (isinstance(outcome, REFUSED), unchanged, loop.remove_signal_handler(SIGUSR1))
    doing = (
        "add_signal_handler(SIGUSR1, int) in another thread; (refused, action unchanged, handler to remove)"
    )
    expect(seen, (True, True, False), doing=doing)


def at_rest(_loop: Loop, question: Callable[[], object]) -> None:
    """Ask while the loop does not run."""
    question()


WAYS = pytest.mark.parametrize("ask", [at_rest, in_callback], ids=["at rest", "in a callback"])


@clause("SIG-10")
@WAYS
def test_removing_tells_whether_there_was_one(loop: Loop, ask: Ask) -> None:
    """remove_signal_handler() gives True for the handler that it removes, and False where none is left."""

    def question() -> None:
        seen = [loop.remove_signal_handler(SIGUSR1)]
        loop.add_signal_handler(SIGUSR1, int)
        seen += [loop.remove_signal_handler(number) for number in (SIGUSR2, SIGUSR1, SIGUSR1)]
        doing = "remove SIGUSR1; add SIGUSR1; remove SIGUSR2, SIGUSR1, SIGUSR1"
        expect(seen, [False, False, True, False], doing=doing)

    ask(loop, question)


@clause("SIG-11")
def test_a_removed_handler_is_not_called(loop: Loop) -> None:
    """A signal that arrived before its handler was removed, and was not yet answered, is not answered."""
    log: list[str] = []
    loop.add_signal_handler(SIGUSR1, log.append, "called")
    raise_signal(SIGUSR1)
    loop.remove_signal_handler(SIGUSR1)
    run_turns(loop)
    expect(log, [], doing="SIGUSR1 arrives before a run, then its handler is removed; calls in the run")


@clause("SIG-12")
@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.SIG_DFL], ids=lambda before: before.name)
@WAYS
def test_the_default_is_back(loop: Loop, ask: Ask, before: Any) -> None:
    """Removing a handler sets the default action, whatever the action was before it was added."""

    def question() -> None:
        signal.signal(SIGUSR1, before)
        loop.add_signal_handler(SIGUSR1, int)
        loop.remove_signal_handler(SIGUSR1)
        doing = f"SIGUSR1 had {before.name}; add and remove a handler; getsignal(SIGUSR1)"
        expect_same(signal.getsignal(SIGUSR1), signal.SIG_DFL, doing=doing)

    ask(loop, question)


@clause("SIG-13")
@WAYS
def test_ctrl_c_raises_again(loop: Loop, ask: Ask) -> None:
    """When the handler of SIGINT has been removed, Python's own, which raises KeyboardInterrupt, is back."""

    def question() -> None:
        loop.add_signal_handler(signal.SIGINT, int)
        loop.remove_signal_handler(signal.SIGINT)
        doing = "add and remove a handler of SIGINT; getsignal(SIGINT)"
        expect_same(signal.getsignal(signal.SIGINT), signal.default_int_handler, doing=doing)

    ask(loop, question)


@clause("SIG-14")
def test_the_later_callback_replaces_the_earlier(loop: Loop) -> None:
    """Of two callbacks added for one signal, only the second is called, with its own arguments."""
    log: list[str] = []
    loop.add_signal_handler(SIGUSR1, log.append, "first")
    loop.add_signal_handler(SIGUSR1, log.append, "second")
    arriving(loop, SIGUSR1)
    expect(log, ["second"], doing="add 'first', then 'second' for SIGUSR1, let it arrive; who is called")


@clause("SIG-15")
@given(chosen=st.sampled_from(OURS))
def test_each_signal_has_its_own(new_loop: NewLoop, chosen: Signals) -> None:
    """With a handler for each of several signals, one that arrives calls its own and no other."""
    log: list[str] = []
    loop = new_loop()
    for number in OURS:
        loop.add_signal_handler(number, log.append, number.name)
    arriving(loop, chosen)
    loop.close()
    names = ", ".join(number.name for number in OURS)
    expect(log, [chosen.name], doing=f"handlers for {names}; {chosen.name} arrives, who is called")


@clause("SIG-16")
def test_a_handler_stays(loop: Loop) -> None:
    """A signal that arrives again after it was answered has the callback called again."""
    log: list[str] = []
    loop.add_signal_handler(SIGUSR1, log.append, "called")
    for _ in range(3):
        arriving(loop, SIGUSR1)
    expect(log, ["called"] * 3, doing="SIGUSR1 arrives in each of three runs; calls of its handler")


@clause("SIG-17")
def test_a_handler_takes_the_place_of_keyboard_interrupt(loop: Loop) -> None:
    """SIGINT with a handler calls it, and raises nothing where it arrives."""
    log: list[str] = []
    raised: list[str] = []
    loop.add_signal_handler(signal.SIGINT, log.append, "called")
    loop.call_soon(lambda: raised.append(str(kind(ended_by(raise_signal, signal.SIGINT)))))
    run_turns(loop)
    doing = "SIGINT, which has a handler, arrives in a callback; (what that sees raised, calls)"
    expect((raised, log), (["None"], ["called"]), doing=doing)


@clause("SIG-18")
def test_a_signal_wakes_a_sleeping_loop(target: Subject) -> None:
    """A signal from outside is handled by a loop that waits with no timer, descriptor or callback."""
    child = start(target, SLEEPING)
    assert child.stdout is not None
    said = [child.stdout.readline().strip()]
    wait_until_asleep(child)
    # Sent again only because a signal may fall between the last bytecode and the system call, where
    # CPython cannot see it; and at last the process has ended, or never will.
    for _ in range(SENDS):
        child.send_signal(SIGUSR1)
        if ended_by(lambda: child.wait(PATIENCE / SENDS)) == child.returncode:
            break
    child.kill()
    out, _ = child.communicate()
    said += out.split()[:1] or [f"nothing for {PATIENCE:.0f} seconds"]
    doing = "SIGUSR1 to a process whose loop sleeps without any timer; what it prints"
    expect(said, ["asleep", "called"], doing=doing)


@clause("SIG-19")
def test_a_handler_that_fails(loop: Loop, loop_reports: list[Report]) -> None:
    """The exception of a handler is reported, and the handler is called for the next signal too."""
    loop.add_signal_handler(SIGUSR1, boom)
    arriving(loop, SIGUSR1)
    arriving(loop, SIGUSR1)
    doing = "SIGUSR1 arrives in two runs, its handler raises Boom; what is reported"
    expect(reported(loop_reports), ["Boom", "Boom"], doing=doing)


@clause("SIG-20")
def test_close_removes_the_handlers(new_loop: NewLoop) -> None:
    """After close() the signals that had handlers do what they do by default."""
    loop = new_loop()
    for number in (*OURS, signal.SIGINT):
        loop.add_signal_handler(number, int)
    loop.close()
    left = [n.name for n in OURS if signal.getsignal(n) is not signal.SIG_DFL]
    left += ["SIGINT"] * (signal.getsignal(signal.SIGINT) is not signal.default_int_handler)
    expect(left, [], doing="add handlers, close the loop; signals that do not have their default action")


@clause("SIG-21")
def test_a_closed_loop_takes_no_handler(new_loop: NewLoop) -> None:
    """add_signal_handler() on a closed loop raises RuntimeError, and the signal's action is what it was."""
    loop = new_loop()
    loop.close()
    doing = "add_signal_handler(SIGUSR1, int) on a closed loop"
    expect_raises(RuntimeError, loop.add_signal_handler, SIGUSR1, int, doing=doing)
    expect_same(signal.getsignal(SIGUSR1), signal.SIG_IGN, doing=f"{doing}; SIGUSR1 was ignored, getsignal()")


@clause("SIG-22")
def test_a_signal_between_two_runs(loop: Loop) -> None:
    """A signal that arrives while the loop does not run has its callback called in the next run."""
    log: list[str] = []
    loop.add_signal_handler(SIGUSR1, log.append, "called")
    run_turns(loop)
    raise_signal(SIGUSR1)
    resting = list(log)
    run_turns(loop)
    doing = "SIGUSR1 arrives between two runs; number of calls (before the second run, after it)"
    expect((len(resting), len(log)), (0, 1), doing=doing)


@clause("SIG-23")
@given(order=st.permutations(OURS))
def test_handlers_run_in_the_order_of_arrival(new_loop: NewLoop, order: list[Signals]) -> None:
    """Signals that arrive one after the other in one callback have their callbacks called in that order."""
    log: list[str] = []
    loop = new_loop()
    for number in OURS:
        loop.add_signal_handler(number, log.append, number.name)
    arriving(loop, *order)
    loop.close()
    names = [number.name for number in order]
    expect(log, names, doing=f"in one callback {', '.join(names)} arrive; who is called")


def close(loop: Loop) -> None:
    """Close the loop, with a handler left."""
    loop.close()


def remove(loop: Loop) -> None:
    """Remove the only handler, in a run: some loops do not at rest, which is SIG-10's matter."""
    in_callback(loop, lambda: loop.remove_signal_handler(SIGUSR1))


@clause("SIG-24")
@pytest.mark.parametrize("end", [remove, close], ids=["removed", "closed"])
def test_the_wakeup_descriptor_is_let_go(new_loop: NewLoop, end: Callable[[Loop], None]) -> None:
    """After the last handler has been removed, or the loop closed, signals are written to no descriptor."""
    loop = new_loop()
    loop.add_signal_handler(SIGUSR1, int)
    arriving(loop, SIGUSR1)
    end(loop)
    descriptor = signal.set_wakeup_fd(-1)
    loop.close()
    doing = (
        f"add a handler, let the signal arrive, {end.__name__}; does set_wakeup_fd() still have a descriptor"
    )
    expect(descriptor != -1, False, doing=doing)
