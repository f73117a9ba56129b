"""Questions of the chapter subprocesses: how a child is started, and what it is given."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure
from conformance.suite.child import Subject, printed
from conformance.suite.driving import Loop, complete, ended_by
from conformance.suite.matter import kind
from conformance.suite.processes import (
    BY_SHELL,
    CAT,
    DEVNULL,
    METHODS,
    PIPE,
    SHELL,
    SILENT,
    STDOUT,
    Child,
    Heard,
    command,
    output,
    running,
    shell,
    start,
)
from conformance.suite.sockets import pattern

EACH = 'for one; do echo "<$one>"; done'
"""A script that tells its arguments apart."""
STANDARD = ("stdin", "stdout", "stderr")
MUCH = 200_000
"""Bytes; more than a pipe holds."""
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked by /dev and /proc of Linux")

INHERITING = """
import os
class Told(asyncio.SubprocessProtocol):
    def __init__(self): self.over = asyncio.get_running_loop().create_future()
    def connection_lost(self, exc): self.over.set_result(None)
async def main():
    none = dict.fromkeys(("stdin", "stdout", "stderr"))
    start = asyncio.get_running_loop().subprocess_exec
    transport, told = await start(Told, "/bin/sh", "-c", "cat; echo out; echo err >&2", **none)
    await asyncio.wait_for(told.over, PATIENCE)
    print(*map(transport.get_pipe_transport, range(3)))
    transport.close()
ours, theirs = os.pipe()
os.write(theirs, b"in\\n")
os.close(theirs)
os.dup2(ours, 0)
os.dup2(1, 2)
loop = factory()
loop.run_until_complete(main())
loop.close()
"""
OPEN = """
import os
for number in range(3, 100):
    try:
        os.fstat(number)
    except OSError:
        continue
    print(number)
"""


@clause("PROC-01")
def test_a_program_is_run(loop: Loop) -> None:
    """The program is told each argument as it was given."""
    given = ["one", "two words", "", "$HOME", "*", "'"]
    told = output(loop, *SHELL, EACH, "sh", *given)
    expect(
        told.decode(), "".join(f"<{one}>\n" for one in given), doing=f"a program tells its arguments {given}"
    )


@clause("PROC-02")
@pytest.mark.parametrize("given", ["héllo", b"h\xc3\xa9llo", b"\xff"], ids=["str", "bytes", "no text"])
def test_arguments_are_str_or_bytes(loop: Loop, given: str | bytes) -> None:
    """What arrives is the argument, as bytes."""
    told = output(loop, b"/bin/sh", b"-c", b'printf %s "$1"', "sh", given)
    expect(told, os.fsencode(given), doing=f"a program tells its argument {given!r}")


@clause("PROC-03")
@pytest.mark.parametrize("line", ["echo $((6*7)) | cat", b"echo $((6*7)) | cat"], ids=["str", "bytes"])
def test_a_line_is_run_by_the_shell(loop: Loop, line: str | bytes) -> None:
    """Arithmetic is expanded, and a pipe connects two programs."""
    doing = f"subprocess_shell(factory, {line!r}); its output"
    with expect_no_failure(b"42\n", doing=doing):
        expect(output(loop, line, method=BY_SHELL), b"42\n", doing=doing)


@clause("PROC-04")
@METHODS
def test_what_is_returned(loop: Loop, method: str) -> None:
    """The pair is the transport that the protocol is told of, and the protocol that factory() returned."""
    made: list[Heard] = []
    arguments: list[tuple[object, ...]] = []

    def factory(*given: object) -> Heard:
        arguments.append(given)
        made.append(Heard())
        return made[-1]

    starting = start(loop, factory, *command(method, "exit 0"), method=method)
    transport, protocol = complete(loop, starting, doing=f"await {method}()")
    child = Child(loop, transport, made[0])
    child.ended()
    child.leave()
    doing = f"await {method}(factory): (arguments of factory's calls, is the protocol what it returned)"
    expect((arguments, [one is protocol for one in made]), ([()], [True]), doing=doing)


@clause("PROC-05")
@METHODS
def test_the_transport_is_one(loop: Loop, method: str) -> None:
    """isinstance(transport, asyncio.SubprocessTransport) holds."""
    with running(loop, *command(method, "exit 0"), method=method) as child:
        is_one = isinstance(child.transport, asyncio.SubprocessTransport)
        expect(is_one, True, doing=f"isinstance(transport of {method}(), asyncio.SubprocessTransport)")


@clause("PROC-06")
@METHODS
def test_pipes_are_the_default(loop: Loop, method: str) -> None:
    """Without stdin, stdout and stderr, a child has three pipes."""
    with running(loop, *command(method, "cat; echo err >&2"), method=method) as child:
        pipes = [child.pipe(fd) is not None for fd in range(3)]
        expect(pipes, [True, True, True], doing=f"{method}(factory, ...) without more: are 0, 1 and 2 pipes")


@clause("PROC-07")
@pytest.mark.parametrize("end", ["write_eof", "close"])
@pytest.mark.parametrize("size", [0, 5, MUCH])
def test_what_is_written_is_read(loop: Loop, end: str, size: int) -> None:
    """A child that counts what it reads, and sums it up, has read all of it."""
    words = pattern(size)
    with running(loop, "/usr/bin/cksum", stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as child:
        for place in range(0, size, MUCH // 5):
            child.pipe(0).write(words[place : place + MUCH // 5])
        getattr(child.pipe(0), end)()
        child.ended()
        told = child.told.data().split()
    with tempfile.TemporaryFile() as file:
        file.write(words)
        file.seek(0)
        wanted = output(loop, "/usr/bin/cksum", stdin=file, stderr=DEVNULL).split()
    doing = f"write {size} bytes to cksum in up to 5 pieces, {end}(): (how many it read, is its sum right)"
    expect((told[1:], told == wanted), ([str(size).encode()], True), doing=doing)


@clause("PROC-08")
@pytest.mark.parametrize("size", [0, 5, MUCH])
def test_what_the_child_writes_is_heard(loop: Loop, tmp_path: Path, size: int) -> None:
    """What cat reads from a file is what pipe_data_received(1, ...) brings."""
    (tmp_path / "words").write_bytes(pattern(size))
    told = output(loop, CAT, str(tmp_path / "words"))
    doing = f"a child writes {size} bytes to its standard output: (how many came, are they the same)"
    expect((len(told), told == pattern(size)), (size, True), doing=doing)


@clause("PROC-09")
@pytest.mark.parametrize("size", [5, MUCH])
def test_complaints_are_heard_apart(loop: Loop, tmp_path: Path, size: int) -> None:
    """What is written to standard error comes with the number 2, and nothing else does."""
    (tmp_path / "words").write_bytes(pattern(size))
    with shell(loop, 'echo out; cat "$1" >&2; echo out', str(tmp_path / "words")) as child:
        child.ended()
        err = child.told.data(2)
        seen = (child.told.data(1), len(err), err == pattern(size))
        doing = f"a child complains with {size} bytes between two lines: (the lines; size of 2, is it right)"
        expect(seen, (b"out\nout\n", size, True), doing=doing)


@clause("PROC-10")
@LINUX
def test_nothing_is_read_and_nothing_heard(loop: Loop) -> None:
    """All three descriptors of the child are /dev/null, and no pipe is there."""
    script = "for fd in 0 1 2; do [ /dev/fd/$fd -ef /dev/null ] || exit 1$fd; done; exit 7"
    with shell(loop, script, **SILENT) as child:
        pipes = [child.pipe(fd) for fd in range(3)]
        seen = (pipes, child.ended())
        doing = f"run {script!r} with DEVNULL three times: (its pipes, its return code)"
        expect(seen, ([None, None, None], 7), doing=doing)


@clause("PROC-11")
def test_a_child_inherits(target: Subject) -> None:
    """With None, the child reads from and writes to what its parent does."""
    said = printed(target, INHERITING).split("\n")
    doing = "a program with 'in' to read has a child with None thrice, that says what it reads, out, err"
    expect(said, ["in", "out", "err", "None None None"], doing=doing)


@clause("PROC-12")
def test_files_can_be_given(loop: Loop, tmp_path: Path) -> None:
    """A child reads one file, and writes to two others."""
    for name in STANDARD:
        (tmp_path / name).write_bytes(b"words\n" if name == "stdin" else b"")
    with contextlib.ExitStack() as stack:
        modes = zip(STANDARD, ("rb", "wb", "wb"), strict=True)
        files = {name: stack.enter_context((tmp_path / name).open(mode)) for name, mode in modes}
        child = stack.enter_context(shell(loop, "cat; echo err >&2", **files))
        pipes = [child.pipe(fd) for fd in range(3)]
        child.ended()
    seen = (pipes, (tmp_path / "stdout").read_bytes(), (tmp_path / "stderr").read_bytes())
    doing = "a child that is given three files says what it reads, and err: (its pipes, both files then)"
    expect(seen, ([None, None, None], b"words\n", b"err\n"), doing=doing)


@clause("PROC-13")
def test_descriptors_can_be_given(loop: Loop) -> None:
    """A child reads from and writes to descriptors of ours, given by number."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as sink:
        source.write(b"words\n")
        source.seek(0)
        numbers: dict[str, Any] = {"stdin": source.fileno(), "stdout": sink.fileno(), "stderr": sink.fileno()}
        with running(loop, CAT, **numbers) as child:
            child.ended()
        sink.seek(0)
        doing = "cat is given two descriptors by number; what the file behind the second has then"
        expect(sink.read(), b"words\n", doing=doing)


@clause("PROC-14")
def test_complaints_can_be_joined(loop: Loop) -> None:
    """With stderr=STDOUT, all comes with the number 1, in order, and there is no pipe 2."""
    with shell(loop, "echo 1; echo 2 >&2; echo 3", stderr=STDOUT) as child:
        pipe = child.pipe(2)
        child.ended()
        seen = (pipe, child.told.data(1), child.told.data(2))
        doing = (
            "a child with stderr=STDOUT says 1, 2 (to its standard error), 3: (pipe 2, what came by 1, by 2)"
        )
        expect(seen, (None, b"1\n2\n3\n", b""), doing=doing)


@clause("PROC-15")
@LINUX
def test_a_pipe_is_a_pipe(loop: Loop) -> None:
    """A child can open its standard output and input by name."""
    with shell(loop, "read x < /dev/stdin && echo $x > /dev/stdout") as child:
        child.pipe(0).write(b"word\n")
        child.hang_up()
        child.ended()
        seen = (child.told.data(1), child.told.data(2))
        doing = 'run read x < /dev/stdin && echo $x > /dev/stdout, write "word": (its output, its complaints)'
        expect(seen, (b"word\n", b""), doing=doing)


@clause("PROC-16")
def test_a_directory_can_be_chosen(loop: Loop, tmp_path: Path) -> None:
    """A child begins in cwd."""
    told = output(loop, *SHELL, "pwd -P", cwd=str(tmp_path))
    same = told.decode().strip() == os.path.realpath(tmp_path)
    expect(same, True, doing="a child with cwd=path tells where it is: is it that path")


@clause("PROC-17")
def test_an_environment_can_be_chosen(loop: Loop) -> None:
    """A child has the variables of env, and no other."""
    wanted = {b"ONLY=this", b"AND=that"}
    told = set(output(loop, "/usr/bin/env", env={"ONLY": "this", "AND": "that"}).split(b"\n")) - {b""}
    doing = "env={'ONLY': 'this', 'AND': 'that'}: has the child (both, others)"
    expect((wanted <= told, bool(told - wanted)), (True, False), doing=doing)


@clause("PROC-18")
def test_an_environment_can_be_empty(loop: Loop) -> None:
    """A child with env={} has no variable."""
    told = output(loop, "/usr/bin/env", env={})
    expect(bool(told), False, doing="env={}; has the child any variable")


@clause("PROC-19")
def test_a_program_can_have_another_name(loop: Loop) -> None:
    """executable is run, and told args[0]."""
    told = output(loop, "another", "-c", 'echo "$0"', executable="/bin/sh")
    doing = """subprocess_exec(factory, 'another', '-c', 'echo "$0"', executable='/bin/sh'); its output"""
    expect(told, b"another\n", doing=doing)


@clause("PROC-20")
def test_a_session_can_be_its_own(loop: Loop) -> None:
    """With start_new_session the child's session has the child's number; else it is ours."""
    seen: list[bool] = []
    for wish in (True, False):
        with running(loop, CAT, start_new_session=wish) as child:
            seen.append(os.getsid(child.pid) == child.pid)
    doing = "start_new_session=(True, False): is the child the leader of its session"
    expect(seen, [True, False], doing=doing)


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """Both ends of a pipe, closed after the test."""
    pair = os.pipe()
    yield pair
    for end in pair:
        os.close(end)


def open_in_a_child(loop: Loop, **options: Any) -> list[int]:
    """The descriptors above 2 that a child finds open."""
    told = output(loop, sys.executable, "-I", "-S", "-c", OPEN, stderr=DEVNULL, **options)
    return [int(number) for number in told.split()]


@clause("PROC-21")
def test_descriptors_can_be_passed(loop: Loop, ends: tuple[int, int]) -> None:
    """A descriptor in pass_fds is open in the child under its number."""
    found = ends[1] in open_in_a_child(loop, pass_fds=(ends[1],))
    expect(found, True, doing="pass_fds=(fd,): is fd open in the child")


@clause("PROC-31")
def test_descriptors_do_not_leak(loop: Loop, ends: tuple[int, int]) -> None:
    """A descriptor that could be inherited, and was not named, is not open in the child."""
    os.set_inheritable(ends[1], True)
    found = open_in_a_child(loop)
    expect(bool(found), False, doing="an inheritable descriptor is open; has a child any above 2")


@clause("PROC-22")
def test_a_function_prepares_the_child(loop: Loop, ends: tuple[int, int]) -> None:
    """preexec_fn is called once, in the child."""
    ours = os.getpid()
    with running(loop, CAT, preexec_fn=lambda: os.write(ends[1], f"{os.getpid()} ".encode())) as child:
        said = [int(pid) for pid in os.read(ends[0], 100).split()]
        doing = "preexec_fn writes os.getpid() into a pipe; is it (the child's, ours)"
        expect(([pid == child.pid for pid in said], ours in said), ([True], False), doing=doing)


@clause("PROC-23")
def test_what_else_popen_can_do(loop: Loop) -> None:
    """umask is passed on."""
    told = ended_by(lambda: output(loop, *SHELL, "umask -S", umask=0o027))
    expect(kind(told), b"u=rwx,g=rx,o=\n", doing="a child with umask=0o027 tells its mask")
