"""The command line as a new user meets it: one clear line, the right exit code, no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli import group
from conformance.tests.running import loopspec, loopspec_here

SHELF = "conformance.tests.hostile"
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
AT_A_TERMINAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job starts with it ignored
from conformance.cli import main
main()
"""
HALTING = """
import asyncio, threading
from conformance.target import Target

made = []

def new():
    made.append(asyncio.new_event_loop())
    if len(made) > 2:  # one to see that it is a loop, one for the first item
        threading.Event().wait()
    return made[-1]

TARGET = Target("halting", new, "gives no third loop", can=frozenset({"threads"}))
"""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["run", "--loop", "uvlop"], "unknown loop 'uvlop'; did you mean uvloop?"),
        (["run", "--loop", "nothing:here"], "cannot import 'nothing'"),
        (["run", "--loop", "conformance.tests.hostile.interrupts_at_import:x"], "raised KeyboardInterrupt"),
        (["run", "--loop", "os:getcwd"], "returned str, expected an asyncio.AbstractEventLoop"),
        (["run", "--loop", "builtins:print"], "returned NoneType"),
        (["run", "--loop", ""], "unknown loop ''; known: asyncio"),
        (["run", "--loop", "asyncio", "--loop", "uvlop"], "unknown loop 'uvlop'"),
        (["run", "--loop", "asyncio", "--loop", "nothing:here"], "cannot import 'nothing'"),
        (["run", "--loop", "math:pi"], "expected a callable"),
        (["run", "--loop", "asyncio:sleep"], "raised TypeError"),
        (["run"], "Missing option '--loop'"),
        (["run", "--loop", "asyncio", "--clause", "SOON-2"], "no clause 'SOON-2'; did you mean"),
        (["run", "--loop", "asyncio", "--chapter", "timer"], "no chapter 'timer'"),
        (["run", "--loop", "asyncio", "--resume"], "--out"),
        (["run", "--loop", "asyncio", "--here"], "needs --clause ID or --chapter NAME"),
        (["run", "--loop", "asyncio", "--loop", "uvloop", "--here", "--clause", "SOON-02"], "asks one loop"),
        (["run", "--loop", "nothing:here", "--here", "--clause", "SOON-02"], "cannot import 'nothing'"),
        (["run", "--loop", "asyncio", "--slow-factor", "0"], "'--slow-factor'"),
        (["explain", "SOON-0"], "no clause 'SOON-0'; did you mean"),
        (["explain"], "Missing argument 'ID'"),
        (["replay", "--loop", "asyncio", "main: dance a"], "expected a verb"),
        (["replay", "--loop", "asynci", "main: soon a"], "did you mean asyncio"),
        (["list", "loop"], "'loop' is not one of"),
        (["mutants", "--clause", "SOON-2"], "no clause 'SOON-2'; did you mean"),
        (["mutants", "no_such"], "no mutant 'no_such'"),
        (["expalin"], "did you mean explain"),
    ],
)
def test_bad_input_is_one_clear_line(args: list[str], words: str) -> None:
    """Wrong input ends with exit code 2 and one line on stderr that says what to do."""
    _refused(loopspec_here(*args), words)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["run", "--loop", "nothing:here"], "cannot import 'nothing'"),
        (["run", "--loop", "asyncio", "--out", "/proc/none"], "/proc/none"),
        (["explain", "SOON-0"], "no clause 'SOON-0'; did you mean"),
        (["replay", "--loop", "asyncio", "main: dance a"], "expected a verb"),
        (["list", "loop"], "'loop' is not one of"),
        (["mutants", "no_such"], "no mutant 'no_such'"),
        (["expalin"], "did you mean explain"),
    ],
)
def test_a_process_ends_with_that_line(args: list[str], words: str) -> None:
    """A process that was given wrong input says no more while it ends: no traceback, no warning."""
    _refused(loopspec(*args), words)


def _refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 2, done
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_closed_loop_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A factory that returns a closed loop is named as such."""
    (tmp_path / "closedloop.py").write_text(
        "import asyncio\ndef new():\n    loop = asyncio.new_event_loop()\n    loop.close()\n    return loop\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = loopspec_here("run", "--loop", "closedloop:new")
    assert (done.returncode, "closed loop" in done.stderr) == (2, True), done


def test_a_command_waits_for_nothing_that_only_a_worker_needs() -> None:
    """Who judges in workers imports neither pytest nor Hypothesis, which take longer than most commands."""
    names = ", ".join(f"conformance.cli.{name}_command" for name in ("run", "mutants", "statements"))
    program = f"import sys, {names}; print(sorted({{'pytest', 'hypothesis'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_help_shows_the_commands_in_80_columns() -> None:
    """The help fits a terminal of 80 columns and names every command."""
    done = loopspec("--help")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    for name in ("run", "explain", "replay", "list", "judge", "differential", "mutants"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("what", ["clauses", "loops", "workloads", "capabilities"])
def test_lists_speak_to_people_and_machines(what: str) -> None:
    """Each list prints lines, and with --json the same as objects."""
    rows = json.loads(loopspec_here("list", what, "--json").stdout)
    lines = loopspec_here("list", what).stdout.splitlines()
    assert len(rows) == len(lines) > 1


@pytest.mark.parametrize(
    ("found", "words"), [("1.2.3", "loopspec, version 1.2.3"), (None, "a checkout that is not installed")]
)
def test_the_version_is_told(found: str | None, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--version`` names the installed version, or says that there is none."""

    def version(name: str) -> str:
        if found is None:
            raise metadata.PackageNotFoundError(name)
        return found

    monkeypatch.setattr(metadata, "version", version)
    told = CliRunner().invoke(group, ["--version"])
    assert told.exit_code == 0
    assert words in told.output


def test_explain_prints_the_walk() -> None:
    """Explaining a clause shows its promise and its places."""
    done = loopspec("explain", "soon-02")
    assert done.returncode == 0, done
    for words in ("SOON-02 (must)", "promise", "intent", "source", "question", "kept by", "broken by"):
        assert words in done.stdout


def test_several_loops_replay_side_by_side() -> None:
    """A program runs on each loop that is named, and each trace stands beside its loop."""
    done = loopspec("replay", "--loop", "asyncio", "--loop", "uvloop", "main: soon a | a: soon b; stop")
    assert done.stdout == "asyncio  a stopped b\nuvloop   a b stopped\n", done
    alone = loopspec("replay", "--loop", "asyncio", "main: soon a")
    assert alone.stdout == "a\n", alone


def test_a_known_deviation_is_called_one() -> None:
    """The judge does not say `broken` of what is listed, and its exit code is 0."""
    done = loopspec("judge", "--loop", "uvloop", "main: soon a | a: soon b; stop")
    assert (done.returncode, "known deviation from STOP-04" in done.stdout) == (0, True), done


def test_one_clause_of_one_loop_is_judged(tmp_path: Path) -> None:
    """A kept clause gives exit code 0 and every report on disk."""
    done = loopspec("run", "--loop", "asyncio", "--clause", "SOON-02", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.json", "report.md", "report.txt", "report.xml"} <= written


def test_here_asks_in_the_very_process() -> None:
    """With --here the items run where a debugger is attached, are named before they begin, and are judged."""
    done = loopspec("run", "--loop", "conformance.mutants.soon_02_jumps_the_queue:new_event_loop",
                    "--clause", "SOON-02", "--here")  # fmt: skip
    assert done.returncode == 1, done
    first, *named = done.stderr.splitlines()
    assert first.startswith("loopspec: no isolation: a loop that crashes or hangs takes this run with it")
    assert "SOON-02[1]" in named
    assert "SOON-02 (must) broken by" in done.stdout
    done = loopspec("run", "--loop", f"{SHELF}.exits:new_event_loop", "--clause", "SOON-02", "--here")
    assert done.returncode == 7, "the loop ended this very process"


def test_the_slow_factor_reaches_the_items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wait of a worker is so many times as long, and the words say so."""
    (tmp_path / "slow.py").write_text(
        "import asyncio\nfrom conformance.suite import driving\nfrom conformance.audit import scaled\n"
        "def new():\n    raise OSError(f'{driving.PATIENCE:g} {scaled(1):g}')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = loopspec_here("run", "--loop", "slow:new", "--slow-factor", "3")
    assert "raised OSError: 30 3" in told.stderr
    monkeypatch.setenv("LOOPSPEC_SLOW_FACTOR", "3")
    assert "raised OSError: 30 3" in loopspec_here("run", "--loop", "slow:new").stderr


def test_ctrl_c_ends_with_130_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupted run says so, ends with 130, and writes no report."""
    (tmp_path / "halting.py").write_text(HALTING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    out = tmp_path / "out"
    asked = ["--loop", "halting:TARGET", "--clause", "SOON-06", "--clause", "SOON-07", "--out", str(out)]
    command = [sys.executable, "-c", AT_A_TERMINAL, "run", *asked]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    assert "1 of 2 items" in running.stderr.readline()  # it is at work, and will not come to an end
    running.send_signal(signal.SIGINT)
    _, rest = running.communicate(timeout=60)
    assert running.returncode == 130, rest
    assert "interrupted" in rest
    assert "Traceback" not in rest
    assert not list(out.glob("report.*"))


@pytest.mark.parametrize(
    ("command", "journal"),
    [
        (["campaign", "--runs", "1"], "campaign.jsonl"),
        (["mutants", "--pairs", "--chapter", "generators"], f"pairs-cpython-{HERE}.jsonl"),
        (["mutants", "--chapter", "generators"], f"mutants-cpython-{HERE}.jsonl"),
        (["differential", "--loop", "asyncio", "--programs", "1"], "differential-0.jsonl"),
        (["run", "--loop", "asyncio", "--clause", "SOON-02", "--resume"], "journal-asyncio.jsonl"),
    ],
)
def test_a_file_that_is_no_journal_is_left_alone(command: list[str], journal: str, tmp_path: Path) -> None:
    """What stands where a journal should be is named in one line, and not written over."""
    (tmp_path / journal).write_text("my own notes\n")
    elsewhere = command[0] in ("campaign", "differential")  # no other test sees such a process to its end
    done = (loopspec if elsewhere else loopspec_here)(*command, "--out", str(tmp_path))
    assert done.returncode == 2
    assert f"{tmp_path / journal} is " in done.stderr or f"{tmp_path / journal}: is " in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / journal).read_text() == "my own notes\n"


INTERRUPTED_IMPORT = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "conformance.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
from conformance.__main__ import main
main()
"""


def test_ctrl_c_while_the_command_is_imported_is_told() -> None:
    """An interrupt that comes before the command is there ends as any other."""
    command = [sys.executable, "-c", INTERRUPTED_IMPORT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "loopspec: interrupted\n")


FULL = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a device that is always full"
)
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""Output that is held back is what fails a second time, when the process ends."""


@FULL
@pytest.mark.parametrize("command", [("conformance", "list", "loops"), ("perf.run", "--list")])
def test_output_that_cannot_be_written_is_one_line(command: tuple[str, ...]) -> None:
    """A command whose output finds no room says so in one line, with exit code 2."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", *command], stdout=full, stderr=subprocess.PIPE, text=True, env=BUFFERED
        )
    assert done.returncode == 2
    assert done.stderr.endswith("No space left on device\n")
    assert done.stderr.count("\n") == 1


@FULL
def test_verdicts_that_cannot_be_told_are_none() -> None:
    """Where the output cannot be written the run has judged nothing: one line, and exit code 3."""
    command = [sys.executable, "-m", "conformance", "run", "--loop", "asyncio", "--clause", "SOON-02"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=BUFFERED)
    assert done.returncode == 3
    last = done.stderr.splitlines()[-1]
    assert last.startswith("loopspec: error: standard output: No space left on device")
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told_before_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without room is refused with its name, and nothing is left in it."""
    from conformance.cli import run_command

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left on device") as refused:
        run_command._require_writable(tmp_path / "out")
    assert refused.value.filename == str(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
