"""``loopspec soak``: a loop at work for minutes, with faults, and what is left behind."""

from __future__ import annotations

import json

import click
import msgspec
from rich.console import Console
from rich.table import Table

from conformance import targets
from conformance.cli import _table
from conformance.cli._complete import loops
from conformance.soak import Found, Line, Mass
from conformance.soak.watching import watch
from reports.gate import BROKEN, KEPT


@click.command()
@click.option("--loop", "name", metavar="NAME|MODULE:FACTORY", default="reference", show_default=True,
              shell_complete=loops, help="The loop that works.")  # fmt: skip
@click.option("--minutes", type=click.FloatRange(min=0), default=5.0, show_default=True, help="How long.")
@click.option("--seed", type=int, default=0, show_default=True,
              help="Of the first round; given that of a finding, its round comes first.")  # fmt: skip
@click.option("--debug", is_flag=True, help="In asyncio's debug mode.")
@click.option("--json", "as_json", is_flag=True, help="Rounds and findings as JSON.")
@click.pass_context
def command(ctx: click.Context, name: str, minutes: float, seed: int, debug: bool, as_json: bool) -> None:
    """Keep a loop busy with everything at once, and look for leaks as it goes.

    A soak of a minute or more begins with masses: a million timers at once, a million tasks and 10,000
    connections one after another; when they are over, the memory is as small again as before.
    Then rounds of timers, tasks, threads, jobs, connections, datagrams, reports and children, with
    cancellations, resets and failures among them; after each round no task and no descriptor may be left.
    Memory may not grow after the first five rounds. What a loop does not offer is left out.

    \b
    Examples:
      loopspec soak --minutes 5
      loopspec soak --loop mypkg:new_event_loop --minutes 0.5

    Exit codes: 0 nothing was found, 1 something was.
    """
    target = targets.resolve(name)
    lines, masses, found = list[Line](), list[Mass](), list[Found]()
    console = Console(stderr=True, highlight=False)
    with console.status(f"soaking {target.name}") as status:
        for heard in watch(name, minutes * 60, seed, debug):
            if isinstance(heard, Line):
                lines.append(heard)
                status.update(f"soaking {target.name}: round {heard.number}, {_held(heard)}")
            elif isinstance(heard, Mass):
                masses.append(heard)
                status.update(f"soaking {target.name}: {heard.count:,} {heard.name} are over")
            else:
                found.append(heard)
                console.print(f"seed {heard.seed}: {heard.words}", markup=False)
    if as_json:
        document = {"loop": target.name, "masses": masses, "rounds": lines, "found": found}
        click.echo(json.dumps(msgspec.to_builtins(document), indent=1))
    else:
        _show(target.name, lines, masses, found)
    ctx.exit(BROKEN if found else KEPT)


def _held(line: Line) -> str:
    sizes = line.sizes
    return f"{sizes.memory:.0f} MiB, {sizes.descriptors} descriptors, {sizes.threads} threads"


def _show(name: str, lines: list[Line], masses: list[Mass], found: list[Found]) -> None:
    operations = sum(line.operations for line in lines)
    click.echo(f"{name}: {len(lines)} rounds, {operations:,} operations, {len(found)} finding(s)")
    if masses:
        table = Table("mass", "number", "MiB before", "MiB after", box=None)
        for mass in masses:
            table.add_row(mass.name, f"{mass.count:,}", f"{mass.before:.1f}", f"{mass.after:.1f}")
        _table.show(table)
    if lines:
        table = Table("after round", "MiB", "descriptors", "threads", box=None)
        for line in _sampled(lines):
            sizes = line.sizes
            cells = (line.number, f"{sizes.memory:.1f}", sizes.descriptors, sizes.threads)
            table.add_row(*map(str, cells))
        _table.show(table)
    for one in found:
        click.echo(f"seed {one.seed}: {one.words}")


def _sampled(lines: list[Line], most: int = 10) -> list[Line]:
    """At most so many of them, the first and the last included."""
    step = max(1, (len(lines) - 1) / (most - 1))
    return [lines[round(place * step)] for place in range(min(most, len(lines)))]
