"""``loopspec coverage``: every object that the documentation describes, and the clauses that name it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table as Columns

from conformance import ledger
from conformance.coverage import documentation, objects, table
from conformance.coverage.table import Row, Table
from reports.gate import BROKEN, KEPT


@click.command()
@click.option("--missing", is_flag=True, help="Only the objects that no clause names.")
@click.option("--against", metavar="FOLDER", type=click.Path(file_okay=False, exists=True, path_type=Path),
              help="Hold objects and sources against Python's documentation as HTML, with its objects.inv; "
                   "Debian's python3.11-doc puts it in /usr/share/doc/python3.11/html.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="JSON, for machines.")
@click.pass_context
def command(ctx: click.Context, missing: bool, against: Path | None, as_json: bool) -> None:
    """Tell for each documented object which clauses name it, or the reason why none does.

    The objects are those of conformance/coverage/objects.toml, the reasons those of unnamed.toml beside it.
    Exits with 1 when an object has neither clause nor reason, when an entry is not needed, or when the
    documentation differs.
    """
    found = table.lay(objects.load(), table.groups(), ledger.load())
    differences = _differences(against) if against else []
    rows = [row for row in found.rows if not (missing and row.clauses)]
    if as_json:
        click.echo(json.dumps(_whole(rows, found, differences), indent=1))
    else:
        _print(rows, found, differences)
    ctx.exit(KEPT if found.whole and not differences else BROKEN)


def _differences(folder: Path) -> list[str]:
    lost = documentation.lost_sources(ledger.load(), folder)
    return [*documentation.differences(objects.load(), folder), *lost]


def _whole(rows: Sequence[Row], found: Table, differences: Sequence[str]) -> dict[str, object]:
    return {
        "objects": [{**msgspec.to_builtins(row), "anchor": row.object.anchor} for row in rows],
        "pages left out": objects.load().left_out,
        "faults": list(found.faults),
        "differences from the documentation": list(differences),
        "totals": _totals(found),
    }


def _totals(found: Table) -> dict[str, int]:
    return {
        "objects": len(found.rows),
        "named by clauses": sum(bool(row.clauses) for row in found.rows),
        "listed with a reason": sum(bool(row.reason) for row in found.rows),
        "waiting for a chapter": sum(row.until is not None for row in found.rows),
        "neither": sum(row.open for row in found.rows),
    }


def _print(rows: Sequence[Row], found: Table, differences: Sequence[str]) -> None:
    console = Console(highlight=False, markup=False)
    widest = max((len(row.object.name) for row in found.rows), default=0)
    for page, group in groupby(rows, key=lambda row: row.object.page):
        console.print(page, style="bold")
        console.print(_columns(list(group), widest))
    for words in (*found.faults, *differences):
        click.echo(words)
    totals = _totals(found)
    click.echo(
        f"{totals['objects']} documented objects: {totals['named by clauses']} named by clauses, "
        f"{totals['listed with a reason']} listed with a reason, of which {totals['waiting for a chapter']} "
        f"wait for a chapter; {totals['neither']} with neither."
    )


def _columns(rows: Sequence[Row], widest: int) -> Columns:
    columns = Columns(box=None, show_header=False, padding=(0, 0, 0, 2))
    columns.add_column(min_width=widest, no_wrap=True)
    columns.add_column(overflow="fold")
    for row in rows:
        columns.add_row(row.object.name, _answer(row), style="bold" if row.open else "")
    return columns


def _answer(row: Row) -> str:
    if row.open:
        return "neither a clause nor a reason: conformance/coverage/unnamed.toml"
    return " ".join(row.clauses) or row.reason
