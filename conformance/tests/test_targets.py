"""Strangers as targets: what MODULE:NAME may be, and what stands around a loop."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from conformance import targets
from conformance.targets import TargetError

HOSTED = """
import asyncio
from contextlib import contextmanager
from conformance.target import Deviation, Target

HOST = []

@contextmanager
def application():
    HOST.append("up")
    print("up", flush=True)
    try:
        yield
    finally:
        print("down", flush=True)

def new_event_loop():
    assert HOST == ["up"], "no application, or more than one"
    return asyncio.SelectorEventLoop()

def broken_application():
    raise OSError("no display")

TARGET = Target(
    name="hosted", factory=new_event_loop, description="lives in an application", around=application,
    can=frozenset({"threads"}), deviations=(Deviation("SOON-02", "so it is", "https://example.org/1"),),
)
NO_DISPLAY = Target("no display", new_event_loop, "has nowhere to live", around=broken_application)
"""


@pytest.fixture
def hosted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a module of somebody else's, on the path."""
    (tmp_path / "hosted.py").write_text(HOSTED)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def test_a_stranger_may_bring_a_target(hosted: Path) -> None:
    """MODULE:NAME may be a Target: what it says of itself holds, under the name that it was asked by."""
    program = "from conformance import targets; t = targets.resolve('hosted:TARGET'); " * 2
    program += "print(t.name, *t.can, *(one.clause for one in t.deviations))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["up", "hosted:TARGET threads SOON-02", "down"], done.stderr


def test_the_exam_is_put_inside_of_what_is_around(hosted: Path) -> None:
    """Each worker enters what is around the loop before it makes one."""
    command = [sys.executable, "-m", "conformance", "run", "--loop", "hosted:TARGET", "--clause", "SOON-01"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_cannot_be_set_up_is_told(hosted: Path) -> None:
    """Where what is around the loop cannot be entered, one line says what it raised."""
    with pytest.raises(TargetError, match="what is around 'hosted:NO_DISPLAY' raised OSError: no display"):
        targets.meet("hosted:NO_DISPLAY")


def test_a_usual_loop_has_nothing_around_it() -> None:
    """Our own targets need nothing set up."""
    assert {targets.known(name).around for name in targets.names()} == {nullcontext}
