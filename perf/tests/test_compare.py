"""Verdicts, refusals, files and tables, from sides made by hand."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from rich.console import Console

from perf import compare_command, environment, pyperf_files, tables, verdicts
from perf.results import Gap, Run, Side, Work
from perf.verdicts import Comparison, Unlike, Verdict

MACHINE = environment.Machine("AMD EPYC", 2, "Linux 6.1 x86_64", "CPython 3.11.7", "built with PGO", False)
STEADY = (1.0, 1.01, 0.99, 1.0, 1.005, 0.995)


def _side(label: str, scale: float, session: str = "one", **changes: object) -> Side:
    runs = [Run(number, (scale * value,) * 2, (scale,)) for number, value in enumerate(STEADY)]
    side = Side(label, label, "1.0", session, "set", MACHINE, {"queue": Work(10, "f", runs)})
    return replace(side, **changes)  # type: ignore[arg-type]


def _verdict(base: Side, other: Side) -> Verdict:
    return verdicts.compare([base, other]).cells[1].verdict


@pytest.mark.parametrize(
    ("scale", "verdict"), [(1.4, "slower"), (0.5, "faster"), (1.0, "no difference shown")]
)
def test_verdicts(scale: float, verdict: Verdict) -> None:
    """A steady difference has its direction, and equality is a normal answer."""
    assert _verdict(_side("a", 1), _side("b", scale)) == verdict


def test_noise_gives_no_ratio() -> None:
    """A side that wavers gets the words and no ratio, in the table and in the Markdown."""
    wild = _side("b", 1)
    wild.work["queue"].runs = [Run(i, (value,)) for i, value in enumerate((1.0, 9.0, 1.0, 8.0, 1.0, 9.0))]
    comparison = verdicts.compare([_side("a", 1), wild])
    assert comparison.cells[1].verdict == "too noisy"
    text = tables.markdown(comparison)
    assert "too noisy" in text
    assert not comparison.failed()
    row = next(line for line in text.splitlines() if line.startswith("| queue"))
    assert "x (" not in row


@pytest.mark.parametrize("kind", ["failed", "crashed", "hung"])
def test_fault_is_a_row(kind: str) -> None:
    """A fault gives no figure, its reason is shown, and the session counts as failed."""
    broken = _side("b", 1)
    broken.work["queue"].gap = Gap(kind, "of its own doing")  # type: ignore[arg-type]
    comparison = verdicts.compare([_side("a", 1), broken])
    assert comparison.failed()
    assert f"queue on b: {kind}: of its own doing" in tables.markdown(comparison)


def test_broken_baseline_is_said() -> None:
    """When the baseline has no figure the other has none to compare with, and that is said."""
    base = _side("a", 1)
    base.work["queue"].gap = Gap("crashed", "was killed by SIGSEGV")
    cell = verdicts.compare([base, _side("b", 1)]).cells[1]
    assert cell.words == "baseline a crashed: nothing to compare with"


def test_inability_is_no_fault() -> None:
    """A workload that a loop is not able to run is listed, and does not fail the session."""
    other = _side("b", 1)
    other.work["queue"].gap = Gap("unable", "the loop lacks threads")
    comparison = verdicts.compare([_side("a", 1), other])
    assert comparison.cells[1].verdict == "unable"
    assert not comparison.failed()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"machine": msgspec.structs.replace(MACHINE, cpu="Apple M3")}, "cpu: AMD EPYC against Apple M3"),
        ({"machine": msgspec.structs.replace(MACHINE, debug=True)}, "debug: False against True"),
        ({"machine": msgspec.structs.replace(MACHINE, python="CPython 3.12.1")}, "python: CPython 3.11.7"),
        ({"settings": "quick"}, "settings: set against quick"),
        ({"work": {}}, "workloads: they share none"),
        ({"work": {"queue": Work(10, "g", [])}}, "workloads: queue changed in between"),
    ],
)
def test_unlike_is_refused(changes: dict[str, object], words: str) -> None:
    """Unlike machines, interpreters, settings and workloads are not compared, and the difference is named."""
    with pytest.raises(Unlike, match="cannot be compared") as refusal:
        verdicts.compare([_side("a", 1), _side("b", 1, **changes)])  # type: ignore[arg-type]
    assert words in str(refusal.value)


def test_a_short_session_claims_each_row(tmp_path: Path) -> None:
    """Where intervals stand each for itself they are narrower, and the table says what that is worth."""
    sides = [_side("a", 1), _side("b", 1.4)]
    sides[1].work["queue"].runs = [
        Run(number, (1.4 * seconds,)) for number, seconds in enumerate(STEADY[::-1])
    ]
    all_at_once, each = verdicts.compare(sides), verdicts.compare(sides, each=True)
    widths = [found.cells[1].interval for found in (all_at_once, each)]
    assert widths[0] is not None
    assert widths[1] is not None
    assert widths[0].low < widths[1].low < widths[1].high < widths[0].high
    assert "95% sure for the whole table together" in tables.markdown(all_at_once)
    assert "95% sure for itself alone: about one row in 20 may be wrong" in tables.markdown(each)
    for side in sides:
        (tmp_path / f"{side.label}.json").write_text(pyperf_files.side_text(side))
    paths = [str(tmp_path / f"{label}.json") for label in "ab"]
    assert "one row in 20" in CliRunner().invoke(compare_command.command, ["--each", *paths]).output


def test_other_session_is_said() -> None:
    """Sides of two sessions are compared as groups, and the table says that they were not interleaved."""
    comparison = verdicts.compare([_side("a", 1), _side("b", 2, session="two")])
    assert comparison.cells[1].verdict == "slower"
    assert "measured in different sessions" in tables.markdown(comparison)
    assert "interleaved" not in tables.markdown(comparison)


def test_files_keep_what_a_comparison_needs(tmp_path: Path) -> None:
    """A side written and read back compares as before."""
    sides = [_side("a", 1), _side("b", 1.4)]
    for side in sides:
        (tmp_path / f"{side.label}.json").write_text(pyperf_files.side_text(side))
    again = [pyperf_files.read_side(tmp_path / f"{side.label}.json") for side in sides]
    assert verdicts.compare(again) == verdicts.compare(sides)


def test_pyperf_reads_them(tmp_path: Path) -> None:
    """pyperf compare_to reads two written files and finds the difference."""
    for side in (_side("a", 1), _side("b", 2)):
        (tmp_path / f"{side.label}.json").write_text(pyperf_files.side_text(side))
    command = [sys.executable, "-m", "pyperf", "compare_to", "a.json", "b.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2.00x slower" in done.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected pyperf's JSON"),
        ("{}", "expected pyperf's JSON"),
        ('{"version": "1.0", "benchmarks": []}', "expected"),
        ("[1, 2", "expected pyperf's JSON"),
        (None, "No such file"),
    ],
)
def test_damaged_file(tmp_path: Path, text: str | None, words: str) -> None:
    """A damaged, foreign or missing file is one clear line and exit status 2."""
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(pyperf_files.side_text(_side("a", 1)))
    if text is not None:
        bad.write_text(text)
    done = CliRunner().invoke(compare_command.command, [str(good), str(bad)])
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert done.output.startswith("perf.compare: bad.json: ")
    assert words in done.output


def test_foreign_pyperf_file(tmp_path: Path) -> None:
    """A pyperf file of another tool is refused in words that say what is missing."""
    run = {"values": [1.0, 1.1], "metadata": {"name": "x", "loops": 1}}
    (tmp_path / "x.json").write_text(json.dumps({"version": "1.0", "benchmarks": [{"runs": [run]}]}))
    with pytest.raises(pyperf_files.Damaged, match=r"x\.json: expected a file of perf\.run"):
        pyperf_files.read_side(tmp_path / "x.json")


def test_compare_command(tmp_path: Path) -> None:
    """The command compares files, and refuses unlike ones with exit status 2."""
    alien = _side("c", 1, machine=msgspec.structs.replace(MACHINE, cores=64))
    for side in (_side("a", 1), _side("b", 2), alien):
        (tmp_path / f"{side.label}.json").write_text(pyperf_files.side_text(side))
    paths = {name: str(tmp_path / f"{name}.json") for name in "abc"}
    good = CliRunner().invoke(compare_command.command, [paths["a"], paths["b"]])
    assert (good.exit_code, "slower" in good.output) == (0, True)
    bad = CliRunner().invoke(compare_command.command, [paths["a"], paths["c"]])
    assert (bad.exit_code, "cores: 2 against 64" in bad.output) == (2, True)


def _hostile() -> Comparison:
    side = _side("[bold]x|y", 1, version="<script>\x1b[31m")
    side.work["queue"].gap = Gap("failed", "[red]a|b\n<b>`c`</b>\x1b[0m")
    return verdicts.compare([_side("a", 1), side])


def test_hostile_words_stay_words() -> None:
    """Markup in names and reasons is shown as text: no colour, no table border, no HTML, no extra line."""
    text = tables.markdown(_hostile())
    assert "\x1b" not in text
    assert "<script>" not in text.replace("\\<script\\>", "")
    row = next(line for line in text.splitlines() if line.startswith("| queue"))
    assert row.replace("\\|", "").count("|") == 4
    out = io.StringIO()
    tables.show(_hostile(), Console(file=out, width=200))
    assert "\x1b" not in out.getvalue()
    assert "failed: [red]a|b <b>`c`</b> [0m" in out.getvalue()


def test_overall_counts_what_it_covers() -> None:
    """The geometric mean says over how many of the workloads it was taken."""
    sides = [_side("a", 1), _side("b", 2)]
    for side in sides:
        side.work["other"] = Work(1, "g", list(side.work["queue"].runs))
        side.work["third"] = Work(1, "h", list(side.work["queue"].runs))
    sides[1].work["third"].gap = Gap("hung", "gave no result")
    overall = verdicts.compare(sides).overall[0]
    assert (overall.workloads, overall.of) == (2, 3)
    assert overall.interval is not None
    assert overall.interval.ratio == pytest.approx(2)


def test_machine_names_no_place() -> None:
    """The machine's description has its processor, cores, system and Python, and no path."""
    machine = environment.read()
    assert machine.cpu
    assert machine.cores >= 1
    assert "Python" in machine.python
    assert "/" not in str(machine)
