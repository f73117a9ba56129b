"""Questions of the chapter subprocesses: no history of a child loses a byte, and each end is told once.

A history is a list of steps on either side, one in a turn. The child is a shell that is told through a named
pipe of its own what to do: to say numbers, to repeat lines that it hears, to fall silent, to exit. Its parent
writes lines, ends them, pauses and resumes what it hears, terminates, kills and closes, at any moment.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect
from conformance.posix import narrow
from conformance.suite.driving import NewLoop, run_turns
from conformance.suite.processes import Child, Gate, shell

OBEYING = """
said=0
say() { n=$1; while [ $n -gt 0 ]; do echo $said; said=$((said+1)); n=$((n-1)); done; }
repeat() { n=$1; while [ $n -gt 0 ]; do read -r x && echo "$x" >&2; n=$((n-1)); done; }
exec 9< "$1"
while read -r command <&9; do $command 9<&-; done
"""
"""A child that does what it is told: numbers to its standard output, lines that it hears to its error."""
LITTLE = 200
"""Lines that a pipe holds, though nobody reads it, also one that is a socket."""
MARKS = (200, 50)
"""So little, that a child that reads slowly has its parent paused."""
FEW = settings(max_examples=12)

Step = tuple[str, int]
STEP = (
    st.tuples(st.just("say"), st.sampled_from([1, 50, 100, 15_000]))
    | st.tuples(st.just("repeat"), st.sampled_from([1, 50, 1_200]))
    | st.tuples(st.just("write"), st.sampled_from([1, 3_000, 3_000]))
    | st.tuples(st.sampled_from(["pause", "pause", "resume"]), st.just(1))
    | st.tuples(st.sampled_from(["write_eof", "exit", "turn", "turn"]), st.just(1))
)
CUTS = frozenset({"terminate", "kill", "close"})
STEPS = st.lists(STEP, max_size=8)


@st.composite
def _ended(draw: st.DrawFn) -> list[Step]:
    end = draw(st.sampled_from([*sorted(CUTS), "exit", "exit", "exit"]))
    return [*draw(st.lists(STEP, max_size=6)), (end, 1), *draw(st.lists(STEP, max_size=3))]


ENDING = _ended()
"""The child is ended, or let end, at some moment."""
HELD: list[Step] = [("pause", 1), ("say", 50), ("exit", 1)]
"""A child that is gone before anybody reads what it said."""
WAITING: list[Step] = [("write", 3_000), ("repeat", 1_200)]
"""A child that reads what its pipe did not hold at first."""


def lines(count: int) -> bytes:
    """The numbers from 0 on, one a line."""
    return b"".join(b"%d\n" % number for number in range(count))


@dataclass
class History:
    """What was done to one child so far."""

    child: Child
    gate: Gate
    said: int = 0
    """Numbers that it was told to say before it was told to exit."""
    asked: int = 0
    """Lines that it was told to repeat before that."""
    written: int = 0
    done: set[str] = field(default_factory=set[str])

    def act(self, step: str, size: int) -> None:
        """Do one step, and let a turn pass; what cannot follow an end is left out."""
        if step in ("say", "repeat", "exit"):
            self._tell(step, size)
        elif step in CUTS:
            self.done.add(step)
            with contextlib.suppress(ProcessLookupError):  # it may be gone
                getattr(self.child.transport, step)()
        elif step in ("pause", "resume"):
            if not self.child.pipe(1).is_closing():
                getattr(self.child.pipe(1), f"{step}_reading")()
        elif step in ("write", "write_eof") and not self._mute():
            self._write(step, size)
        run_turns(self.child.loop, 1)

    def _tell(self, step: str, size: int) -> None:
        if "exit" in self.done:
            return
        self.gate.say(f"{step} {size}\n")
        self.said += size * (step == "say")
        self.asked += size * (step == "repeat")
        if step == "exit":
            self.done.add(step)

    def _mute(self) -> bool:
        return "write_eof" in self.done or self.child.pipe(0).is_closing()

    def _write(self, step: str, size: int) -> None:
        if step == "write_eof":
            self.done.add(step)
            self.child.pipe(0).write_eof()
        else:
            self.child.pipe(0).write(lines(self.written + size)[len(lines(self.written)) :])
            self.written += size

    def finish(self) -> None:
        """Let the child do what it was told, and exit; what it was ended in is noticed before the rest."""
        if self.done & CUTS or ("exit" in self.done and self._can_exit()):
            self.child.until(self.child.told.exited)
        for step in ("resume", "write_eof", "exit"):
            self.act(step, 1)
        self.child.ended()
        run_turns(self.child.loop)

    def _can_exit(self) -> bool:
        """Whether it comes to its exit, though nobody reads what it says, nor writes to it."""
        return self.said <= LITTLE and (self.asked <= self.written or self._mute())

    def compared(self, fd: int, count: int) -> str:
        """What a pipe brought, beside so many lines; whoever was cut off may not have said all of them."""
        got, wanted = self.child.told.data(fd), lines(count)
        if not wanted.startswith(got):
            return f"other than the first {got.count(10)} lines"
        whole = not self.done & CUTS
        return f"{got.count(10)} of {count} lines" if whole and got != wanted else "right"


def fill_soon(pipe: Any) -> None:
    """Let the transport's pipe hold little, if it is one."""
    file = pipe.get_extra_info("pipe")
    if file is not None:
        with contextlib.suppress(OSError):
            narrow(file)


def follow(new_loop: NewLoop, steps: list[Step], judge: Callable[[History], object]) -> None:
    """Take the steps with a new child, let it end, and judge."""
    loop = new_loop()
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Gate(Path(folder))) as gate:
        try:
            with shell(loop, OBEYING, gate.path) as child:
                child.pipe(0).set_write_buffer_limits(*MARKS)
                fill_soon(child.pipe(0))
                history = History(child, gate)
                for step, size in steps:
                    history.act(step, size)
                history.finish()
                judge(history)
        finally:
            loop.close()


@clause("PROC-08")
@FEW
@given(steps=STEPS | ENDING)
@example(steps=HELD)
def test_no_history_harms_what_is_heard(new_loop: NewLoop, steps: list[Step]) -> None:
    """What came by pipe 1 is what the child said, from its first number on; all of it, unless cut off."""

    def judge(history: History) -> None:
        doing = f"{steps}, resume, let it exit; what came by pipe 1, beside {history.said} lines"
        expect(history.compared(1, history.said), "right", doing=doing)

    follow(new_loop, steps, judge)


@clause("PROC-07")
@FEW
@given(steps=STEPS | ENDING)
@example(steps=WAITING)
def test_no_history_harms_what_is_said(new_loop: NewLoop, steps: list[Step]) -> None:
    """What the child has repeated is what was written, from its first line on, and as much as asked."""

    def judge(history: History) -> None:
        count = min(history.asked, history.written)
        doing = f"{steps}, let it exit; what it repeated of {history.written} lines, beside {count}"
        expect(history.compared(2, count), "right", doing=doing)

    follow(new_loop, steps, judge)


@clause("PROC-63")
@FEW
@given(steps=ENDING)
@example(steps=[("kill", 1)])
def test_any_history_ends_each_pipe(new_loop: NewLoop, steps: list[Step]) -> None:
    """However a child ends, pipe_connection_lost() is called once for each of its pipes."""

    def judge(history: History) -> None:
        ends = sorted(fd for fd, _ in history.child.told.ends)
        expect(ends, [0, 1, 2], doing=f"{steps}, let it exit; the pipes that pipe_connection_lost() told of")

    follow(new_loop, steps, judge)


def speaks_late(calls: list[str], fd: int) -> bool:
    """Whether something of a pipe was handed on after its end."""
    end, data = f"pipe_connection_lost({fd})", f"pipe_data_received({fd})"
    return end in calls and data in calls[calls.index(end) :]


@clause("PROC-64")
@FEW
@given(steps=ENDING)
@example(steps=HELD)
def test_no_history_speaks_after_its_end(new_loop: NewLoop, steps: list[Step]) -> None:
    """However a child ends, nothing of a pipe is handed on after its pipe_connection_lost()."""

    def judge(history: History) -> None:
        late = [fd for fd in (1, 2) if speaks_late(history.child.told.calls, fd)]
        expect(late, [], doing=f"{steps}, let it exit; pipes that spoke after pipe_connection_lost()")

    follow(new_loop, steps, judge)


@clause("PROC-67")
@FEW
@given(steps=ENDING)
@example(steps=[("pause", 1), ("kill", 1)])
def test_any_history_has_a_last_call(new_loop: NewLoop, steps: list[Step]) -> None:
    """However a child ends, connection_lost() comes last, and once."""

    def judge(history: History) -> None:
        calls = history.child.told.calls
        seen = (calls[-1], calls.count("connection_lost"))
        doing = f"{steps}, let it exit: (the last call, calls of connection_lost())"
        expect(seen, ("connection_lost", 1), doing=doing)

    follow(new_loop, steps, judge)


@clause("PROC-65")
@FEW
@given(steps=ENDING)
@example(steps=[("pause", 1), ("kill", 1)])
def test_any_history_has_an_exit(new_loop: NewLoop, steps: list[Step]) -> None:
    """However a child ends, process_exited() is called once."""

    def judge(history: History) -> None:
        told = history.child.told.calls.count("process_exited")
        expect(told, 1, doing=f"{steps}, let it exit; calls of process_exited()")

    follow(new_loop, steps, judge)


@clause("PROC-49")
@FEW
@given(steps=ENDING)
@example(steps=[("close", 1)])
def test_no_history_ends_in_an_error(new_loop: NewLoop, steps: list[Step]) -> None:
    """However a child ends, connection_lost() is given None."""

    def judge(history: History) -> None:
        doing = f"{steps}, let it exit; the arguments of connection_lost()"
        expect(history.child.told.losses, [None], doing=doing)

    follow(new_loop, steps, judge)
