"""The two ways to hear that a child has exited: what an exam on Linux sees only one of."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator

import pytest

from reference_loop import ReferenceLoop, children
from reference_loop.children import Children

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
NAME = "waits for a child"
"""Of the threads that do."""


def no_descriptor(pid: int) -> None:
    """There is none for this process, nor for any other."""


def too_many(pid: int) -> int:
    """The system has no descriptor left."""
    raise OSError(24, f"no descriptor for {pid}")


@pytest.fixture(params=["descriptor", "thread"])
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReferenceLoop]:
    """A loop that hears of children in the one way, or in the other."""
    if request.param == "thread":
        monkeypatch.setattr(children, "_descriptor_of", no_descriptor)
    elif not hasattr(os, "pidfd_open"):
        pytest.skip("the system has no descriptors for processes")
    made = ReferenceLoop()
    yield made
    made.close()


def start(script: str) -> subprocess.Popen[bytes]:
    """A shell that reads from a pipe."""
    return subprocess.Popen(["/bin/sh", "-c", script], stdin=subprocess.PIPE)


def let_go(child: subprocess.Popen[bytes]) -> None:
    """Give it the end of its standard input."""
    assert child.stdin is not None
    child.stdin.close()


def telling(loop: ReferenceLoop, told: list[int]) -> Callable[[int], None]:
    """A callback that notes the return code, and stops the loop."""

    def note(code: int) -> None:
        told.append(code)
        loop.stop()

    return note


def waiting() -> list[threading.Thread]:
    """The threads that wait for children."""
    return [thread for thread in threading.enumerate() if thread.name == NAME]


@pytest.mark.parametrize(("script", "code"), [("read x; exit 7", 7), ("read x; kill -9 $$", -9)])
def test_the_return_code_is_told_once(loop: ReferenceLoop, script: str, code: int) -> None:
    """Whoever watches a child is told its return code, and nobody watches it any more."""
    watched, told = Children(loop), list[int]()
    child = start(script)
    watched.watch(child, telling(loop, told))
    assert len(watched) == 1
    let_go(child)
    loop.run_forever()
    assert (told, len(watched), child.returncode) == ([code], 0, code)


def test_a_child_that_has_exited_already(loop: ReferenceLoop) -> None:
    """It is too late for nobody: also the exit before watch() is told."""
    watched, told = Children(loop), list[int]()
    child = start("exit 5")
    let_go(child)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    watched.watch(child, telling(loop, told))
    loop.run_forever()
    assert told == [5]


def test_who_was_reaped_by_others_is_gone(loop: ReferenceLoop) -> None:
    """A child of which somebody else took the exit code is not waited for in vain."""
    watched, told = Children(loop), list[int]()
    child = start("exit 5")
    let_go(child)
    os.waitpid(child.pid, 0)
    watched.watch(child, telling(loop, told))
    loop.run_forever()
    assert len(told) == 1


def test_a_closed_loop_leaves_no_descriptor(loop: ReferenceLoop) -> None:
    """close() gives back what was held for children that run on."""
    before = len(os.listdir("/dev/fd"))
    watched = Children(loop)
    child = start("read x")
    held = len(os.listdir("/dev/fd"))
    watched.watch(child, print)
    watched.close()
    watched.close()
    assert len(os.listdir("/dev/fd")) == held == before + 1  # our end of its standard input
    let_go(child)
    child.wait()
    for thread in waiting():
        thread.join()


def test_a_thread_outlives_its_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that exits when the loop is closed is reaped by the thread that waited for it."""
    monkeypatch.setattr(children, "_descriptor_of", no_descriptor)
    loop = ReferenceLoop()
    child = start("read x; exit 6")
    Children(loop).watch(child, print)
    loop.close()
    let_go(child)
    for thread in waiting():
        thread.join()
    assert child.returncode == 6


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asked of systems that have one")
def test_no_descriptor_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no descriptor can be had, a thread waits."""
    monkeypatch.setattr(os, "pidfd_open", too_many)
    loop = ReferenceLoop()
    told = list[int]()
    child = start("read x; exit 6")
    Children(loop).watch(child, telling(loop, told))
    assert len(waiting()) == 1
    let_go(child)
    loop.run_forever()
    loop.close()
    assert told == [6]


def test_a_loop_that_is_closed_forgets_its_children() -> None:
    """A loop can be closed while children of it run, and lets go of what it held for them."""
    before = len(os.listdir("/dev/fd"))
    loop = ReferenceLoop()
    child = start("read x")
    watched: Callable[..., None] = loop._children.watch
    watched(child, print)
    loop.close()
    assert len(os.listdir("/dev/fd")) == before + 1
    let_go(child)
    child.wait()
