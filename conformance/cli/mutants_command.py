"""``loopspec mutants``: the exam on trial."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from conformance import mutants
from conformance.trial import Death, applicable, survivors, try_all
from reports.gate import BROKEN, KEPT


def _names(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in value if name not in mutants.names()]
    if unknown:
        raise click.BadParameter(
            f"no mutant {unknown[0]!r}; the files in conformance/mutants are the mutants"
        )
    return value


@click.command()
@click.argument("names", metavar="[MUTANT]...", nargs=-1, callback=_names)
@click.option("--clause", "clause_id", metavar="ID", help="Only the mutants that break this clause.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="How many side by side.")
@click.option("--words", is_flag=True, help="Print each mutant's last words, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of objects, for machines.")
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], clause_id: str | None, jobs: int, words: bool, as_json: bool
) -> None:
    """Put the exam on trial: each deliberately wrong loop must die by the clause that it breaks.

    Exits with 1 when one survives.
    """
    chosen = [one for one in applicable(names) if clause_id in (None, one.breaks)]
    console = Console(stderr=True)
    with _progress(console) as progress:
        bar = progress.add_task("mutants", total=len(chosen))
        deaths = try_all(chosen, jobs, lambda _death: progress.advance(bar))
    if as_json:
        click.echo(json.dumps([_row(death) for death in deaths], indent=1))
    elif words:
        click.echo("\n\n".join(death.words for death in deaths))
    else:
        _print(deaths)
    ctx.exit(BROKEN if any(survivors(deaths)) else KEPT)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _row(death: Death) -> dict[str, str | float]:
    killer = death.finding.item if death.finding else ""
    return {
        "mutant": death.mutant.name,
        "clause": death.mutant.breaks,
        "killed by": killer,
        "seconds": round(death.seconds, 2),
        "after": death.mutant.after,
        "words": death.words,
    }


def _print(deaths: list[Death]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("mutant", "clause", "killed by", "seconds"):
        table.add_column(head, overflow="fold", justify="right" if head == "seconds" else "left")
    for death in deaths:
        killer = death.finding.item if death.finding else "SURVIVED"
        table.add_row(death.mutant.name, death.mutant.breaks, killer, f"{death.seconds:.1f}")
    Console(highlight=False, markup=False).print(table)
    for death in survivors(deaths):
        click.echo(f"\n{death.words}")
    alive = sum(1 for _ in survivors(deaths))
    click.echo(f"\n{len(deaths) - alive} of {len(deaths)} wrong loops were caught, {alive} survived.")
