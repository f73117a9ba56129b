"""The command ``python -m perf.compare A.json B.json``: files that perf.run wrote, of one session or of two.

Keeps true: exit status 0 (compared) or 2 (a file or the comparison was refused, in one line). Deliberately
decides nothing: verdicts.py compares, tables.py draws.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perf import pyperf_files, tables
from perf.results import Side
from perf.verdicts import Unlike, compare


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("baseline", type=click.Path(path_type=Path))
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--each", is_flag=True, help="Let every interval stand for itself, as 'perf.run --fast' does.")
def command(baseline: Path, others: tuple[Path, ...], each: bool) -> None:
    """Compare result files of perf.run: each of OTHERS with BASELINE.

    Files of one session are compared process by process. Files of different sessions are compared as two
    groups; what the machine did in between is then part of the difference. Files of unlike machines,
    interpreters, settings or workloads are refused (exit status 2).
    """
    try:
        sides = [pyperf_files.read_side(path) for path in (baseline, *others)]
        comparison = compare(relabelled(sides), each=each)
    except (pyperf_files.Damaged, Unlike) as fault:
        click.echo(f"perf.compare: {fault}", err=True)
        sys.exit(2)
    tables.show(comparison)


def relabelled(sides: list[Side]) -> list[Side]:
    """The same sides, numbered where two have one label."""
    seen: list[str] = []
    for side in sides:
        seen.append(side.label)
        count = seen.count(side.label)
        side.label = side.label if count == 1 else f"{side.label}#{count}"
    return sides
