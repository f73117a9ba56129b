"""Questions of the chapter subprocesses: asyncio's Process, and what it needs of a loop."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import Broken, expect
from conformance.posix import SIGUSR1
from conformance.suite.child import Subject, printed
from conformance.suite.driving import Loop, ended_by
from conformance.suite.matter import kind
from conformance.suite.processes import (
    CAT,
    DEVNULL,
    LEAVING,
    PIPE,
    SHELL,
    SILENT,
    WHILE,
    Gate,
    ask,
    process,
)
from conformance.suite.sockets import pattern

PIPES: dict[str, Any] = {"stdin": PIPE, "stdout": PIPE, "stderr": PIPE}
MUCH = 1 << 20
"""Bytes; many times what a pipe holds."""
WAYS = pytest.mark.parametrize("way", ["send_signal", "terminate", "kill"])

BY_DEFAULT = """
async def main():
    child = await asyncio.create_subprocess_exec("/bin/sh", "-c", "echo words")
    await asyncio.wait_for(child.wait(), PATIENCE)
    print(child.stdin, child.stdout, child.stderr)
loop = factory()
loop.run_until_complete(main())
loop.close()
"""


@clause("PROC-80")
def test_a_process_has_streams(loop: Loop) -> None:
    """With three pipes, a Process has a writer and two readers."""

    async def main() -> list[bool]:
        async with process(CAT, **PIPES) as child:
            streams = (child.stdin, child.stdout, child.stderr)
            kinds = (asyncio.StreamWriter, asyncio.StreamReader, asyncio.StreamReader)
            found = [isinstance(stream, one) for stream, one in zip(streams, kinds, strict=True)]
            return [isinstance(child, asyncio.subprocess.Process), *found]

    seen = ask(loop, main(), doing="await create_subprocess_exec()")
    doing = "create_subprocess_exec() with PIPE thrice: is it a Process, with a writer and two readers"
    expect(seen, [True] * 4, doing=doing)


@clause("PROC-80")
def test_a_conversation(loop: Loop) -> None:
    """A line is answered, and then another."""

    async def main() -> list[bytes]:
        script = "while read x; do echo $x $x; done"
        async with process(*SHELL, script, **{**SILENT, "stdin": PIPE, "stdout": PIPE}) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(b"one\n")
            await child.stdin.drain()
            first = await child.stdout.readline()
            child.stdin.write(b"two\n")
            await child.stdin.drain()
            child.stdin.close()
            return [first, await child.stdout.read()]

    doing = "say one, wait for the answer, say two, close stdin, read to the end; answers"
    expect(ask(loop, main(), doing=doing), [b"one one\n", b"two two\n"], doing=doing)


@clause("PROC-81")
def test_by_default_a_process_has_no_streams(target: Subject) -> None:
    """Without stdin, stdout and stderr, a Process has none; its program has what we have."""
    said = printed(target, BY_DEFAULT).split("\n")
    doing = "create_subprocess_exec() of a child that says words, without more; its words, its streams"
    expect(said, ["words", "None None None"], doing=doing)


@clause("PROC-81")
@pytest.mark.parametrize("those", [(), ("stdout",)], ids=str)
def test_what_is_no_pipe_is_no_stream(loop: Loop, those: tuple[str, ...]) -> None:
    """With DEVNULL a Process has no stream, whatever the others are."""

    async def main() -> list[str]:
        async with process(CAT, **{**SILENT, **dict.fromkeys(those, PIPE)}) as child:
            return [name for name in PIPES if getattr(child, name) is not None]

    doing = f"pipes for {those}; which of stdin, stdout and stderr of a Process are not None"
    expect(ask(loop, main(), doing=doing), list(those), doing=doing)


@clause("PROC-82")
def test_a_line_for_the_shell(loop: Loop) -> None:
    """The shell that runs the line has the number that pid is."""

    async def main() -> tuple[bytes, int]:
        child = await asyncio.create_subprocess_shell(
            "echo $$ | cat", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL
        )
        out, _ = await child.communicate()
        return out, child.pid

    out, pid = ask(loop, main(), doing="await create_subprocess_shell()")
    expect(int(out) == pid, True, doing="create_subprocess_shell('echo $$ | cat'): is what it says its pid")


@clause("PROC-83")
@pytest.mark.parametrize("code", [0, 3])
def test_to_wait(loop: Loop, code: int) -> None:
    """wait() returns the exit code when the child has exited, and returncode is None before."""

    async def main() -> tuple[object, ...]:
        async with process(*SHELL, f"read x; exit {code}", **{**SILENT, "stdin": PIPE}) as child:
            before = child.returncode
            waiting = asyncio.create_task(child.wait())
            await asyncio.sleep(0)
            early = waiting.done()
            assert child.stdin is not None
            child.stdin.close()
            return before, early, await waiting, child.returncode

    seen = ask(loop, main(), doing="await wait()")
    doing = f"a child that exits with {code}: (returncode, is wait() done; what it returns, returncode)"
    expect(seen, (None, False, code, code), doing=doing)


@clause("PROC-84")
def test_many_may_wait(loop: Loop) -> None:
    """Three tasks that wait, and one that comes later, get the return code."""

    async def main() -> list[object]:
        async with process(CAT, **{**SILENT, "stdin": PIPE}) as child:
            waiting = [asyncio.create_task(child.wait()) for _ in range(3)]
            await asyncio.sleep(0)
            child.kill()
            return [*(await asyncio.gather(*waiting)), await child.wait()]

    seen = ask(loop, main(), doing="await wait() in three tasks")
    expect(seen, [-9] * 4, doing="three tasks wait(), kill(), one more wait(); what they get")


@clause("PROC-85")
def test_to_communicate(loop: Loop) -> None:
    """communicate() returns what the child wrote to both, and has waited for it."""

    async def main() -> tuple[object, ...]:
        async with process(*SHELL, "cat; echo err >&2; exit 4", **PIPES) as child:
            return *(await child.communicate(b"words")), child.returncode

    seen = ask(loop, main(), doing="await communicate(b'words')")
    doing = "communicate(b'words') with cat, which complains and exits with 4: (both outputs, returncode)"
    expect(seen, (b"words", b"err\n", 4), doing=doing)


@clause("PROC-85")
def test_to_communicate_is_to_wait(loop: Loop, gate: Gate) -> None:
    """communicate() does not return while a child runs that says no more."""

    async def main() -> tuple[bool, object]:
        async with process(*SHELL, 'exec >&- 2>&-; read x < "$1"; exit 4', "sh", gate.path, **PIPES) as child:
            talking = asyncio.create_task(child.communicate())
            assert child.stdout is not None
            late = loop.time() + LEAVING  # a loop that does not hear the end of output is not asked more
            while not child.stdout.at_eof() and loop.time() < late:
                await asyncio.sleep(0)
            for _ in range(10):
                await asyncio.sleep(0)
            early = talking.done()
            gate.open()
            await talking
            return early, child.returncode

    doing = (
        "communicate() with a child that closes its output and runs on: (has it returned then; return code)"
    )
    expect(ask(loop, main(), doing=doing), (False, 4), doing=doing)


@clause("PROC-86")
def test_much_goes_both_ways(loop: Loop, tmp_path: Path) -> None:
    """More goes in, comes back, and comes out as complaint at the same time than pipes hold."""
    words = pattern(MUCH // 2).hex().encode()
    complaints = words[::-1]
    (tmp_path / "complaints").write_bytes(complaints)

    async def main() -> tuple[bytes, bytes]:
        script = 'cat "$1" >&2 & exec cat'
        async with process(*SHELL, script, "sh", str(tmp_path / "complaints"), **PIPES) as child:
            return await child.communicate(words)

    doing = f"communicate() {MUCH} bytes with cat, which has as many complaints"
    out, err = ask(loop, main(), doing=doing)
    seen = (len(out), len(err), out == words, err == complaints)
    expect(seen, (MUCH, MUCH, True, True), doing=f"{doing}: (sizes of output and error, are they right)")


@clause("PROC-87")
@pytest.mark.parametrize("those", [(), ("stderr",), ("stdin",), ("stdout", "stderr")], ids=str)
def test_what_was_no_pipe_is_none(loop: Loop, those: tuple[str, ...]) -> None:
    """communicate() gives None for standard output or error that is no pipe, bytes for one that is."""

    async def main() -> tuple[object, ...]:
        options = {**SILENT, **dict.fromkeys(those, PIPE)}
        async with process(*SHELL, "echo out; echo err >&2", **options) as child:
            return await child.communicate()

    seen = ask(loop, main(), doing="await communicate()")
    wanted = (b"out\n" if "stdout" in those else None, b"err\n" if "stderr" in those else None)
    expect(seen, wanted, doing=f"communicate() with a child that says out and err, pipes: {those}")


@clause("PROC-88")
@pytest.mark.parametrize("gone", [False, True], ids=["runs", "has exited"])
def test_a_child_that_has_heard_enough(loop: Loop, gate: Gate, gone: bool) -> None:
    """communicate() with a child that reads nothing returns what it said, also when it has exited before."""

    async def main() -> tuple[object, ...]:
        async with process(*SHELL, 'read x < "$1"; exec <&-; echo enough', "sh", gate.path, **PIPES) as child:
            if gone:
                gate.open()
            while gone and child.returncode is None:
                await asyncio.sleep(0)
            talking = asyncio.create_task(child.communicate(b"x" * MUCH))
            for _ in range(5):
                await asyncio.sleep(0)
            gate.open()
            return await talking

    when = "has exited" if gone else "runs"
    doing = f"communicate() {MUCH} bytes with a child that reads nothing, and {when}"
    found = ended_by(lambda: ask(loop, main(), doing=doing))
    if isinstance(found, Broken):
        raise found
    expect(kind(found), (b"enough\n", b""), doing=doing)


@clause("PROC-89")
def test_nothing_to_say_is_the_end(loop: Loop) -> None:
    """A child that reads to the end comes to it."""

    async def main() -> object:
        async with process(*SHELL, "while read x; do :; done; echo end", **PIPES) as child:
            talking = asyncio.create_task(child.communicate())
            await asyncio.wait([talking], timeout=WHILE)
            still = not talking.done()
            if still:
                child.kill()
            said = await talking
            return "the child still reads" if still else said

    seen = ask(loop, main(), doing="await communicate()")
    expect(seen, (b"end\n", b""), doing="communicate() with a child that reads to the end, and then says end")


@clause("PROC-90")
def test_lines_have_a_limit(loop: Loop) -> None:
    """A line longer than limit raises ValueError, one that is shorter does not."""

    async def main() -> list[object]:
        options = {**SILENT, "stdout": PIPE}
        async with process(*SHELL, "echo short; echo much longer than that", limit=10, **options) as child:
            assert child.stdout is not None
            found: list[object] = []
            for _ in range(2):
                try:
                    found.append(await child.stdout.readline())
                except ValueError:
                    found.append("ValueError")
            return found

    seen = ask(loop, main(), doing="await readline()")
    expect(
        seen, [b"short\n", "ValueError"], doing="limit=10; readline() of a line of 6 bytes, and of one of 22"
    )


@clause("PROC-91")
@pytest.mark.parametrize(
    ("way", "arguments", "code"),
    [("send_signal", (SIGUSR1,), 10), ("terminate", (), 15), ("kill", (), -9)],
    ids=["send_signal", "terminate", "kill"],
)
def test_a_process_is_steered(loop: Loop, way: str, arguments: tuple[Any, ...], code: int) -> None:
    """A child that answers two signals by its exit code, and cannot answer the third."""
    script = "trap 'exit 10' USR1; trap 'exit 15' TERM; echo ready; read x"

    async def main() -> object:
        async with process(*SHELL, script, **{**SILENT, "stdin": PIPE, "stdout": PIPE}) as child:
            assert child.stdout is not None
            await child.stdout.readline()
            getattr(child, way)(*arguments)
            return await child.wait()

    seen = ask(loop, main(), doing=f"{way}(), await wait()")
    doing = f"a child exits with 10 on SIGUSR1, 15 on SIGTERM; {way}{tuple(map(int, arguments))}, wait()"
    expect(seen, code, doing=doing)


@clause("PROC-92")
@WAYS
def test_a_process_that_is_gone(loop: Loop, way: str) -> None:
    """After wait(), a signal raises ProcessLookupError."""

    async def main() -> object:
        async with process(*SHELL, "exit 0", **SILENT) as child:
            await child.wait()
            arguments = (signal.SIGTERM,) if way == "send_signal" else ()
            return kind(ended_by(getattr(child, way), *arguments))

    seen = ask(loop, main(), doing=f"await wait(), {way}()")
    expect(seen, "ProcessLookupError", doing=f"wait(), then {way}()")


async def cancelled(task: asyncio.Task[Any]) -> bool:
    """Cancel the task once it waits; whether it was cancelled."""
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    return task.cancelled()


@clause("PROC-93")
def test_to_wait_no_longer(loop: Loop) -> None:
    """Of two who wait one is cancelled; the child runs on, and the other gets its return code."""

    async def main() -> tuple[object, ...]:
        async with process(*SHELL, "read x; exit 3", **{**SILENT, "stdin": PIPE}) as child:
            first, second = (asyncio.create_task(child.wait()) for _ in range(2))
            was = await cancelled(first)
            still = child.returncode
            assert child.stdin is not None
            child.stdin.close()
            return was, still, await second

    seen = ask(loop, main(), doing="cancel one of two who wait()")
    doing = "cancel one of two who wait(), let the child end: (was it, returncode then; what the other gets)"
    expect(seen, (True, None, 3), doing=doing)


@clause("PROC-94")
@pytest.mark.parametrize(("way", "code"), [("let it exit with 7", 7), ("kill()", -9)], ids=["exits", "kill"])
def test_to_communicate_no_longer(loop: Loop, gate: Gate, way: str, code: int) -> None:
    """After communicate() was cancelled the child runs on to an exit of its own, or until it is killed."""

    async def main() -> tuple[object, ...]:
        async with process(*SHELL, 'trap "" PIPE; read x < "$1"; exit 7', "sh", gate.path, **PIPES) as child:
            was = await cancelled(asyncio.create_task(child.communicate(b"word\n")))
            still = child.returncode
            if way == "kill()":
                child.kill()
            else:
                gate.open()
            return was, still, await child.wait()

    doing = f"cancel communicate(), {way}, wait(): (was it cancelled, returncode then; what wait() gives)"
    expect(ask(loop, main(), doing=doing), (True, None, code), doing=doing)
