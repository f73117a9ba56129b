"""``loopspec mutants``: the exam on trial."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance import ledger, mutants, pairs
from conformance.cli import _pairs, _table
from conformance.mutants import Mutant
from conformance.trial import Death, applicable, survivors, try_all
from reports.gate import BROKEN, KEPT


def _names(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in value if name not in mutants.names()]
    if unknown:
        raise click.BadParameter(
            f"no mutant {unknown[0]!r}; the files in conformance/mutants are the mutants"
        )
    return value


def _chapter(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in (known := ledger.load().chapters):
        raise click.BadParameter(f"no chapter {value!r}; known: {', '.join(known)}")
    return value


@click.command()
@click.argument("names", metavar="[MUTANT]...", nargs=-1, callback=_names)
@click.option("--clause", "clause_id", metavar="ID", help="Only the mutants that break this clause.")
@click.option("--chapter", metavar="NAME", callback=_chapter, help="Only the mutants of this chapter.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="How many side by side.")
@click.option("--words", is_flag=True, help="Print each mutant's last words, and nothing else.")
@click.option("--pairs", "in_pairs", is_flag=True,
              help="Are any two clauses two? Lists those that no mutant breaks without another.")  # fmt: skip
@click.option("--whole", is_flag=True, help="With --pairs: ask the whole exam, not only a mutant's chapter.")
@click.option("--out", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
              help="Holds the journal; given again, only what changed is tried again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="JSON, for machines.")
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], clause_id: str | None, chapter: str | None, jobs: int,
    words: bool, in_pairs: bool, whole: bool, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Put the exam on trial: each deliberately wrong loop must die by the clause that it breaks.

    Exits with 1 when one survives; with --pairs, when two clauses always die together.
    """
    clause_id = ledger.load().get(clause_id.upper()).id if clause_id is not None else None
    if whole and not in_pairs:
        raise click.UsageError("--whole is of --pairs; add it, or leave it out")
    chosen = [one for one in applicable(names) if clause_id in (None, one.breaks) and _of(one, chapter)]
    if in_pairs:
        ctx.exit(BROKEN if _try_pairs(chosen, whole, jobs, out, as_json) else KEPT)
    deaths = _try(chosen, jobs, out)
    if as_json:
        click.echo(json.dumps([_row(death) for death in deaths], indent=1))
    elif words:
        click.echo("\n\n".join(death.words for death in deaths))
    else:
        _print(deaths)
    ctx.exit(BROKEN if survivors(deaths) else KEPT)


def _of(mutant: Mutant, chapter: str | None) -> bool:
    return chapter in (None, ledger.load().get(mutant.breaks).chapter)


def _try(chosen: list[Mutant], jobs: int, out: Path | None) -> list[Death]:
    with _progress(Console(stderr=True)) as progress:
        bar = progress.add_task("mutants", total=len(chosen))
        journal = _journal(out, "mutants")
        return try_all(chosen, jobs=jobs, journal=journal, on_line=lambda _death: progress.advance(bar))


def _try_pairs(chosen: list[Mutant], whole: bool, jobs: int, out: Path | None, as_json: bool) -> bool:
    with _progress(Console(stderr=True)) as progress:
        bar = progress.add_task("mutants", total=len(chosen))
        kills = pairs.try_all(
            chosen, whole=whole, jobs=jobs, journal=_journal(out, "pairs"),
            on_line=lambda _kills: progress.advance(bar),
        )  # fmt: skip
    return _pairs.tell(kills, as_json)


def _journal(out: Path | None, kind: str) -> Path | None:
    version = ".".join(map(str, ledger.running_version()))
    return out / f"{kind}-cpython-{version}.jsonl" if out else None


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _row(death: Death) -> dict[str, str | float]:
    return {
        "mutant": death.mutant,
        "clause": death.clause,
        "killed by": death.killed_by,
        "seconds": round(death.seconds, 2),
        "after": mutants.load(death.mutant).after,
        "words": death.words,
    }


def _print(deaths: list[Death]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("mutant", "clause", "killed by", "seconds"):
        table.add_column(head, overflow="fold", justify="right" if head == "seconds" else "left")
    for death in deaths:
        table.add_row(death.mutant, death.clause, death.killed_by or "SURVIVED", f"{death.seconds:.1f}")
    _table.show(table)
    alive = survivors(deaths)
    for death in alive:
        click.echo(f"\n{death.words}")
    caught = len(deaths) - len(alive)
    click.echo(f"\n{caught} of {len(deaths)} wrong loops were caught, {len(alive)} survived.")
