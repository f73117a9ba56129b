"""Every format: complete, aligned, and never broken by a subject's words."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest

from reports import formats
from reports.tests.samples import HOSTILE, KNOWN, broken, finding, record

GOOD_AND_BAD = [record(broken(), finding("kept", "SOON-03")), record(broken(), deviations=(KNOWN,))]


@pytest.mark.parametrize("name", list(formats.all_formats()))
def test_a_broken_clause_is_told_in_every_format(name: str) -> None:
    """Each format names the clause, the program, what was expected and what came."""
    text = formats.all_formats()[name].render(GOOD_AND_BAD)
    for words in ("SOON-02", "main: soon a; soon b; soon c", "a b c", "a c b", "loopspec replay"):
        assert words in text, words


def test_the_terminal_reads_as_promised() -> None:
    """The report of a broken clause has the form that the README shows."""
    text = formats.all_formats()["terminal"].render([record(broken())])
    assert text.endswith(
        """
SOON-02 (must) broken by sample 1.0 on CPython 3.12.1
  promise   Handles run in order.
  program   main: soon a; soon b; soon c
  expected  a b c
  observed  a c b
              ^ differs at step 2
  replay    loopspec replay --loop sample "main: soon a; soon b; soon c"
"""
    )


@pytest.mark.parametrize("name", list(formats.all_formats()))
def test_hostile_words_stay_text(name: str) -> None:
    """No format lets a subject's words become markup, a terminal escape or a broken file."""
    text = formats.all_formats()[name].render([record(broken(HOSTILE))])
    if name == "junit":
        case = xml.fromstring(text).find("testsuite/testcase/failure")
        assert case is not None
        assert "</code><script>" in (case.text or "")
    elif name == "json":
        assert json.loads(text)[0]["record"]["findings"][0]["observed"] == HOSTILE
    elif name == "markdown":
        assert text.count("````") == 2
    assert "\x1b" not in text


def test_junit_counts_what_it_holds() -> None:
    """The numbers of a JUnit suite are those of its cases; a known break is skipped, a new one fails."""
    first, second = xml.fromstring(formats.all_formats()["junit"].render(GOOD_AND_BAD))
    assert (first.get("tests"), first.get("failures"), first.get("skipped")) == ("2", "1", "0")
    assert (second.get("tests"), second.get("failures"), second.get("skipped")) == ("1", "0", "1")


def test_all_formats_are_written_whole(tmp_path: Path) -> None:
    """Writing gives one file a format and nothing else."""
    written = formats.write_all(GOOD_AND_BAD, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in written)
    assert len(written) == len(formats.all_formats())
