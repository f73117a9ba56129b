"""Questions of the chapter subprocesses: what the protocol of a child is told, and in which order."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect
from conformance.suite.driving import Loop, NewLoop, ended_by, in_thread, run_turns, run_until
from conformance.suite.matter import Boom, Report, kind, reported
from conformance.suite.processes import (
    CAT,
    EXEC,
    PIPE,
    SHELL,
    SILENT,
    WHILE,
    Child,
    Gate,
    Heard,
    alive,
    brood,
    output,
    running,
    shell,
    start,
    until,
)

HUGE = 1 << 20
"""Bytes; many times what a pipe holds."""
MARKS = (200, 50)
"""So little, that far more than this waits when a child does not read HUGE bytes."""
LOST = [f"pipe_connection_lost({fd})" for fd in range(3)]
MANY = 10
"""Children at the same time."""
ACTS = st.sampled_from(
    ["echo out", "echo err >&2", "exec >&-", "exec 2>&-", "exec <&-", "read x", "exit 3", "kill -9 $$"]
)
"""What a child may do; a shell goes on when it cannot."""
SCRIPTS = st.lists(ACTS, max_size=6).map("; ".join)
FEW = settings(max_examples=12)


def told_of(loop: Loop, script: str) -> Heard:
    """What a protocol is told of a child that has something to read, and then its end."""
    with shell(loop, f"exec 3>&2 2>/dev/null; exec 2>&3 3>&-; {script or ':'}") as child:
        ended_by(child.pipe(0).write, b"word\n")  # it may have ended by now, and some loops tell so
        child.hang_up()
        child.ended()
        run_turns(loop)
    return child.told


@clause("PROC-60")
@FEW
@given(script=SCRIPTS)
def test_the_first_call(new_loop: NewLoop, script: str) -> None:
    """Whatever a child does, connection_made() comes first, and once."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    seen = (told.calls[:1], told.calls.count("connection_made"))
    expect(
        seen, (["connection_made"], 1), doing=f"run {script!r}: (the first call, calls of connection_made())"
    )


def told_of_the_dead(loop: Loop) -> Heard:
    """What a protocol is told of a child that spoke and exited before the loop could look."""
    told = Heard()
    before = brood()
    task = loop.create_task(start(loop, lambda: told, *SHELL, "echo out; echo err >&2", method=EXEC))
    run_until(loop, lambda: brood() != before or task.done())
    for pid in brood() - before:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    until(loop, [told], told.over)
    run_until(loop, task.done)
    Child(loop, task.result()[0], told).leave()
    return told


@clause("PROC-60")
def test_the_first_call_of_the_dead(loop: Loop) -> None:
    """connection_made() comes first although the child has exited by then."""
    told = told_of_the_dead(loop)
    doing = "a child speaks and exits before the loop looks; the first call"
    expect(told.calls[:1], ["connection_made"], doing=doing)


@clause("PROC-67")
def test_the_last_call_of_the_dead(loop: Loop) -> None:
    """connection_lost() comes last although all was over when the first call was made."""
    told = told_of_the_dead(loop)
    doing = "a child speaks and exits before the loop looks; the last call"
    expect(told.calls[-1:], ["connection_lost"], doing=doing)


@clause("PROC-60")
@pytest.mark.parametrize("options", [{}, SILENT], ids=["pipes", "no pipes"])
def test_whose_transport(loop: Loop, options: dict[str, Any]) -> None:
    """connection_made() is called once, with the transport that is returned."""
    with running(loop, CAT, **options) as child:
        same = [one is child.transport for one in child.told.transports]
        expect(
            same, [True], doing="the arguments of connection_made(): are they the transport that is returned"
        )


@clause("PROC-61")
@pytest.mark.parametrize("options", [{}, SILENT], ids=["pipes", "no pipes"])
def test_the_call_before_the_answer(loop: Loop, options: dict[str, Any]) -> None:
    """When subprocess_exec() returns, connection_made() has been called."""
    seen: list[list[str]] = []
    told = Heard()

    async def main() -> Any:
        transport, _ = await loop.subprocess_exec(lambda: told, CAT, **options)
        seen.append(told.calls[:1])
        return transport

    transport = loop.run_until_complete(main())
    Child(loop, transport, told).leave()
    expect(seen, [["connection_made"]], doing="the first call when subprocess_exec() returns")


@clause("PROC-62")
def test_what_comes_is_bytes(loop: Loop) -> None:
    """Each piece is bytes, and has at least one."""
    with shell(loop, "echo out; echo err >&2; exec cat") as child:
        child.pipe(0).write(b"in")
        child.hang_up()
        child.ended()
        kinds = {type(data).__name__ for _, data in child.told.pieces}
        empty = sum(not data for _, data in child.told.pieces)
        expect(
            (kinds, empty), ({"bytes"}, 0), doing="data of pipe_data_received(): (its types, how many empty)"
        )


@clause("PROC-63")
def test_a_pipe_that_is_closed_here_is_lost(loop: Loop) -> None:
    """The end of a pipe is told, whoever closed it."""
    with running(loop, CAT) as child:
        child.hang_up()
        child.ended()
        lost = sorted(call for call in child.told.calls if call.startswith("pipe_connection_lost"))
        expect(
            lost,
            LOST,
            doing="close pipe 0 of a child that then ends; calls of pipe_connection_lost(), sorted",
        )


@clause("PROC-63")
@FEW
@given(script=SCRIPTS)
def test_each_pipe_is_lost_once(new_loop: NewLoop, script: str) -> None:
    """Whatever a child does, there is one pipe_connection_lost() for each of its three pipes."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    lost = sorted(call for call in told.calls if call.startswith("pipe_connection_lost"))
    expect(lost, LOST, doing=f"run {script!r}; calls of pipe_connection_lost(), sorted")


@clause("PROC-64")
@FEW
@given(script=SCRIPTS)
def test_nothing_follows_the_end_of_a_pipe(new_loop: NewLoop, script: str) -> None:
    """Of each pipe, no data comes after its end, and none is missing."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    late = [
        fd
        for fd in (1, 2)
        if f"pipe_data_received({fd})"
        in told.calls[told.calls.index(LOST[fd]) if LOST[fd] in told.calls else 0 :]
    ]
    expect(late, [], doing=f"run {script!r}; pipes of which data came after their end")


@clause("PROC-64")
@pytest.mark.parametrize("size", [1, HUGE])
def test_all_comes_before_the_end(loop: Loop, tmp_path: Path, size: int) -> None:
    """What a child wrote before it exited has come when its pipe is lost."""
    (tmp_path / "words").write_bytes(b"x" * size)
    came: list[int] = []
    told = Heard()
    told.hooks["pipe_connection_lost"] = lambda: (
        came.append(len(told.data())) if told.ends[-1][0] == 1 else None
    )
    options = dict(SILENT, stdout=PIPE)
    with running(loop, CAT, str(tmp_path / "words"), told=told, **options) as child:
        child.ended()
    expect(
        came, [size], doing=f"a child writes {size} bytes and exits; how many have come when pipe 1 is lost"
    )


@clause("PROC-65")
@FEW
@given(script=SCRIPTS)
def test_the_exit_is_told_once(new_loop: NewLoop, script: str) -> None:
    """Whatever a child does, process_exited() is called once."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    expect(told.calls.count("process_exited"), 1, doing=f"run {script!r}; calls of process_exited()")


@clause("PROC-65")
def test_the_exit_is_told_in_time(loop: Loop, gate: Gate) -> None:
    """process_exited() is called when the child has exited, and not before."""
    with shell(loop, 'read x < "$1"', gate.path) as child:
        run_turns(loop, 20)
        before = child.told.exited()
        gate.open()
        child.until(child.told.exited)
        doing = "a child waits, and is let go: was process_exited() called (before, after)"
        expect((before, child.told.exited()), (False, True), doing=doing)


@clause("PROC-65")
def test_the_exit_wakes_the_loop(loop: Loop) -> None:
    """process_exited() is called in a loop that waits for nothing else."""
    with shell(loop, "exit 0", **SILENT) as child:
        child.until(child.told.exited)
        expect(child.told.exited(), True, doing="run 'exit 0' without pipes; was process_exited() called")


@clause("PROC-66")
@pytest.mark.parametrize(("script", "code"), [("exit 6", 6), ("kill -9 $$", -9)])
def test_the_code_is_known_at_the_exit(loop: Loop, script: str, code: int) -> None:
    """get_returncode() inside process_exited() is the return code."""
    told = Heard()
    seen: list[object] = []
    told.hooks["process_exited"] = lambda: seen.append(told.transports[0].get_returncode())
    with shell(loop, script, told=told) as child:
        child.ended()
    expect(seen[:1], [code], doing=f"run {script!r}; get_returncode() inside process_exited()")


@clause("PROC-67")
@FEW
@given(script=SCRIPTS)
def test_the_last_call(new_loop: NewLoop, script: str) -> None:
    """Whatever a child does, connection_lost() comes last, and once."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    seen = (told.calls[-1:], told.calls.count("connection_lost"))
    doing = f"run {script!r}: (the last call, calls of connection_lost())"
    expect(seen, (["connection_lost"], 1), doing=doing)


@clause("PROC-49")
@FEW
@given(script=SCRIPTS)
def test_the_end_is_no_error(new_loop: NewLoop, script: str) -> None:
    """Whatever a child does, connection_lost() is given None."""
    loop = new_loop()
    told = told_of(loop, script)
    loop.close()
    expect(told.losses, [None], doing=f"run {script!r}; the arguments of connection_lost()")


@clause("PROC-67")
def test_the_last_call_without_pipes(loop: Loop) -> None:
    """The last calls for a child without pipes are two."""
    with shell(loop, "exit 0", **SILENT) as child:
        child.ended()
        run_turns(loop)
        wanted = ["process_exited", "connection_lost"]
        expect(child.told.calls[-2:], wanted, doing="run 'exit 0' without pipes; the last two calls")


@clause("PROC-69")
def test_a_child_of_a_child(loop: Loop) -> None:
    """What a grandchild says after the child's exit is heard, and connection_lost() waits for it."""
    with shell(loop, "exec 3<&0; { read x <&3; echo late; } & exit 5") as child:
        child.until(child.told.exited)
        run_turns(loop)
        early = child.told.over()
        child.pipe(0).write(b"go\n")
        seen = (early, child.ended(), child.told.data())
        doing = "a child exits with 5, its own child says late: (is all over before, return code, output)"
        expect(seen, (False, 5, b"late\n"), doing=doing)


@clause("PROC-70")
@pytest.mark.parametrize("fd", [1, 2])
def test_a_child_that_says_no_more(loop: Loop, gate: Gate, fd: int) -> None:
    """The end of the pipe is told while the child runs, with None."""
    with shell(loop, f'exec {fd}>&-; read x < "$1"; exit 4', gate.path) as child:
        child.until(lambda: child.told.heard(LOST[fd]))
        ends, code = list(child.told.ends), child.transport.get_returncode()
        gate.open()
        child.hang_up()
        doing = (
            f"a child closes {fd} and runs on: (ends of pipes, return code; return code when it was let go)"
        )
        expect((ends, code, child.ended()), ([(fd, None)], None, 4), doing=doing)


@clause("PROC-71")
def test_a_child_that_hears_no_more(loop: Loop, gate: Gate) -> None:
    """The end of the pipe is told while the child runs, and nothing is raised by writing."""
    with shell(loop, 'exec <&-; read x < "$1"; exit 4', gate.path) as child:
        child.until(lambda: child.told.heard(LOST[0]))
        ends, code = [fd for fd, _ in child.told.ends], child.transport.get_returncode()
        raised = kind(ended_by(child.pipe(0).write, b"words"))
        gate.open()
        seen = (ends, code, raised, child.ended())
        doing = "a child closes 0 and runs on: (ends, return code; what write() raises, return code then)"
        expect(seen, ([0], None, None, 4), doing=doing)


@clause("PROC-72")
def test_a_child_that_reads_slowly(loop: Loop, gate: Gate) -> None:
    """The protocol is asked to pause when the child reads nothing, and to go on when it has read."""
    with shell(loop, 'read x < "$1"; exec cat > /dev/null', gate.path) as child:
        child.pipe(0).set_write_buffer_limits(*MARKS)
        child.pipe(0).write(b"x" * HUGE)
        run_turns(loop)
        before = child.told.writing()
        gate.open()
        child.until(lambda: child.told.heard("resume_writing"))
        seen = (before, child.told.writing())
        doing = f"high mark {MARKS[0]}, write {HUGE} bytes: calls of flow control (the child waits, it reads)"
        expect(seen, (["pause_writing"], ["pause_writing", "resume_writing"]), doing=doing)


@clause("PROC-73")
@pytest.mark.parametrize("call", ["pipe_data_received", "pipe_connection_lost", "process_exited"])
def test_a_protocol_that_fails(loop: Loop, loop_reports: list[Report], call: str) -> None:
    """Each failure is reported, and all calls are made."""
    told = Heard()
    told.faults[call] = Boom()
    with shell(loop, "echo one; read x; echo two; exit 3", told=told) as child:
        child.says(b"one\n")
        child.pipe(0).write(b"go\n")
        code = child.ended()
        failed = [one for one in told.calls if one.startswith(call)]
        seen = (
            code,
            told.data(),
            sorted({one for one in told.calls if one.startswith("pipe_conn")}),
            told.calls[-1:],
        )
    doing = f"{call}() raises Boom each time: (return code, data, ends of pipes, last call)"
    expect(seen, (3, b"one\ntwo\n", LOST, ["connection_lost"]), doing=doing)
    expect(reported(loop_reports), ["Boom"] * len(failed), doing=f"{call}() raises Boom each time; reports")


@clause("PROC-74")
def test_a_child_can_be_held_back(loop: Loop) -> None:
    """While pipe 1 is paused nothing comes of what the child says; afterwards all does."""
    with shell(loop, "read x; echo said; echo done >&2") as child:
        child.pipe(1).pause_reading()
        child.pipe(0).write(b"go\n")
        child.says(b"done\n", 2)
        child.until(child.told.exited)
        run_turns(loop)
        before = child.told.data()
        child.pipe(1).resume_reading()
        child.ended()
        doing = "pause_reading() of pipe 1, the child says 'said': what has come (while paused, resumed)"
        expect((before, child.told.data()), (b"", b"said\n"), doing=doing)


@clause("PROC-75")
def test_the_loop_goes_on(loop: Loop) -> None:
    """A callback that is scheduled when a child has begun is called while it runs."""
    told = Heard()
    seen: list[bool] = []

    def made() -> None:
        pid = told.transports[0].get_pid()
        rescue = threading.Timer(WHILE, os.kill, (pid, 9))  # a loop that waits for it would for ever
        rescue.start()
        loop.call_soon(look, pid, rescue)

    def look(pid: int, rescue: threading.Timer) -> None:
        seen.append(alive(pid))
        rescue.cancel()
        rescue.join()

    told.hooks["connection_made"] = made
    with shell(loop, "kill -STOP $$", told=told, **SILENT):
        run_turns(loop)
    doing = "call_soon(look) when a child has begun that never ends; does it run in look()"
    expect(seen[:1], [True], doing=doing)


@clause("PROC-77")
def test_children_of_another_thread(new_loop: NewLoop) -> None:
    """A loop in a thread starts a child, hears it, and sees its end, while the main thread waits."""

    def body() -> tuple[object, bytes, list[str]]:
        loop = new_loop()
        try:
            with shell(loop, "read x; echo $x; exit 6") as child:
                child.pipe(0).write(b"word\n")
                return child.ended(), child.told.data(), child.told.calls[-1:]
        finally:
            loop.close()

    seen = kind(ended_by(in_thread, body))
    doing = "in another thread, a child says what it reads: (return code, output, last call)"
    expect(seen, (6, b"word\n", ["connection_lost"]), doing=doing)


@clause("PROC-78")
def test_many_children(loop: Loop) -> None:
    """Children that run at the same time are told apart, in whichever order they end."""
    with contextlib.ExitStack() as stack:
        children = [
            stack.enter_context(shell(loop, f"read x; echo {number} $x; exit {number}"))
            for number in range(MANY)
        ]
        for child in reversed(children):
            child.pipe(0).write(b"go\n")
        all_told = [child.told for child in children]
        until(loop, all_told, lambda: all(told.over() for told in all_told))
        seen = [(child.transport.get_returncode(), child.told.data()) for child in children]
        wanted = [(number, f"{number} go\n".encode()) for number in range(MANY)]
        expect(seen, wanted, doing=f"{MANY} children say their number, and exit with it, the last first")


@clause("PROC-79")
def test_other_children_are_left_alone(loop: Loop) -> None:
    """A child of subprocess.Popen that has exited keeps its code while the loop sees its own to their end."""
    other = subprocess.Popen([*SHELL, "exit 9"])
    os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
    ours = [output(loop, *SHELL, f"echo {number}") for number in range(2)]
    code = other.wait()
    doing = "Popen(exit 9), two children of the loop, wait() of the first: (what they say, its code)"
    expect((ours, code), ([b"0\n", b"1\n"], 9), doing=doing)
