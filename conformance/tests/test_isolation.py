"""The isolation on trial: each hostile loop of the shelf gets its exact verdict, and leaves nothing behind.

The exam put here is a tiny one: an item before, the item that uses the loop, an item after.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from conformance import capabilities
from conformance.isolation import controller, journal
from conformance.isolation.collecting import collect
from conformance.isolation.controller import Limits, judge
from conformance.isolation.journal import Ended, Finished, Started
from conformance.isolation.processes import MARK
from conformance.targets import TargetError
from conformance.tests.hostile import loses_wakeups
from reports.records import Finding, Record

BEFORE, USES, AFTER = "SOON-01", "SOON-02", "SOON-03"
TINY = f'''
from conformance.clause import clause

@clause("{BEFORE}")
def test_before():
    """An item that asks no loop."""

@clause("{USES}")
def test_uses(loop):
    """A callback runs."""
    loop.call_soon(loop.stop)
    loop.run_forever()

@clause("{AFTER}")
def test_after():
    """Another item that asks no loop."""
'''
SHORT = Limits(item=2, start=20, exit=2, confirm=2, memory=1 << 30)
SHELF = "conformance.tests.hostile"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny exam."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "test_tiny.py").write_text(TINY)
    return folder


def ask(name: str, tiny: Path, limits: Limits = SHORT) -> Record:
    """The record of one loop of the shelf."""
    record, *others = judge(f"{SHELF}.{name}:new_event_loop", limits=limits, suite=tiny, jobs=1)
    assert others == []
    return record


def test_an_exam_that_cannot_be_listed_says_why(tmp_path: Path) -> None:
    """The error ends with the last words of the process that was to list the exam."""
    (tmp_path / "conftest.py").write_text("raise SystemExit('no exam today')")
    with pytest.raises(ChildProcessError, match=r"cannot be listed: its process exited .*no exam today"):
        collect(tmp_path)


def verdicts(record: Record) -> dict[str, tuple[str, str]]:
    """Verdict and kind by clause, of the items that were asked."""
    return {one.clause: (one.verdict, one.kind) for one in record.findings if one.item}


def finding(record: Record, clause: str = USES) -> Finding:
    """The only finding of a clause."""
    (found,) = (one for one in record.findings if one.clause == clause)
    return found


def workers() -> list[psutil.Process]:
    """The processes that descend from workers of this process, wherever they hide."""
    ours = f"{os.getpid()}-"
    found: list[psutil.Process] = []
    for process in psutil.process_iter(["environ"]):
        environ: dict[str, str] = process.info["environ"] or {}
        if environ.get(MARK, "").startswith(ours):
            found.append(process)
    return found


CRASHES = {
    "segfault": ("the process died by SIGSEGV", "segfault.py:"),
    "exits": ("the process exited with status 7", ""),
}
HANGS = ("holds_the_gil", "spins", "hangs_in_close")
FAILURES = {
    "calls_sys_exit": "raises SystemExit: 3",
    "interrupts": "raises KeyboardInterrupt",
    "floods": "OSError(27, 'File too large')",
    "forks": "child process",
    "forks_twice": "child process",
    "eats_memory": "MemoryError()",
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_breaks_the_clause_that_ran(name: str, tiny: Path) -> None:
    """A loop that kills its process, also when asked alone, breaks the clause that ran, and no other."""
    record = ask(name, tiny)
    assert verdicts(record) == {BEFORE: ("kept", ""), USES: ("broken", "crash"), AFTER: ("kept", "")}
    words, where = CRASHES[name]
    assert finding(record).observed == words
    assert where in finding(record).reason
    assert record.faults == ()


@pytest.mark.parametrize("name", HANGS)
def test_a_hang_breaks_the_clause_that_ran(name: str, tiny: Path) -> None:
    """A loop that never comes back, also alone and with more time, breaks the clause that ran."""
    record = ask(name, tiny)
    assert verdicts(record) == {BEFORE: ("kept", ""), USES: ("broken", "hang"), AFTER: ("kept", "")}
    assert finding(record).observed == "the process did not end within 4 s"
    assert f"{name}.py:" in finding(record).reason
    assert record.faults == ()


@pytest.mark.parametrize("name", FAILURES)
def test_what_leaves_a_callback_is_a_failure(
    name: str, tiny: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exits, interrupts, floods, forks and greed are failures, and nothing of them reaches our terminal."""
    record = ask(name, tiny)
    assert verdicts(record) == {BEFORE: ("kept", ""), USES: ("broken", "failure"), AFTER: ("kept", "")}
    assert FAILURES[name] in finding(record).observed
    assert record.faults == ()
    assert capfd.readouterr() == ("", "")


def test_the_journal_needs_no_descriptor(tiny: Path) -> None:
    """A loop that closes the worker's descriptors cannot keep it from telling."""
    assert set(verdicts(ask("closes_descriptors", tiny))) == {BEFORE, USES, AFTER}


@pytest.mark.parametrize("name", ["forks", "forks_twice", "daemonizes"])
def test_no_process_is_left(name: str, tiny: Path) -> None:
    """When the verdict is there, no descendant of a worker runs, whatever session it moved to."""
    ask(name, tiny)
    assert workers() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "exits_at_import",
            "crash, unattributed: the process exited with status 7 while the loop was being imported",
        ),
        (
            "hangs_at_import",
            "hang, unattributed: the process did not end within 5 s while the loop was being imported",
        ),
    ],
)
def test_a_death_at_import_is_unattributed(name: str, words: str, tiny: Path) -> None:
    """Where no item had started, none is blamed: all are unknown, and a fault says why."""
    record = ask(name, tiny, Limits(item=2, start=5, exit=2, confirm=2))
    assert set(verdicts(record).values()) == {("unknown", "crash")}
    assert record.faults[0].startswith(words)
    assert record.faults[-1].startswith("3 item(s) were given up")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "dies_at_exit",
            "crash, unattributed: the process died by SIGSEGV on its way out, after its last item",
        ),
        ("hangs_at_exit", "hang, unattributed: the process did not end within 2 s on its way out"),
    ],
)
def test_a_death_at_exit_is_unattributed(name: str, words: str, tiny: Path) -> None:
    """Verdicts given before the process went wrong on its way out stand, beside a fault."""
    record = ask(name, tiny)
    assert set(verdicts(record).values()) == {("kept", "")}
    (fault,) = record.faults
    assert fault.startswith(words)


def test_a_death_in_company_only_is_unattributed(tmp_path: Path) -> None:
    """An item that dies among others and lives alone is unknown, and a fault says what happened."""
    again = TINY.replace("def test_after():", "def test_after(loop):\n    test_uses(loop)\n\ndef _():")
    (tmp_path / "test_tiny.py").write_text(again)
    record = ask("dies_in_company", tmp_path)
    assert verdicts(record) == {BEFORE: ("kept", ""), USES: ("kept", ""), AFTER: ("unknown", "crash")}
    (fault,) = (one for one in record.faults if "unattributed" in one)
    assert "the process died by SIGSEGV, but not when the item was asked alone" in fault


def test_a_loop_that_dies_of_the_probe_is_asked_all(tiny: Path) -> None:
    """A loop that hangs when asked what it can do is taken to be able to do all, and its items are asked."""
    record = ask("hangs_when_probed", tiny)
    assert set(verdicts(record).values()) == {("kept", "")}
    assert record.faults == ()


def test_a_loop_that_loses_wakeups_is_probed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that waits for ever for its executor is stopped: it can do it, and does it wrong."""
    monkeypatch.setattr(capabilities, "PATIENCE", 0.1)
    found = capabilities.probe(loses_wakeups.new_event_loop)
    assert found == capabilities.probe(asyncio.SelectorEventLoop)


@pytest.mark.parametrize("name", ["loses_wakeups", "hangs_when_probed"])
def test_two_workers_that_hang_in_the_probe_are_judged(name: str, tmp_path: Path) -> None:
    """A probe that never ends is no fault of the exam, however many workers meet it at once."""
    item = "@clause('{}')\ndef test_{}(loop):\n    'An item.'\n"
    items = "".join(item.format(USES, n) for n in range(2 * controller.FEW))
    (tmp_path / "test_many.py").write_text(f"from conformance.clause import clause\n{items}")
    record, *_ = judge(f"{SHELF}.{name}:new_event_loop", limits=SHORT, suite=tmp_path, jobs=2)
    assert set(verdicts(record).values()) == {("kept", "")}
    assert record.faults == ()


def test_a_loop_that_cannot_be_asked_is_refused(tiny: Path) -> None:
    """A factory that does not exist is an error of input, in the words of the targets."""
    with pytest.raises(TargetError, match="has no 'nothing'"):
        judge(f"{SHELF}:nothing", limits=SHORT, suite=tiny)


def test_two_workers_share_the_items(tiny: Path) -> None:
    """With two workers every item has its one verdict, in the order of the exam."""
    record, *_ = judge("asyncio", limits=SHORT, suite=tiny, jobs=2)
    assert list(verdicts(record).items()) == [(name, ("kept", "")) for name in (BEFORE, USES, AFTER)]
    assert record.isolated
    assert record.items == 3


# -- interruption


def test_an_interrupted_run_goes_on(tiny: Path, tmp_path: Path) -> None:
    """After an interrupt nothing runs, and resuming asks only what had no verdict yet."""

    def interrupt(done: int, total: int, item: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge("asyncio", limits=SHORT, suite=tiny, jobs=1, out=tmp_path, on_progress=interrupt)
    assert workers() == []
    asked: list[str] = []
    record, *_ = judge(
        "asyncio", limits=SHORT, suite=tiny, jobs=1, out=tmp_path, resume=True,
        on_progress=lambda done, total, item: asked.append(item),
    )  # fmt: skip
    assert [item.partition("::")[2] for item in asked] == ["test_uses", "test_after"]
    assert set(verdicts(record).values()) == {("kept", "")}


def test_another_run_is_not_resumed(tiny: Path, tmp_path: Path) -> None:
    """A journal of a run with other options is refused, in one line that says what to do."""
    judge("asyncio", limits=SHORT, suite=tiny, jobs=1, out=tmp_path, clauses=[BEFORE])
    with pytest.raises(TargetError, match=r"of another run.*run without --resume"):
        judge("asyncio", limits=SHORT, suite=tiny, jobs=1, out=tmp_path, resume=True)


CONTROLLER = """
import sys
from pathlib import Path
from conformance.isolation.controller import Limits, judge
judge("conformance.tests.hostile.spins:new_event_loop", limits=Limits(item=600), suite=Path(sys.argv[1]),
      jobs=1, on_progress=lambda done, total, item: print(item, flush=True))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_killed_controller_leaves_no_worker(tiny: Path) -> None:
    """When the controller is killed its worker dies with it, however busy the loop is."""
    running = subprocess.Popen([sys.executable, "-c", CONTROLLER, str(tiny)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()  # the first verdict: a worker is at work
    (worker,) = psutil.Process(running.pid).children()
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    _gone, alive = psutil.wait_procs([worker], timeout=20)
    assert alive == []


# -- the journal


def test_a_torn_line_does_not_count(tmp_path: Path) -> None:
    """A line that a death cut short is no event, and once mended it spoils none that follows."""
    path = tmp_path / "journal.jsonl"
    journal.append(path, Started("a"))
    with path.open("ab") as file:
        file.write(b'{"type":"started","it')
    assert journal.Reader(path).new() == [Started("a")]
    journal.mend(path)
    journal.append(path, Ended(), durable=True)
    assert journal.Reader(path).new() == [Started("a"), Ended()]


def test_a_reader_continues_where_it_was(tmp_path: Path) -> None:
    """Each event is read once, also when its line arrives in two parts."""
    path = tmp_path / "journal.jsonl"
    reader = journal.Reader(path)
    assert reader.new() == []
    journal.append(path, Started("a"))
    whole = path.read_bytes()
    assert reader.new() == [Started("a")]
    path.write_bytes(whole + whole[:5])
    assert reader.new() == []
    path.write_bytes(whole + whole)
    assert reader.new() == [Started("a")]


def test_what_is_no_event_is_passed_over(tmp_path: Path) -> None:
    """Whatever else a subject writes into a journal is not taken for an event."""
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'\xff\xfe\n{"type":"finished"}\n[]\n\n{"type":"started","item":"a"}\n')
    assert journal.Reader(path).new() == [Started("a")]
    assert not any(isinstance(event, Finished) for event in journal.Reader(path).new())
