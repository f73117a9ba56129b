"""Plain text for people: the matrix, then every broken clause in words. No colour, no escapes."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports import verdicts, wording
from reports.records import Record

SUFFIX = ".txt"
PLAIN_WIDTH = 100


def matrix(records: Sequence[Record]) -> Table:
    """Chapters down, loops across."""
    judged = [verdicts.chapters(verdicts.judge(record)) for record in records]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("chapter")
    for record in records:
        table.add_column(_column(record), overflow="fold")
    for chapter in dict.fromkeys(name for groups in judged for name in groups):
        table.add_row(chapter, *(_cell(groups.get(chapter, [])) for groups in judged))
    table.add_section()
    totals = [[one for group in groups.values() for one in group] for groups in judged]
    table.add_row("all", *(_cell(total) for total in totals))
    return table


def _column(record: Record) -> str:
    subject = record.subject
    debug = " (debug)" if subject.debug else ""
    name = f"{subject.loop} over {subject.over}" if subject.over else f"{subject.loop} {subject.version}"
    return f"{name.strip()}{debug}"


def _cell(group: list[verdicts.Judged]) -> Text:
    if not group:
        return Text("")
    worst_new = any(one.new and one.clause.force == "must" for one in group)
    other = any(one.verdict in ("broken", "unknown") for one in group)
    return Text(wording.cell(group), style="bold red" if worst_new else "yellow" if other else "green")


def show(records: Sequence[Record], console: Console) -> None:
    """Print the matrix and every broken clause to a console of any width."""
    console.print(matrix(records))
    for record in records:
        for judged in verdicts.judge(record):
            if judged.verdict == "broken":
                console.print()
                console.print(Text(wording.failure(judged, record.subject)), soft_wrap=True)
        for fault in record.faults:
            console.print()
            console.print(Text(f"not judged: {record.subject.title}: {fault}"), soft_wrap=True)


def render(records: Sequence[Record]) -> str:
    """The same as plain text of a fixed width."""
    sink = io.StringIO()
    show(records, Console(file=sink, width=PLAIN_WIDTH, no_color=True, force_terminal=False, highlight=False))
    return sink.getvalue()
