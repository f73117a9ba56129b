"""Plain text for people: the matrix, then what is new in words, and what is known in a line each.

The file holds every broken clause in full. No colour, no escapes.
"""

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
    """Chapters down, loops across; each cell says how many clauses are kept of those that were asked."""
    columns: dict[str, dict[str, list[verdicts.Judged]]] = {}
    for record in records:
        name = record.subject.over or record.subject.loop
        column = columns.setdefault(f"{name} (debug)" if record.subject.debug else name, {})
        column |= verdicts.chapters(verdicts.judge(record))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("chapter")
    for name in columns:
        table.add_column(name, overflow="fold")
    for chapter in dict.fromkeys(chapter for column in columns.values() for chapter in column):
        table.add_row(chapter, *(_cell(column.get(chapter, [])) for column in columns.values()))
    everything = [[one for group in column.values() for one in group] for column in columns.values()]
    table.add_row("all", *map(_cell, everything), style="bold")
    return table


def _cell(group: list[verdicts.Judged]) -> Text:
    if not group:
        return Text("")
    worst_new = any(one.new and one.clause.force == "must" for one in group)
    other = any(one.verdict in ("broken", "unknown") for one in group)
    return Text(wording.cell(group), style="bold red" if worst_new else "yellow" if other else "green")


def show(records: Sequence[Record], console: Console, *, verbose: bool = False) -> None:
    """Print the matrix and what is to be said of each loop to a console of any width.

    ``verbose`` tells known deviations in full, too.
    """
    console.print(matrix(records))
    console.print(
        "kept/asked; known: a listed deviation; unknown: neither forbidden nor explained", style="dim"
    )
    for record in records:
        for words in wording.account(verdicts.judge(record), record.subject, verbose=verbose):
            console.print()
            console.print(Text(words), soft_wrap=True)
        for fault in record.faults:
            console.print()
            console.print(Text(f"not judged: {record.subject.title}: {fault}"), soft_wrap=True)


def render(records: Sequence[Record]) -> str:
    """The same, in full, as plain text of a fixed width."""
    sink = io.StringIO()
    console = Console(file=sink, width=PLAIN_WIDTH, no_color=True, force_terminal=False, highlight=False)
    show(records, console, verbose=True)
    return sink.getvalue()
