"""The workloads and their registry: what they prove, and that a lying loop does not get past them."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest

import perf
from perf import measure
from perf.tests import liars
from perf.tests.liars import Args
from perf.workload import Workload, WrongResult, expect
from perf.workloads import UnknownWorkload, load, select

SMALL = 250
ALL = pytest.mark.parametrize("work", load().values(), ids=lambda work: work.name)

DROPPED_IN = '''
"""A workload that a stranger dropped in."""
from asyncio import AbstractEventLoop
from perf.workload import Workload, expect

def run(loop: AbstractEventLoop, n: int) -> int:
    return n

def check(result: int, n: int) -> None:
    expect(result, n, "size")

WORKLOAD = Workload("dropped-in", "nothing at all", 1, run, check)
'''


@ALL
def test_honest_loop_passes(work: Workload[Any]) -> None:
    """Every workload accepts what stdlib asyncio does, and takes some time."""
    assert measure.once(asyncio.SelectorEventLoop, work, SMALL) > 0


@ALL
def test_check_refuses_other_sizes(work: Workload[Any]) -> None:
    """No workload's check accepts the result of less or more work than was asked for."""
    loop = asyncio.SelectorEventLoop()
    result = work.run(loop, SMALL)
    loop.close()
    for size in (SMALL - 1, SMALL + 1):
        with pytest.raises(WrongResult):
            work.check(result, size)


@pytest.mark.parametrize("name", ["callback-burst", "empty-turns", "timer-churn"])
def test_dropped_callback_is_caught(name: str) -> None:
    """A loop that loses one callback, and is otherwise right, fails the workload instead of winning it."""
    work = load()[name]
    if name == "callback-burst":
        with pytest.raises(WrongResult, match="expected 250 of them, got 249"):
            measure.once(liars.Dropping, work, SMALL)
        return
    with pytest.raises(WrongResult):
        measure.once(_Skipping if name == "empty-turns" else _Uncancelling, work, SMALL * 20)


class _Skipping(asyncio.SelectorEventLoop):
    """Returns from run_forever without a turn when it was asked to stop before."""

    def run_forever(self) -> None:
        return None


class _Uncancelling(asyncio.SelectorEventLoop):
    """Hands out timers that ignore cancel()."""

    def call_later(
        self, delay: float, callback: Callable[[*Args], object], *args: *Args, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return _Stubborn(self.time() + delay, callback, args, self, context)


class _Stubborn(asyncio.TimerHandle):
    def cancel(self) -> None:
        return None


def test_early_timer_is_caught() -> None:
    """A loop that does not wait for its timers fails the workload, and is told by how much it was early."""
    with pytest.raises(WrongResult, match=r"expected none early, got one 9\.0 ms before its deadline"):
        measure.once(liars.Early, load()["timers-spread"], SMALL)


def test_complaint_is_caught() -> None:
    """A loop that calls its exception handler gets no figure, even when its result is right."""
    with pytest.raises(WrongResult, match="exception handler: expected no call, got 1"):
        measure.once(liars.Complaining, load()["callback-burst"], SMALL)


def test_lying_workload_is_caught() -> None:
    """A workload whose run does less than its size says fails its own check."""
    honest = load()["callback-burst"]
    lazy = Workload("lazy", "half the work", 100, lambda loop, n: honest.run(loop, n // 2), honest.check)
    with pytest.raises(WrongResult, match="expected 100 of them, got 50"):
        measure.once(asyncio.SelectorEventLoop, lazy, 100)


def test_waiting_for_a_core_is_slowness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work of one second, of which it waited half a second for a core, counts as twice as slow."""
    stat = tmp_path / "schedstat"
    stat.write_text("0 0 0")
    monkeypatch.setattr(measure, "SCHEDSTAT", stat)
    monkeypatch.setattr(measure, "yardstick", lambda: 1.0)
    monkeypatch.setattr(measure, "perf_counter", iter((0.0, 1.0, 5.0, 6.0)).__next__)

    def interrupted() -> float:
        stat.write_text("0 500000000 0")
        return 7.0

    assert measure.slowness(lambda: 7.0) == (7.0, 1.0)
    assert measure.slowness(interrupted) == (7.0, 2.0)


def test_loop_is_closed_after_failure() -> None:
    """A loop whose workload raised is closed all the same."""
    made: list[asyncio.AbstractEventLoop] = []

    def factory() -> asyncio.AbstractEventLoop:
        made.append(asyncio.SelectorEventLoop())
        return made[0]

    def fail(loop: asyncio.AbstractEventLoop, n: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        measure.once(factory, Workload("bad", "", 1, fail, lambda result, n: None), 1)
    assert made[0].is_closed()


def test_words_of_a_difference() -> None:
    """A wrong result names the first place at which it differs."""
    with pytest.raises(WrongResult, match="numbers: expected 2 at place 1, got 7"):
        expect([1, 7, 3], [1, 2, 3], "numbers")


def test_twelve_and_more() -> None:
    """The sizes that were published for earlier loops are kept, among at least a dozen workloads."""
    known = load()
    assert len(known) >= 12
    assert (known["callback-burst"].n, known["timers-spread"].n) == (50_000, 5_000)


def test_patterns_select() -> None:
    """A pattern selects by name, and a misspelt one is answered with the near misses."""
    assert [work.name for work in select(["time*"])] == ["timer-churn", "timers-spread"]
    with pytest.raises(UnknownWorkload, match="unknown workload 'qeue'; did you mean queue"):
        select(["qeue"])


def test_one_touch(tmp_path: Path) -> None:
    """A file dropped into the folder is a workload: listed and loaded without any other edit."""
    copy = _copy(tmp_path)
    (copy / "workloads" / "dropped_in.py").write_text(DROPPED_IN)
    done = _list(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "dropped-in             1  nothing at all" in done.stdout


def test_wrong_name_is_refused(tmp_path: Path) -> None:
    """A workload that is not called like its file is refused in words that say what was expected."""
    copy = _copy(tmp_path)
    (copy / "workloads" / "other.py").write_text(DROPPED_IN)
    assert "perf/workloads/other.py: expected the name 'other', got 'dropped-in'" in _list(tmp_path).stderr


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(Path(perf.__path__[0]), folder / "perf"))


def _list(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "import sys; sys.path.insert(0, sys.argv.pop(1)); import perf.run_command as c; c.command()"
    return subprocess.run(
        [sys.executable, "-c", script, str(folder), "--list"], capture_output=True, text=True, check=False
    )
