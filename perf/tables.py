"""Draws a comparison: for the terminal, and as Markdown. The words are the same in both.

Keeps true: names and reasons come from the loop under test and are shown as plain text, whatever markup
they hold. Deliberately decides nothing: each cell's verdict was given by compare.py.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from perf.results import one_line
from perf.stability import CONFIDENCE, Interval
from perf.verdicts import Cell, Comparison, Overall

STYLE = {"slower": "red", "faster": "green", "too noisy": "yellow", "no figure": "bold red"}
NOTED = ("too noisy", "no figure", "unable")


def show(comparison: Comparison, console: Console | None = None) -> None:
    """Print the table, the notes and the machine."""
    console = console or Console(soft_wrap=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(_headings(comparison)):
        table.add_column(Text(heading), justify="right" if index == 1 else "left", no_wrap=index == 0)
    notes: list[str] = []
    for row in _rows(comparison):
        table.add_row(*[_styled(cell, notes) for cell in row])
    for texts in _overall_row(comparison):
        table.add_row(*map(Text, texts), style="bold")
    console.print(table)
    for line in [*notes, "", *_legend(comparison)]:
        console.print(Text(line), soft_wrap=True)


def markdown(comparison: Comparison) -> str:
    """The same as a Markdown document."""
    notes: list[str] = []
    headings = _headings(comparison)
    lines = [
        "# What the loops cost",
        "",
        _row(headings),
        _row(["---", "---:", *["---"] * (len(headings) - 2)]),
    ]
    lines += [_row([_words(cell, notes) for cell in row]) for row in _rows(comparison)]
    lines += [
        _row([f"**{_escaped(text)}**" if text else "" for text in line], raw=True)
        for line in _overall_row(comparison)
    ]
    lines += ["", *(f"{_escaped(note)}  " for note in notes), ""]
    lines += [f"- {_escaped(line)}" for line in _legend(comparison)]
    return "\n".join(lines) + "\n"


def _headings(comparison: Comparison) -> list[str]:
    base, *others = (one_line(title, 40) for title in comparison.sides.values())
    return ["workload", base, *others]


def _rows(comparison: Comparison) -> list[list[Cell | str]]:
    """One row for each workload: its name and size, then a cell for each side."""
    by_place = {(cell.workload, cell.side): cell for cell in comparison.cells}
    sizes = {cell.workload: cell.n for cell in comparison.cells}
    return [
        [f"{name} {n:,}", *(by_place.get((name, side), "-") for side in comparison.sides)]
        for name, n in sizes.items()
    ]


def _styled(cell: Cell | str, notes: list[str]) -> Text:
    return Text(_words(cell, notes), style="" if isinstance(cell, str) else STYLE.get(cell.verdict, ""))


def _words(cell: Cell | str, notes: list[str]) -> str:
    if isinstance(cell, str):
        return cell
    if cell.verdict == "baseline":
        return _time(cell.seconds)
    if cell.verdict in NOTED:
        notes.append(
            f"[{len(notes) + 1}] {cell.workload} on {one_line(cell.side, 40)}: {one_line(cell.words)}"
        )
        return f"{cell.verdict} [{len(notes)}]"
    assert cell.interval is not None
    return f"{_ratio(cell.interval)} {cell.verdict}"


def _ratio(interval: Interval) -> str:
    if interval.shows_difference():
        return f"{interval.ratio:.2f}x ({interval.low:.2f}-{interval.high:.2f})"
    return f"({interval.low:.2f}-{interval.high:.2f})"


def _time(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds * 1000:.1f} ms"


def _overall_row(comparison: Comparison) -> list[list[str]]:
    if not any(overall.interval for overall in comparison.overall):
        return []
    return [["geometric mean", "", *(_overall(overall) for overall in comparison.overall)]]


def _overall(overall: Overall) -> str:
    if overall.interval is None:
        return "-"
    part = "" if overall.workloads == overall.of else f" of {overall.workloads} of {overall.of}"
    same = "" if overall.interval.shows_difference() else " no difference shown"
    return f"{_ratio(overall.interval)}{same}{part}"


def _legend(comparison: Comparison) -> list[str]:
    base = one_line(next(iter(comparison.sides.values())), 40)
    lines = [
        f"time against {base}: below 1 is faster; in brackets the interval, {_claim(comparison)}",
        f"{comparison.rounds} rounds of fresh processes, {comparison.settings}",
        f"measured on {comparison.machine}",
    ]
    if comparison.disturbed:
        lines.append(
            f"{comparison.disturbed} timed runs left out: something else slowed the machine beside them"
        )
    if comparison.paired:
        lines[1] += ", sides interleaved"
    else:
        lines.append(
            "measured in different sessions: what the machine did in between is part of the difference"
        )
    return lines


def _claim(comparison: Comparison) -> str:
    if comparison.each:
        wrong = round(1 / (1 - CONFIDENCE))
        return f"{CONFIDENCE:.0%} sure for itself alone: about one row in {wrong} may be wrong"
    return f"{CONFIDENCE:.0%} sure for the whole table together"


def _row(texts: list[str], raw: bool = False) -> str:
    return f"| {' | '.join(texts if raw else map(_escaped, texts))} |"


def _escaped(text: str) -> str:
    """Untrusted text for Markdown: nothing in it is markup, a table border or HTML."""
    if set(text) <= set("-:"):
        return text
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!~&" else char for char in text)
