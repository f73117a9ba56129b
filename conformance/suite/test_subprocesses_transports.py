"""Questions of the chapter subprocesses: the transport of a child, its return code, signals and close()."""

from __future__ import annotations

import signal
import subprocess
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect
from conformance.posix import SIGKILL, SIGUSR1
from conformance.suite.driving import Loop, ended_by, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.processes import (
    CAT,
    DEVNULL,
    PIPE,
    SILENT,
    STUBBORN,
    WHILE,
    Child,
    Gate,
    Heard,
    descriptors,
    descriptors_in,
    output,
    reaped,
    running,
    shell,
)

READY = b"ready\n"
WAYS = pytest.mark.parametrize("way", ["send_signal", "terminate", "kill"])


def send(child: Child, way: str) -> object:
    """Send a signal in this way; the name of what is raised."""
    arguments = (signal.SIGTERM,) if way == "send_signal" else ()
    return kind(ended_by(getattr(child.transport, way), *arguments))


@clause("PROC-40")
def test_the_number_of_a_child(loop: Loop) -> None:
    """get_pid() is what the child says of itself, while it runs and afterwards."""
    with shell(loop, "echo $$; cat") as child:
        before = child.transport.get_pid()
        child.hang_up()
        child.ended()
        said = int(child.told.data() or 0)
        doing = "a child says its number: is get_pid() the same (while it runs, when it is over)"
        expect((before == said, child.transport.get_pid() == said), (True, True), doing=doing)


@clause("PROC-41")
@pytest.mark.parametrize("code", [0, 1, 7, 255])
def test_the_exit_code(loop: Loop, code: int) -> None:
    """get_returncode() is None until the child has exited, then what it said."""
    with shell(loop, f"cat; exit {code}") as child:
        run_turns(loop)
        before = child.transport.get_returncode()
        child.hang_up()
        doing = f"a child waits, then exits with {code}: get_returncode() (before, after)"
        expect((before, child.ended()), (None, code), doing=doing)


@clause("PROC-42")
@pytest.mark.parametrize("number", [signal.SIGTERM, SIGKILL, SIGUSR1], ids=lambda one: one.name)
def test_the_code_of_a_signal(loop: Loop, number: signal.Signals) -> None:
    """get_returncode() of a child that sends a signal to itself is its number, negative."""
    with shell(loop, f"kill -{int(number)} $$; exit 3", **SILENT) as child:
        expect(child.ended(), -int(number), doing=f"a child sends {number.name} to itself; get_returncode()")


@clause("PROC-43")
@pytest.mark.parametrize("those", [(), (2,), (0, 2), (0, 1, 2)], ids=str)
def test_the_pipes_of_a_child(loop: Loop, those: tuple[int, ...]) -> None:
    """There is a transport for each pipe that was asked for, and for nothing else."""
    names = ("stdin", "stdout", "stderr")
    options: dict[str, Any] = {name: PIPE if fd in those else DEVNULL for fd, name in enumerate(names)}
    with running(loop, CAT, **options) as child:
        found = tuple(fd for fd in range(-1, 5) if child.pipe(fd) is not None)
        run_turns(loop)
        distinct = len({id(child.pipe(fd)) for fd in found})
        doing = f"pipes for {those}; numbers from -1 to 4 that get_pipe_transport() has a transport for"
        expect((found, distinct), (those, len(those)), doing=f"{doing}, how many different ones")


@clause("PROC-44")
def test_a_signal_is_sent(loop: Loop) -> None:
    """A child that waits for a signal hears it."""
    with shell(loop, "trap 'echo heard; exit 4' USR1; echo ready; read x") as child:
        child.says(READY)
        child.transport.send_signal(SIGUSR1)
        seen = (child.ended(), child.told.data())
        doing = "send_signal(SIGUSR1) to a child that then says heard and exits with 4: (return code, output)"
        expect(seen, (4, b"ready\nheard\n"), doing=doing)


@clause("PROC-45")
def test_a_child_is_asked_to_end(loop: Loop) -> None:
    """terminate() is heard as SIGTERM, and can be obeyed in good order."""
    with shell(loop, "trap 'echo asked; exit 5' TERM; echo ready; read x") as child:
        child.says(READY)
        child.transport.terminate()
        seen = (child.ended(), child.told.data())
        doing = "terminate() a child that on SIGTERM says asked and exits with 5: (return code, output)"
        expect(seen, (5, b"ready\nasked\n"), doing=doing)


@clause("PROC-46")
def test_a_stubborn_child_is_killed(loop: Loop) -> None:
    """A child that ignores SIGTERM outlives that, and does not outlive kill()."""
    with shell(loop, STUBBORN) as child:
        child.says(READY)
        child.transport.send_signal(signal.SIGTERM)
        child.pipe(0).write(b"still")
        child.says(READY + b"still")
        said = child.told.data()
        child.transport.kill()
        doing = "send SIGTERM to a child that ignores it, write 'still', kill(): (what it says, return code)"
        expect((said, child.ended()), (READY + b"still", -int(SIGKILL)), doing=doing)


@clause("PROC-47")
@pytest.mark.parametrize(
    "options", [{}, {"stdin": DEVNULL, "stdout": PIPE, "stderr": DEVNULL}], ids=["pipes", "a pipe"]
)
def test_to_close_is_to_kill(loop: Loop, gate: Gate, options: dict[str, Any]) -> None:
    """A child that waits for something else than input, and ignores SIGTERM, ends with SIGKILL."""
    script = "trap '' TERM; echo ready; read x < \"$1\""
    with shell(loop, script, gate.path, **options) as child:
        child.says(READY)
        child.transport.close()
        doing = "close() the transport of a child that ignores SIGTERM; its return code"
        expect(child.ended(), -int(SIGKILL), doing=doing)


@clause("PROC-48")
def test_to_close_is_to_close_the_pipes(loop: Loop) -> None:
    """After close() each pipe's transport is closing, and in the end no descriptor is open."""
    output(loop, CAT)  # what a loop opens for its first child may stay
    before = descriptors_in(loop)
    with shell(loop, STUBBORN) as child:
        child.says(READY)
        child.transport.close()
        closing = [child.pipe(fd).is_closing() for fd in range(3)]
        child.ended()
        run_until(loop, lambda: descriptors() == before)
        left = descriptors_in(loop) - before
        doing = (
            "close() the transport of a child: (is_closing() of pipes 0, 1, 2; descriptors left in the end)"
        )
        expect((closing, left), ([True, True, True], 0), doing=doing)


@clause("PROC-49")
def test_the_calls_after_close(loop: Loop) -> None:
    """The protocol hears of each pipe, of the exit, and of the end, which comes last."""
    with shell(loop, STUBBORN) as child:
        child.says(READY)
        before = len(child.told.calls)
        child.transport.close()
        child.ended()
        calls = child.told.calls[before:]
        wanted = [f"pipe_connection_lost({fd})" for fd in range(3)] + ["process_exited"]
        seen = (sorted(calls[:-1]), calls[-1:], child.told.losses)
        doing = "close() the transport of a child: (calls but the last, sorted; the last; its argument)"
        expect(seen, (wanted, ["connection_lost"], [None]), doing=doing)


@clause("PROC-50")
def test_closing_twice(loop: Loop) -> None:
    """Neither the return code nor the calls change by a second close(), at any time."""
    with shell(loop, STUBBORN) as child:
        child.says(READY)
        twice = [kind(ended_by(child.transport.close)) for _ in range(2)]
        code = child.ended()
        calls = list(child.told.calls)
        twice.append(kind(ended_by(child.transport.close)))
        run_turns(loop)
        same = child.transport.get_returncode() == code
        seen = (twice, same, child.told.calls == calls)
        doing = (
            "close() twice, and once more when all is over: (what it raises, same return code, same calls)"
        )
        expect(seen, ([None] * 3, True, True), doing=doing)


@clause("PROC-50")
def test_closing_what_is_over(loop: Loop) -> None:
    """close() of a child that has exited leaves its return code, and calls nothing."""
    with shell(loop, "exit 7", **SILENT) as child:
        child.ended()
        run_turns(loop)
        calls = list(child.told.calls)
        raised = kind(ended_by(child.transport.close))
        run_turns(loop)
        seen = (raised, child.transport.get_returncode(), child.told.calls == calls)
        doing = (
            "close() when a child has exited with 7: (what it raises, return code, are there no new calls)"
        )
        expect(seen, (None, 7, True), doing=doing)


@clause("PROC-51")
def test_whether_it_is_closing(loop: Loop) -> None:
    """is_closing() is False while the child runs, True at once after close(), and when all is over."""
    with shell(loop, STUBBORN) as child:
        child.says(READY)
        before = child.transport.is_closing()
        child.transport.close()
        after = child.transport.is_closing()
        child.ended()
        seen = (before, after, child.transport.is_closing())
        doing = "is_closing() of a child's transport (at first, after close(), when all is over)"
        expect(seen, (False, True, True), doing=doing)


@clause("PROC-52")
@WAYS
def test_no_signal_for_who_is_gone(loop: Loop, way: str) -> None:
    """ProcessLookupError is raised when connection_lost() has been called."""
    with shell(loop, "exit 0", **SILENT) as child:
        child.ended()
        run_turns(loop)
        expect(send(child, way), "ProcessLookupError", doing=f"{way}() after connection_lost()")


@clause("PROC-54")
def test_a_protocol_hands_over(loop: Loop) -> None:
    """After set_protocol(), the new protocol hears all, the old one nothing."""
    second = Heard()
    with shell(loop, "echo one; read x; echo two") as child:
        first = child.told
        child.says(b"one\n")
        known = child.transport.get_protocol() is first
        child.transport.set_protocol(second)
        child.told = second
        known = known and child.transport.get_protocol() is second
        before = len(first.calls)
        child.pipe(0).write(b"go\n")
        child.ended()
        seen = (known, bool(first.calls[before:]), second.data(), second.calls[-1:])
        doing = (
            "set_protocol() between two lines: (is get_protocol() right, is the first told; data, last call)"
        )
        expect(seen, (True, False, b"two\n", ["connection_lost"]), doing=doing)


@clause("PROC-55")
def test_what_is_known_beside(loop: Loop) -> None:
    """get_extra_info('subprocess') is a Popen of the same number."""
    with running(loop, CAT) as child:
        popen = child.transport.get_extra_info("subprocess")
        seen = (isinstance(popen, subprocess.Popen), getattr(popen, "pid", None) == child.pid)
        doing = "get_extra_info('subprocess'): (is it a subprocess.Popen, is its pid the child's)"
        expect(seen, (True, True), doing=doing)


@clause("PROC-76")
@pytest.mark.parametrize("script", ["exit 0", "cat", "echo words; kill $$"])
def test_nothing_stays(loop: Loop, script: str) -> None:
    """When connection_lost() was called, the system knows no such child, and no descriptor is new."""
    output(loop, CAT)  # what a loop opens for its first child may stay
    before = descriptors_in(loop)
    with shell(loop, script) as child:
        pid = child.pid
        child.hang_up()
        child.ended()
        gone = reaped(pid)
        run_until(loop, lambda: descriptors() == before, WHILE)
        left = descriptors_in(loop) - before
        doing = f"run {script!r} to its end: (is the child gone, and no zombie; descriptors left)"
        expect((gone, left), (True, 0), doing=doing)
