"""The comparison of suites, proved on little suites that differ, die, waver, or run on nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from clients.suites.__main__ import main
from clients.suites.catalogue import Excused, Suite, SuiteError, load
from clients.suites.comparing import Comparison, Difference, compare
from clients.suites.running import HUNG, run
from clients.suites.workshop import Prepared

ON_ITS_OWN = """
import asyncio, pathlib

async def module():
    return type(asyncio.get_running_loop()).__module__

def test_it_runs():
    asyncio.run(module())
"""
DIFFERS = """
def test_it_names_asyncio():
    assert asyncio.run(module()).startswith("asyncio."), "not asyncio's"
"""
WAVERS = """
def test_it_wavers():
    asked = pathlib.Path("asked")
    asked.write_text((asked.read_text() if asked.exists() else "") + "x")
    assert len(asked.read_text()) < 3
"""
DIES = """
def test_it_dies():
    import os
    if not asyncio.run(module()).startswith("asyncio."):
        os._exit(0)
"""


def asked(folder: Path, text: str, *excused: Excused) -> Comparison:
    """The answer of the suite with these tests, on the reference."""
    (folder / "test_it.py").write_text(text)
    suite = Suite("little", "1", [], ["test_it.py"], "all", limit=100, excused=list(excused))
    prepared = Prepared(suite, Path(sys.executable), folder)
    first, other, second = (
        run(prepared, loop, folder / f"{number}.jsonl")
        for number, loop in enumerate(("asyncio", "reference", "asyncio"))
    )
    return compare(suite, first, other, second)


def test_a_test_that_comes_out_otherwise_is_a_difference(tmp_path: Path) -> None:
    """It is named, with both outcomes and the last words; the others are counted."""
    found = asked(tmp_path, ON_ITS_OWN + DIFFERS)
    name = "test_it.py::test_it_names_asyncio"
    why = "AssertionError: not asyncio's"
    assert found.differences == [Difference(name, "passed", "failed", why)]
    assert (found.tests, found.passed, found.equal, found.faults) == (2, 1, False, [])
    assert found.named == 2


def test_what_is_excused_is_no_difference_and_must_differ(tmp_path: Path) -> None:
    """An excuse covers its test; one that covers nothing is a fault."""
    name = "test_it.py::test_it_names_asyncio"
    excuses = [Excused(name, "names asyncio"), Excused("test_it.py::test_it_runs", "nothing")]
    found = asked(tmp_path, ON_ITS_OWN + DIFFERS, *excuses)
    assert [(one.test, one.excuse) for one in found.excused] == [(name, "names asyncio")]
    assert found.differences == []
    assert found.faults == ["excused, and no different: test_it.py::test_it_runs"]


def test_what_wavers_on_asyncio_is_unsteady(tmp_path: Path) -> None:
    """A test with two answers on asyncio is listed as such, and is no difference."""
    found = asked(tmp_path, ON_ITS_OWN + WAVERS)
    assert found.unsteady == ["test_it.py::test_it_wavers"]
    assert found.equal


def test_a_suite_that_dies_is_a_difference_and_a_fault(tmp_path: Path) -> None:
    """The test that ran is named, though the process ended with status 0."""
    found = asked(tmp_path, ON_ITS_OWN + DIES)
    assert [(one.test, one.loop) for one in found.differences] == [("test_it.py::test_it_dies", HUNG)]
    assert found.faults == ["the run on reference did not come to its end"]


def test_a_suite_without_a_loop_shows_nothing(tmp_path: Path) -> None:
    """A suite that makes no loop of the named kind has not been run on it."""
    found = asked(tmp_path, "def test_nothing(): pass")
    assert found.faults == ["no loop of reference was made: the suite ran on something else"]


def test_an_unknown_name_is_refused() -> None:
    """The names that there are are said, and the exit code is 2."""
    done = CliRunner().invoke(main, ["aniyo"])
    assert done.exit_code == 2
    assert "no suite is called 'aniyo' (did you mean anyio?); there are: janus, anyio" in done.output


def test_a_misspelt_record_is_refused(tmp_path: Path) -> None:
    """A catalogue with a field that no suite has names the place."""
    (tmp_path / "c.toml").write_text('[[suite]]\nname = "a"\nversoin = "1"\n')
    with pytest.raises(SuiteError, match=r"c\.toml is not a catalogue of suites: .*versoin"):
        load(tmp_path / "c.toml")
