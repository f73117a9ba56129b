"""``loopspec campaign``: the exam many times over, idle and under load, to find false alarms."""

from __future__ import annotations

from pathlib import Path

import click

from conformance import targets
from conformance.campaign import LOOPS, Line, plan, run
from conformance.cli._complete import loops
from reports.gate import BROKEN, KEPT


def _available() -> list[str]:
    return [name for name in LOOPS if targets.known(name).available()]


@click.command()
@click.option("--runs", type=click.IntRange(1), default=20, show_default=True, help="Runs for each loop.")
@click.option("--loop", "names", metavar="NAME", multiple=True, shell_complete=loops,
              help="Default: every flavour of asyncio, and the reference.")  # fmt: skip
@click.option("--out", metavar="FOLDER", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Holds the journal; given again, the campaign goes on where it stopped.")  # fmt: skip
@click.pass_context
def command(ctx: click.Context, runs: int, names: tuple[str, ...], out: Path) -> None:
    """Run the whole exam again and again: plain and debug mode, idle and with every core busy.

    These loops keep every MUST, so each failure is a false alarm of ours. Exits with 1 when there was one.
    """
    chosen = names or tuple(_available())
    for name in chosen:
        targets.known(name)
    settings = plan(runs, chosen)
    lines = run(settings, out / "campaign.jsonl", lambda line: click.echo(_words(line, len(settings))))
    alarms = [line for line in lines if line.code != KEPT]
    click.echo(
        f"{len(lines)} runs, {sum(line.items for line in lines)} items, {len(alarms)} runs with an alarm."
    )
    ctx.exit(BROKEN if alarms else KEPT)


def _words(line: Line, total: int) -> str:
    setting = line.setting
    how = f"{'debug' if setting.debug else 'plain'}, {'busy' if setting.busy else 'idle'}"
    head = f"{line.number + 1}/{total} {setting.loop} ({how}): {line.items} items, {line.seconds:.0f} s"
    return "\n".join(
        [f"{head}, {'kept' if line.code == KEPT else 'ALARM'}", *(f"  {one}" for one in line.reasons)]
    )
