"""The command from outside: real processes, hostile loops, unwritable folders, ctrl-C."""

from __future__ import annotations

import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from perf import plan, processes, run_command, stability, store
from perf.pyperf_files import read_side
from perf.results import Gap

QUICK = plan.Settings(rounds=3, values=1, warmups=0, deadline=30)


def _run(*options: str) -> Result:
    return CliRunner().invoke(run_command.command, [*options])


def _measured(folder: Path, *options: str) -> tuple[Result, dict[str, Any]]:
    done = _run("--workload", "queue", "--rounds", "3", "--output", str(folder), *options)
    return done, json.loads((folder / "comparison.json").read_text())


@pytest.fixture(scope="module")
def against_itself(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one real session: asyncio against itself, however busy the machine is."""
    folder = tmp_path_factory.mktemp("session")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stability, "DISTURBED", float("inf"))
        done, _ = _measured(folder, "--loop", "asyncio")
    assert done.exit_code == 0, done.output
    return folder


def test_measures_interleaved_in_fresh_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each measurement has a process of its own, one after the other, and the loops take turns."""
    monkeypatch.setenv("SIGNED", str(tmp_path / "signed"))
    loops = ("--baseline", "perf.tests.liars:SigningA", "--loop", "perf.tests.liars:SigningB")
    _measured(tmp_path / "out", *loops)
    signed = [line.split() for line in (tmp_path / "signed").read_text().splitlines()]
    processes_in_order = [key for key, _ in groupby(signed)]
    assert "".join(letter for letter, _ in processes_in_order) == "AB" + "AB" + "BA" + "AB"
    assert len({pid for _, pid in processes_in_order}) == 8


def test_files_of_a_session(against_itself: Path) -> None:
    """A session leaves the comparison in two forms and one pyperf file for each side, and nothing else."""
    names = ["asyncio-2.json", "asyncio.json", "comparison.json", "comparison.md"]
    assert sorted(path.name for path in against_itself.iterdir()) == names


def test_files_name_no_machine_place(against_itself: Path) -> None:
    """No written file holds a path, the host's name or the interpreter's folder."""
    text = "".join(path.read_text() for path in against_itself.iterdir())
    for secret in (os.uname().nodename, str(Path.cwd()), sys.prefix, sys.base_prefix, str(Path.home())):
        assert f'"{secret}' not in text


def test_json_is_all_there_is_on_stdout(tmp_path: Path) -> None:
    """With --json standard output is one JSON document and progress goes to standard error."""
    command = [sys.executable, "-m", "perf.run", "--json", "--loop", "asyncio", "--workload", "queue"]
    done = subprocess.run(
        [*command, "--rounds", "3", "--output", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["sides"]) == {"asyncio", "asyncio#2"}
    assert "round 3 of at most 3, 4 of 6 processes done" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("liar", "kind", "words"),
    [
        ("Dropping", "failed", "expected 50000 of them, got 49999"),
        ("Crashing", "crashed", "was killed by SIGSEGV"),
        ("Leaving", "crashed", "without a usable result"),
        ("Talking", "failed", "raised RuntimeError: [bold]a|b <b>c</b> [31m second `line`"),
        ("Complaining", "failed", "exception handler: expected no call, got 1"),
    ],
)
def test_liars_get_no_figure(liar: str, kind: str, words: str) -> None:
    """A loop that skips work, dies, leaves or complains in a worker becomes a gap with its reason."""
    gap = processes.measure(f"perf.tests.liars:{liar}", "callback-burst", QUICK)
    assert isinstance(gap, Gap)
    assert gap.kind == kind
    assert words in gap.reason


def test_hang_is_ended() -> None:
    """A loop that never comes back, deaf to polite signals, is killed at the deadline and named."""
    gap = processes.measure("perf.tests.liars:Hanging", "queue", replace(QUICK, deadline=2))
    assert gap == Gap("hung", "gave no result within 2 s")


def test_failure_is_a_row_and_status_1(tmp_path: Path) -> None:
    """A liar's row says no figure and why, the honest loop's figure stands, and the status is 1."""
    done, comparison = _measured(tmp_path, "--loop", "perf.tests.liars:Crashing")
    assert done.exit_code == 1
    assert [cell["verdict"] for cell in comparison["cells"]] == ["baseline", "no figure"]
    assert "crashed: was killed by SIGSEGV" in done.output
    assert "Traceback" not in done.output


def test_noise_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that is ten times as slow in every second process is called too noisy, and gets no ratio."""
    monkeypatch.setenv("WAVERING", str(tmp_path / "count"))
    done, comparison = _measured(tmp_path / "out", "--loop", "perf.tests.liars:Wavering")
    assert done.exit_code == 0, done.output
    assert comparison["cells"][1]["verdict"] == "too noisy"
    assert "too noisy [1]" in done.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--loop", "uvlop"), "did you mean uvloop"),
        (("--loop", "no_such_module:factory"), "no_such_module"),
        (("--loop", "asyncio:no_such_name"), "no_such_name"),
        (("--loop", "builtins:int"), "int"),
        (("--loop", "perf.tests.liars:dying_factory"), "the process was killed by SIGKILL"),
        (("--workload", "qeue"), "did you mean queue?"),
        (("--rounds", "2"), "3<=x<=1000"),
        (("--baseline", "asyncoi"), "asyncio"),
    ],
)
def test_bad_requests(tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    """What cannot be done as asked is one clear line and status 2, and nothing is written."""
    command = [sys.executable, "-m", "perf.run", *options, "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(f"perf.run: .*{re.escape(words)}.*\n", done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_unwritable_folder(tmp_path: Path) -> None:
    """A folder that cannot be made is found before anything is measured: one line, status 2."""
    (tmp_path / "file").write_text("")
    done = _run("--output", str(tmp_path / "file" / "out"))
    assert done.exit_code == 2
    assert done.output.startswith("perf.run: cannot write to ")
    assert done.output.endswith("give another folder with --output\n")
    assert done.output.count("\n") == 1


@contextmanager
def _files_no_longer_than(size: int) -> Generator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_leaves_the_old(tmp_path: Path) -> None:
    """When the second of two files does not fit, both old files stand whole and nothing else is left."""
    store.write(tmp_path, {"a": "old a", "b": "old b"})
    with _files_no_longer_than(4096), pytest.raises(store.CannotWrite, match="cannot write to"):
        store.write(tmp_path, {"a": "new", "b": "x" * 100_000})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old a", "b": "old b"}


def test_interrupt_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C ends the worker too, writes nothing and is status 130, even when SIGINT was ignored before."""
    command = [sys.executable, "-m", "perf.run", "--loop", "perf.tests.liars:Hanging", "--workload", "queue"]
    with subprocess.Popen(
        [*command, "--output", str(tmp_path)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    ) as session:
        assert session.stderr is not None
        assert select.select([session.stderr], [], [], 30)[0]
        assert b"round 1" in session.stderr.readline()
        session.send_signal(signal.SIGINT)
        assert session.wait(30) == 130
        assert session.stderr.read().splitlines()[-1] == b"perf.run: interrupted, nothing written"
    assert list(tmp_path.iterdir()) == []


INTERRUPTED_IMPORT = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "perf.session":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
from perf import command_line
command_line.run("perf.run_command", "perf.run")
"""


def test_interrupt_while_importing() -> None:
    """Ctrl-C before the command is there is one line and status 130, too."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED_IMPORT], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "perf.run: interrupted\n")


def test_read_back(against_itself: Path) -> None:
    """A written side tells its target and its workload when it is read back."""
    side = read_side(against_itself / "asyncio.json")
    assert (side.label, side.target, side.work["queue"].n) == ("asyncio", "asyncio", 8_000)


def test_help_is_a_manual() -> None:
    """The help names every option, gives examples, and tells the exit statuses."""
    text = _run("--help").output
    for word in (
        "--loop",
        "--baseline",
        "--workload",
        "--fast",
        "--rounds",
        "--output",
        "--json",
        "Examples:",
    ):
        assert word in text
    assert "130 interrupted" in text
