"""``loopspec statements``: does each line of the reference keep the clause that it cites?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance import ledger
from conformance.cli import _table
from conformance.statements.citations import Citation, citations
from conformance.statements.trial import Answer, owed, survivors, try_all, uncited, unneeded
from reports.gate import BROKEN, KEPT


@click.command()
@click.option("--clause", "clause_id", metavar="ID", help="Only the statements that cite this clause.")
@click.option("--module", metavar="NAME", help="Only those of this module of the reference.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="How many side by side.")
@click.option("--out", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
              help="Holds the journal; given again, only what changed is asked again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="JSON, for machines.")
@click.pass_context
def command(
    ctx: click.Context, clause_id: str | None, module: str | None, jobs: int, out: Path | None, as_json: bool
) -> None:
    """Remove or invert each statement that cites a clause: without it, the clause must be broken.

    Where no question can see the difference, conformance/statements/spared.toml says why. Exits with 1 when
    a change goes unseen, or when an entry there is not needed.
    """
    chosen = _chosen(clause_id, module)
    answers = _try(chosen, jobs, out / "statements.jsonl" if out else None)
    if as_json:
        click.echo(json.dumps([_row(*pair) for pair in zip(chosen, answers, strict=True)], indent=1))
    else:
        _print(chosen, answers)
    ctx.exit(BROKEN if survivors(chosen, answers) or unneeded(chosen, answers) else KEPT)


def _chosen(clause_id: str | None, module: str | None) -> list[Citation]:
    if clause_id is not None:
        clause_id = ledger.load().get(clause_id.upper()).id
    chosen = [
        one
        for one in citations()
        if owed(one) and clause_id in (None, *one.clauses) and module in (None, one.module)
    ]
    if not chosen:
        raise click.UsageError(
            "no statement cites that here; `loopspec explain ID` shows where a clause lives"
        )
    return chosen


def _try(chosen: Sequence[Citation], jobs: int, journal: Path | None) -> list[Answer]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("statements", total=len(chosen))
        return try_all(chosen, jobs=jobs, journal=journal, on_line=lambda _answer: progress.advance(bar))


def _row(citation: Citation, answer: Answer) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(answer)
    where = {"file": f"{citation.module}.py", "line": citation.line, "statement": citation.statement}
    return {**where, "change": citation.change(), **told}


def _print(chosen: Sequence[Citation], answers: Sequence[Answer]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("clause", "place", "statement", "change", "unseen because"):
        table.add_column(head, overflow="fold")
    alive = survivors(chosen, answers)
    for citation, clause, doubt in alive:
        place = f"{citation.module}.py:{citation.line}"
        table.add_row(clause, place, citation.statement, citation.change(), doubt)
    if alive:
        _table.show(table)
    for one in unneeded(chosen, answers):
        click.echo(f"spared.toml: {one.clause} at {one.statement!r} ({one.file}) needs no excuse; remove it")
    if alone := uncited():
        click.echo(f"\nMUSTs that no statement cites: {', '.join(alone)}")
    total = sum(len(one.broken) + len(one.whole) for one in answers)
    click.echo(f"\n{total} citations tried at {len(chosen)} statements, {len(alive)} went unseen.")
