"""The plugin in use: deviations checked both ways, runs that are not ours, and what a user may do wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.tests.running import TIMEOUT, run
from reports import records

# -- deviations

DEVIATING = """
from dataclasses import replace
from conformance import targets
from conformance.targets import Deviation

resolve = targets.resolve
LISTED = [Deviation({clause!r}, "it is so", "https://example.org/1")]
targets.resolve = lambda name: replace(resolve(name), deviations=tuple(LISTED))
"""
BROKEN_ITEM = """
from conformance.clause import clause
from conformance.expect import expect

@clause("SOON-02")
def test_broken(loop):
    '''One is two.'''
    expect(1, 2, doing="count")
"""


def deviating(folder: Path, clause: str, *options: str) -> tuple[int, str]:
    """Run with a loop that lists a deviation from the clause."""
    (folder / "deviating.py").write_text(DEVIATING.format(clause=clause))
    return run(
        folder, "-p", "deviating", f"--override-ini=pythonpath={folder}", "--loop", "asyncio", *options
    )


def test_a_listed_break_is_expected(tmp_path: Path) -> None:
    """A clause that the loop is known to break is an expected failure, recorded with its link."""
    (tmp_path / "test_known.py").write_text(BROKEN_ITEM)
    record = tmp_path / "record.json"
    code, text = deviating(tmp_path, "SOON-02", str(tmp_path), f"--loopspec-record={record}")
    assert code == pytest.ExitCode.OK, text
    assert "1 xfailed" in text
    assert "\n  SOON-02   it is so (https://example.org/1)\n" in text
    assert "SOON-02 (must) broken by" not in text
    told = records.load(record)
    assert [one.verdict for one in told.findings] == ["broken"]
    assert [one.clause for one in told.deviations] == ["SOON-02"]


def test_verbose_tells_a_listed_break_in_full(tmp_path: Path) -> None:
    """With -v the words of an expected failure are those of any other, and what is known of it."""
    (tmp_path / "test_known.py").write_text(BROKEN_ITEM)
    _code, text = deviating(tmp_path, "SOON-02", str(tmp_path), "-v")
    assert "SOON-02 (must) broken by" in text
    assert "  observed  1\n" in text
    assert "  known     it is so (https://example.org/1)" in text


def test_a_kept_deviation_is_stale(tmp_path: Path) -> None:
    """A clause that is listed as broken, but kept by every item, fails the run in words that say so."""
    code, text = deviating(tmp_path, "SOON-02", "--pyargs", "conformance.suite", "--clause", "SOON-02")
    assert code == pytest.ExitCode.TESTS_FAILED, text
    assert "stale deviation: SOON-02 is listed as broken, but is kept: remove it" in text


def test_a_partial_run_calls_nothing_stale(tmp_path: Path) -> None:
    """Where some items of a clause were left out, nobody can say that it is kept."""
    code, text = deviating(tmp_path, "SOON-02", "--pyargs", "conformance.suite", "-k", "SOON-02")
    assert code == pytest.ExitCode.OK, text


def test_a_deviation_from_nothing_is_refused(tmp_path: Path) -> None:
    """A deviation from a clause that does not exist ends the run before it began, in one line."""
    code, text = deviating(tmp_path, "SOON-999", str(tmp_path))
    assert code == pytest.ExitCode.USAGE_ERROR
    assert text.strip() == (
        "ERROR: loopspec: target 'asyncio' lists a deviation from SOON-999, which is no clause; "
        "`loopspec list clauses` shows all"
    )


# -- use, and misuse


def test_without_a_loop_the_plugin_is_inert(tmp_path: Path) -> None:
    """In a run that judges no loop there are no fixtures, no words and no verdict of ours."""
    (tmp_path / "test_mine.py").write_text("def test_mine(): pass\n")
    code, text = run(tmp_path, str(tmp_path), "--fixtures")
    assert code == pytest.ExitCode.OK
    assert "capsys" in text
    assert "new_loop" not in text
    code, text = run(tmp_path, str(tmp_path), "--no-header")  # an installed copy is named there by pytest
    assert code == pytest.ExitCode.OK
    assert "loopspec" not in text


def test_the_suite_asks_for_a_loop(tmp_path: Path) -> None:
    """The suite without a loop is one line that says how to name one."""
    code, text = run(tmp_path, "--pyargs", "conformance.suite.test_examples")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert [line for line in text.splitlines() if line.startswith("ERROR")] == [
        "ERROR: loopspec: conformance.suite judges an event loop; say which: --loop NAME or MODULE:FACTORY"
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--loop", "asyncoi"), "unknown loop 'asyncoi'; did you mean asyncio"),
        (("--loop", "asyncio", "--clause", "SOON-2"), "no clause 'SOON-2'; did you mean"),
        (("--loop", "os:getcwd"), "the factory of 'os:getcwd' returned str"),
    ],
)
def test_bad_input_is_one_line(options: tuple[str, ...], words: str, tmp_path: Path) -> None:
    """What cannot be asked is told in one line, with pytest's exit code for wrong usage."""
    code, text = run(tmp_path, str(tmp_path), *options)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert text.startswith(f"ERROR: loopspec: {words}")
    assert len(text.strip().splitlines()) == 1


def test_a_slow_factor_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A factor that is no number of at least 1 ends the run before it began, in one line."""
    monkeypatch.setenv("LOOPSPEC_SLOW_FACTOR", "fast")
    code, text = run(tmp_path, str(tmp_path), "--loop", "asyncio")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert text.strip() == (
        "ERROR: loopspec: LOOPSPEC_SLOW_FACTOR='fast': expected a number of at least 1, for example 20"
    )


def test_short_names_of_others_are_respected(tmp_path: Path) -> None:
    """Where another plugin has one of our short options, its long name serves."""
    (tmp_path / "other.py").write_text(
        "def pytest_addoption(parser): parser.getgroup('other').addoption('--profile', action='store_true')\n"
    )
    (tmp_path / "test_mine.py").write_text("def test_mine(): pass\n")
    command = ["-p", "other", "-p", "conformance.plugin", "--profile", "--loopspec-profile", "gate"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *command, "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True, text=True, timeout=TIMEOUT, check=False,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"},
    )  # fmt: skip
    assert done.returncode == pytest.ExitCode.OK, done.stdout + done.stderr


def test_an_unwritable_record_is_told(tmp_path: Path) -> None:
    """A record that cannot be written is a fault in words, and the exit code for wrong usage."""
    (tmp_path / "test_known.py").write_text(BROKEN_ITEM.replace("1, 2", "1, 1"))
    (tmp_path / "file").write_text("")
    code, text = run(
        tmp_path, str(tmp_path), "--loop", "asyncio", f"--loopspec-record={tmp_path}/file/record.json"
    )
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "fault of the exam: the record was not written" in text


# -- what our own questions need

WITHOUT = """
from conformance import capabilities

capabilities.PACKAGES["tls"] = ("no_such_package", "pip install it")
"""
SECURE_ITEM = """
from conformance.clause import clause

@clause("TLS-01")
def test_secured(loop):
    '''It is secured.'''
"""


@pytest.mark.parametrize("lacking", [False, True], ids=["installed", "missing"])
def test_a_missing_package_is_told(tmp_path: Path, lacking: bool) -> None:
    """Questions whose package is not installed are skipped, with the reason and what to do."""
    (tmp_path / "without.py").write_text(WITHOUT)
    (tmp_path / "test_it.py").write_text(SECURE_ITEM)
    options = ["-p", "without", f"--override-ini=pythonpath={tmp_path}"] if lacking else []
    code, text = run(tmp_path, *options, "-rs", "--loop", "asyncio", str(tmp_path))
    assert code == pytest.ExitCode.OK, text
    assert ("1 skipped" in text, "1 passed" in text) == (lacking, not lacking), text
    words = "TLS-01: questions about tls need the package no_such_package, which is not installed: pip"
    assert (words in text) == lacking
