"""The plugin on trial: what each kind of ending becomes, in the record and in the terminal.

One run over a catalogue of items answers most questions; each item is wrong (or right) in one way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conformance.tests.running import run
from reports import records
from reports.records import Finding, Record

CATALOGUE = '''
import asyncio, atexit, os, subprocess, sys, threading
import pytest
from hypothesis import given, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule, run_state_machine_as_test
from conformance.clause import clause
from conformance.expect import Broken, expect

def turn(loop):
    loop.call_soon(loop.stop)
    loop.run_forever()

def test_of_somebody_else():
    """No clause, no verdict."""

@clause("SOON-02")
def test_kept(loop):
    """A callback runs."""
    turn(loop)

@clause("SOON-02")
def test_broken(loop):
    """One is two."""
    expect(1, 2, doing="count \\x1b[31m")

@clause("SOON-02")
def test_program(target):
    """A program has its trace."""
    raise Broken(doing="run", program="main: soon a; soon b; soon c", expected="a b c", observed="a c b")

@clause("SOON-02", "SOON-03")
def test_two_clauses(loop):
    """Both are broken."""
    expect(1, 2, doing="count for two")

@clause("SOON-02")
def test_exception(loop):
    """The loop raises."""
    raise ValueError("bad \\x1b[31m words")

@clause("SOON-02")
def test_system_exit(loop):
    """A callback wants to leave."""
    loop.call_soon(sys.exit, 3)
    loop.run_forever()

@clause("SOON-02")
def test_group(loop):
    """A verdict falls in a task group."""
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(child())
    async def child():
        expect(1, 2, doing="count in a group")
    loop.run_until_complete(main())

@clause("SOON-02")
@given(st.integers())
def test_property(new_loop, number):
    """Numbers are small."""
    new_loop().close()
    expect(number < 10, True, doing=f"compare {number}")

@given(st.integers())
@clause("SOON-02")
def test_property_marked_inside(new_loop, number):
    """Numbers are small, whatever order the decorators have."""
    expect(number < 10, True, doing=f"compare {number}")

class Counter(RuleBasedStateMachine):
    """Counts, at most to one."""
    numbers = Bundle("numbers")
    def __init__(self):
        super().__init__()
        self.count = 0
    @rule(target=numbers, number=st.integers())
    def give(self, number):
        return number
    @rule(number=numbers)
    def add(self, number):
        self.count += 1
        expect(self.count < 2, True, doing="count")

@clause("SOON-02")
def test_machine(loop):
    """A machine counts."""
    run_state_machine_as_test(Counter)

SEEN = []

@clause("SOON-02")
@given(st.integers())
def test_flaky(new_loop, number):
    """The same input gives the same answer."""
    SEEN.append(number)
    expect(len(SEEN) > 1, True, doing="ask once")

@clause("SOON-02")
def test_ours_before_the_loop():
    """No loop was asked."""
    raise ValueError("our own")

@clause("SOON-02")
def test_skipped(loop):
    """Nothing to ask here."""
    pytest.skip("for a reason")

@clause("SOON-02")
def test_leaves_task(loop):
    """A task stays."""
    async def wait():
        await loop.create_future()
    loop.create_task(wait(), name="orphan")
    turn(loop)

@clause("SOON-02")
def test_leaves_coroutine(loop):
    """A coroutine is never awaited."""
    async def forgotten():
        pass
    forgotten()

@clause("SOON-02")
def test_leaves_thread(loop):
    """A thread stays."""
    threading.Thread(target=threading.Event().wait, name="idle \\x1b[31m", daemon=True).start()

@clause("SOON-02")
def test_leaves_descriptors(loop):
    """A pipe stays."""
    os.pipe()

CHILDREN = []

@atexit.register  # not with the module: the audit of its last item comes after that
def end_children():
    for child in CHILDREN:
        child.communicate()

@clause("SOON-02")
def test_leaves_child(loop):
    """A process stays."""
    CHILDREN.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

@clause("SOON-02")
def test_leaves_report(loop):
    """A callback fails and nobody asks."""
    loop.call_soon(lambda: 1 / 0)
    turn(loop)

@clause("SOON-02")
def test_claims_report(loop, loop_reports):
    """A callback fails and the item asks."""
    loop.call_soon(lambda: 1 / 0)
    turn(loop)
    expect(len(loop_reports), 1, doing="count reports")

@clause("SOON-02")
def test_verdict_in_callback(loop):
    """A verdict that falls in a callback is one."""
    loop.call_soon(lambda: expect(1, 2, doing="count in a callback"))
    turn(loop)

@clause("SOON-02")
def test_leaves_loop(target):
    """A loop stays open."""
    global kept
    kept = target.factory()

@clause("SOON-02")
def test_leaves_running_loop(loop):
    """The thread is left with a running loop."""
    asyncio._set_running_loop(loop)

@clause("SOON-02")
def test_dead_thread(loop):
    """A thread dies of an exception."""
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

@clause("SOON-02")
def test_executor_thread_may_end(loop):
    """The idle thread of the default executor ends with its loop."""
    loop.run_until_complete(loop.run_in_executor(None, int))

@clause("SOON-02")
def test_fails_and_leaves(loop):
    """A failure keeps its own words, whatever else it leaves."""
    async def wait():
        await asyncio.sleep(60)
    loop.create_task(wait())
    expect(1, 2, doing="count and leave a task")

@clause("SOON-02")
def test_after_the_untidy(loop):
    """What others left is not held against the next."""
    turn(loop)
'''

BROKEN = {
    "broken": "1",
    "program": "a c b",
    "two_clauses": "1",
    "exception": r"raises ValueError: bad \x1b[31m words",
    "system_exit": "raises SystemExit: 3",
    "group": "1",
    "property": "False",
    "property_marked_inside": "False",
    "machine": "False",
    "leaves_task": "1 pending task(s): orphan",
    "leaves_coroutine": "RuntimeWarning: coroutine",
    "leaves_thread": r"thread idle \x1b[31m still runs",
    "leaves_descriptors": "open file descriptor(s): ",
    "leaves_child": "child process ",
    "leaves_report": "a report to the exception handler: Exception in callback",
    "verdict_in_callback": "1",
    "leaves_loop": "a loop that was not closed",
    "leaves_running_loop": "a loop is still set as the running loop of this thread",
    "dead_thread": "an exception that ended <Thread",
    "fails_and_leaves": "1",
}
KEPT = ("kept", "claims_report", "executor_thread_may_end", "after_the_untidy")


@dataclass(frozen=True)
class Sitting:
    """What a run of pytest gave."""

    code: int
    text: str
    record: Record
    junit: ElementTree.Element

    def finding(self, name: str, clause: str = "SOON-02") -> Finding:
        """The only finding of a catalogue item for a clause."""
        item = f"test_catalogue.py::test_{name}"
        (found,) = (one for one in self.record.findings if (one.item, one.clause) == (item, clause))
        return found


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """One run over the catalogue."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "test_catalogue.py").write_text(CATALOGUE)
    junit, record = folder / "junit.xml", folder / "record.json"
    code, text = run(
        folder, str(folder), "--loop", "asyncio", f"--loopspec-record={record}", f"--junitxml={junit}"
    )
    return Sitting(code, text, records.load(record), ElementTree.fromstring(junit.read_text()))


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_ending_is_broken(name: str, sitting: Sitting) -> None:
    """Each way to fail, and each thing left behind, breaks the clause of the item, in words that name it."""
    found = sitting.finding(name)
    assert (found.verdict, found.kind) == ("broken", "failure")
    assert BROKEN[name] in found.observed


@pytest.mark.parametrize("name", KEPT)
def test_a_right_ending_is_kept(name: str, sitting: Sitting) -> None:
    """Items that end well keep their clause, also right after one that left much behind."""
    found = sitting.finding(name)
    assert found == Finding("kept", clause="SOON-02", item=found.item, seconds=found.seconds)


@pytest.mark.parametrize(
    ("name", "smallest"),
    [
        ("property", "number=10"),
        ("machine", "numbers_0 = give(number=0); add(number=numbers_0); add(number=numbers_0)"),
        ("broken", ""),
    ],
)
def test_what_was_generated_is_shown_at_its_smallest(name: str, smallest: str, sitting: Sitting) -> None:
    """A property shows its smallest input, a state machine its shortest run, and nothing of our fixtures."""
    assert sitting.finding(name).shown_by == smallest


def test_what_differs_from_run_to_run_is_unknown(sitting: Sitting) -> None:
    """A failure that the same input does not show again is no verdict."""
    found = sitting.finding("flaky")
    assert found.verdict == "unknown"
    assert found.reason.startswith("not the same twice for the same input")


def test_a_fault_of_ours_is_no_verdict(sitting: Sitting) -> None:
    """What our own code raises before a loop was asked is unknown, and stands among the faults."""
    assert sitting.finding("ours_before_the_loop").verdict == "unknown"
    assert sitting.record.faults == ("test_catalogue.py::test_ours_before_the_loop: ValueError: our own",)


def test_a_skip_says_why(sitting: Sitting) -> None:
    """A skipped item does not apply, for the reason that it gave."""
    found = sitting.finding("skipped")
    assert (found.verdict, found.reason) == ("not applicable", "for a reason")


def test_every_clause_of_an_item_is_told(sitting: Sitting) -> None:
    """An item that speaks for two clauses gives each its finding, with the command that asks it again."""
    for clause in ("SOON-02", "SOON-03"):
        found = sitting.finding("two_clauses", clause)
        assert found.replay == f"loopspec run --loop asyncio --clause {clause}"


def test_items_of_others_are_left_alone(sitting: Sitting) -> None:
    """An item without a clause gives no finding."""
    assert not [one for one in sitting.record.findings if "somebody_else" in one.item]
    assert sitting.record.items == len(BROKEN) + len(KEPT) + 3


def test_a_failure_reads_as_in_the_design(sitting: Sitting) -> None:
    """Promise, program, expected, observed, pointer, replay: under each other, in terminal and JUnit."""
    report = [
        f"SOON-02 (must) broken by {sitting.record.subject.title}",
        f"  promise   {sitting.record.clauses[0].text}",
        "  program   main: soon a; soon b; soon c",
        "  expected  a b c",
        "  observed  a c b",
        "              ^ differs at step 2",
        '  replay    loopspec replay --loop asyncio "main: soon a; soon b; soon c"',
    ]
    assert sitting.record.clauses[0].id == "SOON-02"
    assert "\n".join(report) in sitting.text
    (case,) = (one for one in sitting.junit.iter("testcase") if one.get("name") == "test_program")
    assert case.findtext("failure") == "\n".join(report)


def test_nothing_escapes_to_the_terminal(sitting: Sitting) -> None:
    """Whatever the subject says, no control character of it reaches the terminal."""
    assert "\x1b" not in sitting.text


def test_the_summary_counts(sitting: Sitting) -> None:
    """The summary tells each broken clause once and ends with the counts; the exit code is pytest's."""
    summary = sitting.text[sitting.text.index("== loopspec: asyncio") :]
    summary = summary.partition("short test summary info")[0]  # there CI=true repeats every word
    assert summary.count("SOON-03 (must) broken by") == 1
    assert "2 clauses: 2 broken (no isolation)" in summary
    assert sitting.code == pytest.ExitCode.TESTS_FAILED


def test_a_plain_run_says_that_it_does_not_isolate(sitting: Sitting) -> None:
    """The header warns that a crash takes the run with it, and the record says so too."""
    assert "loopspec: no isolation: a loop that crashes or hangs takes this run with it" in sitting.text
    assert not sitting.record.isolated


def test_workers_of_xdist_tell_the_same(sitting: Sitting, tmp_path: Path) -> None:
    """Scheduled by pytest-xdist, the items have the same verdicts."""
    (tmp_path / "test_catalogue.py").write_text(CATALOGUE)
    record = tmp_path / "record.json"
    run(tmp_path, str(tmp_path), "--loop", "asyncio", f"--loopspec-record={record}", "-n", "2")
    told = {(one.clause, one.item): one.verdict for one in records.load(record).findings}
    assert told == {(one.clause, one.item): one.verdict for one in sitting.record.findings}
