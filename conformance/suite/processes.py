"""Child processes for questions: small shells that do as they are told, and a protocol that notes its calls.

Keeps true: a child that is started here is gone when its block is left, if the loop does as it is told; the
audit finds those that are not. The loop is let wait while a child works: it must be woken. POSIX only.
Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest

from conformance.suite.driving import PATIENCE, Loop, complete, ended_by, run_turns
from conformance.suite.matter import kind

T = TypeVar("T")

PIPE, DEVNULL, STDOUT = subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT
SILENT: dict[str, Any] = {"stdin": DEVNULL, "stdout": DEVNULL, "stderr": DEVNULL}
"""Options for a child without pipes. None would mean what this process has, which may be nothing."""
EXEC, BY_SHELL = "subprocess_exec", "subprocess_shell"
CAT = "/bin/cat"
SHELL = ("/bin/sh", "-c")
METHODS = pytest.mark.parametrize("method", [EXEC, BY_SHELL])
STUBBORN = "trap '' TERM; echo ready; exec cat"
"""A child that ignores SIGTERM, and says what it hears until that ends."""
WHILE = PATIENCE / 2
"""Seconds for what a child of a few milliseconds does, on a machine that does much else."""
LEAVING = PATIENCE / 5
"""Seconds for a child that was killed to be gone."""


class Heard(asyncio.SubprocessProtocol):
    """Notes its calls in order, and what came with them."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.transports: list[Any] = []
        """The arguments of connection_made()."""
        self.pieces: list[tuple[int, object]] = []
        """The arguments of pipe_data_received()."""
        self.ends: list[tuple[int, BaseException | None]] = []
        """The arguments of pipe_connection_lost()."""
        self.losses: list[BaseException | None] = []
        """The arguments of connection_lost()."""
        self.faults: dict[str, BaseException] = {}
        """Call -> what it raises."""
        self.hooks: dict[str, Callable[[], object]] = {}
        """Call -> what is done in it."""
        self.look: Callable[[], object] = int
        """Called after each call."""

    def note(self, name: str, fd: int | None = None) -> None:
        """Note a call; do and raise what was asked for."""
        self.calls.append(name if fd is None else f"{name}({fd})")
        try:
            self.hooks.get(name, int)()
            if name in self.faults:
                raise self.faults[name]
        finally:
            self.look()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it."""
        self.transports.append(transport)
        self.note("connection_made")

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Note it."""
        self.pieces.append((fd, data))
        self.note("pipe_data_received", fd)

    def pipe_connection_lost(self, fd: int, exc: BaseException | None) -> None:
        """Note it."""
        self.ends.append((fd, exc))
        self.note("pipe_connection_lost", fd)

    def process_exited(self) -> None:
        """Note it."""
        self.note("process_exited")

    def connection_lost(self, exc: BaseException | None) -> None:
        """Note it."""
        self.losses.append(exc)
        self.note("connection_lost")

    def pause_writing(self) -> None:
        """Note it."""
        self.note("pause_writing")

    def resume_writing(self) -> None:
        """Note it."""
        self.note("resume_writing")

    def data(self, fd: int = 1) -> bytes:
        """What a pipe brought."""
        return b"".join(bytes(data) for number, data in self.pieces if number == fd)  # type: ignore[call-overload]

    def heard(self, call: str) -> bool:
        """Whether there was such a call."""
        return call in self.calls

    def over(self) -> bool:
        """Whether the last call was made."""
        return self.heard("connection_lost")

    def exited(self) -> bool:
        """Whether the child has exited."""
        return self.heard("process_exited")

    def writing(self) -> list[str]:
        """The calls of flow control."""
        return [call for call in self.calls if call.endswith("_writing")]


@dataclass
class Child:
    """A child of the loop's, and who is told of it."""

    loop: Loop
    transport: Any
    told: Heard

    @property
    def pid(self) -> int:
        """Its number."""
        return int(self.transport.get_pid())

    def pipe(self, fd: int) -> Any:
        """The transport of one of its pipes."""
        return self.transport.get_pipe_transport(fd)

    def until(self, done: Callable[[], bool], seconds: float = WHILE) -> bool:
        """Run the loop, which may wait, until a call of the protocol makes it so."""
        return until(self.loop, [self.told], done, seconds)

    def says(self, words: bytes, fd: int = 1) -> bool:
        """Run the loop until the child has said so much."""
        return self.until(lambda: len(self.told.data(fd)) >= len(words))

    def ended(self) -> object:
        """Run the loop until all is over; the return code."""
        self.until(self.told.over)
        return self.transport.get_returncode()

    def hang_up(self) -> None:
        """Close its standard input."""
        self.pipe(0).close()

    def leave(self) -> None:
        """End it."""
        self.told.faults.clear()
        self.told.hooks.clear()
        ended_by(self.transport.close)
        self.until(self.told.over, LEAVING)
        run_turns(self.loop)


def until(loop: Loop, those: list[Heard], done: Callable[[], bool], seconds: float = WHILE) -> bool:
    """Run the loop, which may wait, until a call of one of these protocols makes it so."""

    def look() -> None:
        if done():
            loop.stop()

    if done():
        return True
    safety = loop.call_later(seconds, loop.stop)
    for told in those:
        told.look = look
    loop.run_forever()
    for told in those:
        told.look = int
    safety.cancel()
    return done()


def command(method: str, script: str) -> tuple[str, ...]:
    """The script as arguments of this method."""
    return (script,) if method == BY_SHELL else (*SHELL, script)


async def start(loop: Loop, factory: Callable[[], Any], *command: Any, method: str, **options: Any) -> Any:
    """What subprocess_exec() or subprocess_shell(), whichever the method is, returns."""
    return await getattr(loop, method)(factory, *command, **options)


@contextmanager
def running(
    loop: Loop, *command: Any, told: Heard | None = None, method: str = EXEC, **options: Any
) -> Generator[Child, None, None]:
    """A child of this program; it is gone when the block is left."""
    protocol = told or Heard()
    starting = start(loop, lambda: protocol, *command, method=method, **options)
    transport, _ = complete(loop, starting, doing=f"await {method}(factory, {command})")
    child = Child(loop, transport, protocol)
    try:
        yield child
    finally:
        child.leave()


def shell(loop: Loop, script: str, *args: str, **options: Any) -> AbstractContextManager[Child]:
    """The same for a shell that runs this script: $1 and so on are the arguments."""
    return running(loop, *SHELL, script, "sh", *args, **options)


def output(loop: Loop, *command: Any, fd: int = 1, **options: Any) -> bytes:
    """What a child says that is not spoken to."""
    with running(loop, *command, **options) as child:
        if child.pipe(0) is not None:
            child.hang_up()
        child.ended()
        return child.told.data(fd)


def refusal(
    loop: Loop, *command: Any, factory: Callable[[], Any] = Heard, method: str = EXEC, **options: Any
) -> object:
    """The name of the exception that starting such a child raises; a child that comes about is ended."""
    before = brood()
    starting = start(loop, factory, *command, method=method, **options)
    outcome: Any = ended_by(lambda: complete(loop, starting, doing=f"await {method}()"))
    if isinstance(outcome, BaseException):
        return kind(outcome) if brood() == before else f"{kind(outcome)}, and a child is left"
    Child(loop, *outcome).leave()
    return "a child"


# -- what the system knows


def brood() -> frozenset[int]:
    """The numbers of all children of this process, zombies among them."""
    mine = os.getpid()
    found = (process.info for process in psutil.process_iter(["pid", "ppid"]))
    return frozenset(int(one["pid"]) for one in found if one["ppid"] == mine)


def reaped(pid: int) -> bool:
    """Whether the child is gone, and no zombie."""
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def alive(pid: int) -> bool:
    """Whether the child has not exited."""
    with suppress(ChildProcessError):
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    return False


def descriptors() -> int:
    """How many descriptors this process has open: which numbers they have is nobody's business."""
    return len(os.listdir("/dev/fd")) - 1  # the one that lists the folder is closed by now


def descriptors_in(loop: Loop) -> int:
    """How many descriptors are open while the loop runs, which may need some of its own for that."""
    counts: list[int] = []
    loop.call_soon(lambda: counts.append(descriptors()))
    run_turns(loop)
    return counts[0]


class Gate:
    """A named pipe that a child reads lines of, as to wait until it is let through: ``read x < "$1"``."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "gate")
        os.mkfifo(self.path)
        self._end = os.open(self.path, os.O_RDWR)

    def open(self) -> None:
        """Let the child through."""
        self.say("go\n")

    def say(self, line: str) -> None:
        """Give the child a line to read."""
        os.write(self._end, line.encode())

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self._end)


# -- asyncio's Process


@asynccontextmanager
async def process(*command: Any, **options: Any) -> AsyncGenerator[asyncio.subprocess.Process, None]:
    """A Process of this program; it is gone when the block is left."""
    made = await asyncio.create_subprocess_exec(*command, **options)
    try:
        yield made
    finally:
        if made.returncode is None:
            with suppress(ProcessLookupError):
                made.kill()
        await made.communicate()


def ask(loop: Loop, question: Coroutine[Any, Any, T], *, doing: str) -> T:
    """What the coroutine returns; what it started has had time to end."""
    try:
        return complete(loop, question, doing=doing)
    finally:
        run_turns(loop)
