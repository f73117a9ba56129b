"""Every format: complete, aligned, and never broken by a subject's words."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from rich.console import Console

from reports import formats
from reports.formats import terminal
from reports.records import Record
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


def _shown(*records: Record, verbose: bool = False) -> str:
    sink = io.StringIO()
    terminal.show(records, Console(file=sink, width=80, highlight=False), verbose=verbose)
    return sink.getvalue().partition("explained\n")[2]


def test_the_terminal_tells_what_is_known_in_a_line() -> None:
    """A listed deviation is one line with its reason and link; verbose, it reads as a new break does."""
    known = record(broken(), deviations=(KNOWN,))
    assert (
        _shown(known)
        == """
Known deviations of sample 1.0 on CPython 3.12.1 (in full: --verbose):
  SOON-02   its queue is a stack (https://example.org/issue/1)
"""
    )
    in_full = _shown(record(broken()))
    told = "  known     its queue is a stack (https://example.org/issue/1)\n"
    assert _shown(known, verbose=True) == in_full + told
    assert in_full + told in formats.all_formats()["terminal"].render([known])


def test_the_terminal_tells_what_is_unknown_by_reason() -> None:
    """Clauses without a verdict stand in one line with the reason that they share."""
    reason = "2 workers in a row ended"
    doubts = [finding("unknown", clause_id, reason=reason) for clause_id in ("SOON-02", "SOON-03")]
    assert (
        _shown(record(*doubts))
        == f"""
Unknown for sample 1.0 on CPython 3.12.1 (in full: --verbose):
  {reason}: SOON-02, SOON-03
"""
    )
    assert "SOON-03 (must) unknown for sample" in formats.all_formats()["markdown"].render(
        [record(*doubts)]
    ).replace("\\", "")


def test_markdown_answers_for_every_clause() -> None:
    """The document ends with a row for each clause: its force, and the verdict on each loop."""
    text = formats.all_formats()["markdown"].render(GOOD_AND_BAD)
    assert text.partition("## Every clause")[2].strip().splitlines()[2:] == [
        "| SOON-02 | must | **broken** | broken (known) |",
        "| SOON-03 | must | kept |  |",
    ]


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
