"""``loopspec differential``: generated programs on several loops, every trace judged."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from conformance import targets
from conformance.cli._complete import loops
from conformance.differential.campaign import MUST_CONFIRM, Tally, run_campaign
from conformance.judge import Ruling, examine
from conformance.language import Program, Trace
from reports.gate import BROKEN, KEPT

VERDICTS = ("legal", "deviation", "broken", "unknown", "undecided", "unconfirmed", "cannot")
RARE = 200
"""Every pair of verbs should stand in this many of 50,000 programs."""


@click.command()
@click.option("--loop", "names", metavar="NAME", multiple=True, required=True, shell_complete=loops,
              help="A loop to run the programs on; repeat it.")  # fmt: skip
@click.option("--programs", type=click.IntRange(1), default=1000, show_default=True, help="How many.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same programs.")
@click.option("--out", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
              help="Keep a journal there; given again, the campaign goes on where it stopped.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Counts and findings as JSON.")
@click.pass_context
def command(
    ctx: click.Context, names: tuple[str, ...], programs: int, seed: int, out: Path | None, as_json: bool
) -> None:
    """Run generated programs on several loops and judge every trace.

    A trace is legal, a listed deviation, broken (a clause's own monitor says so), unknown (nothing forbids
    it and nothing explains it) or undecided (the search ended before it knew). What is broken or unknown is
    confirmed, made minimal and shown. Exits with 1 when there is such a finding. What is undecided is shown
    as it came.

    The loops run in this process, without isolation.
    """
    chosen = [targets.resolve(name) for name in names]
    journal = None if out is None else out / f"differential-{seed}.jsonl"
    if journal is not None:
        journal.parent.mkdir(parents=True, exist_ok=True)
    console = Console(stderr=True)
    columns = (TextColumn("programs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("programs", total=programs)

        def tell(tally: Tally) -> None:
            progress.update(bar, completed=tally.programs)
            if not console.is_terminal and tally.programs % 5000 == 0:
                click.echo(f"{tally.programs} of {programs} programs", err=True)

        tally = run_campaign(chosen, _examine, count=programs, seed=seed, journal=journal, progress=tell)
    click.echo(json.dumps(_as_data(tally), indent=1) if as_json else _as_text(tally))
    ctx.exit(BROKEN if any(finding.verdict in MUST_CONFIRM for finding in tally.findings) else KEPT)


def _examine(program: Program, trace: Trace, known: frozenset[str]) -> Ruling:
    return examine(program, trace, deviations=known)


def _as_data(tally: Tally) -> dict[str, object]:
    return {
        "programs": tally.programs,
        "median steps": tally.median_steps,
        "steps": dict(sorted(tally.steps.items())),
        "verdicts": {name: dict(counts) for name, counts in tally.verdicts.items()},
        "pairs": {" ".join(pair): number for pair, number in sorted(tally.pairs.items())},
        "findings": [vars(finding) for finding in tally.findings],
    }


def _as_text(tally: Tally) -> str:
    lines = [f"{tally.programs} distinct programs, median {tally.median_steps} steps", ""]
    lines.append(f"{'loop':<14}" + "".join(f"{verdict:>12}" for verdict in VERDICTS))
    for name, counts in tally.verdicts.items():
        lines.append(f"{name:<14}" + "".join(f"{counts[verdict]:>12}" for verdict in VERDICTS))
    lines += ["", *_histogram(tally)]
    for finding in tally.findings:
        lines += [
            "",
            f"{finding.verdict} on {finding.target}",
            f"  program   {finding.program}",
            f"  trace     {finding.trace}",
            f"  ruling    {finding.ruling}",
            f'  replay    loopspec judge --loop {finding.target} "{finding.program}"',
        ]
    return "\n".join(lines)


def _histogram(tally: Tally) -> list[str]:
    """How long the programs are, and which pairs of verbs are seldom together."""
    wide = max(tally.steps.values(), default=1)
    lines = ["steps  programs"]
    for length, number in sorted(tally.steps.items()):
        lines.append(f"{length:>5}  {number:>8}  {'#' * round(40 * number / wide)}")
    seldom = tally.seldom(RARE, 50_000)
    lines += ["", f"{len(tally.pairs)} pairs of verbs, {len(seldom)} of them in fewer than {RARE} of 50,000"]
    lines += [f"  {' and '.join(pair)}: {number}" for number, pair in seldom[:10]]
    return lines
