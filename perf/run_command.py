"""The command ``python -m perf.run``: measure, compare, show, keep.

Keeps true: exit status 0 (measured), 1 (a workload failed on a loop), 2 (it could not be done as asked),
130 (interrupted); files are written after the last measurement, all or none; faults are one line.
"""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import msgspec

from perf import command_line, plan, processes, progress, pyperf_files, session, stability, store, tables
from perf.results import Side
from perf.verdicts import Comparison, compare
from perf.workload import Workload
from perf.workloads import UnknownWorkload, all_workloads, select

FAILED, REFUSED = 1, command_line.USAGE


@dataclass(frozen=True)
class Order:
    """What the user asked for."""

    targets: Sequence[str]
    workloads: Sequence[Workload[Any]]
    settings: plan.Settings
    each: bool
    output: Path


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--loop",
    "loops",
    multiple=True,
    metavar="LOOP",
    default=("reference",),
    show_default=True,
    help="A loop to measure: a shipped name, or MODULE:FACTORY. Repeat for more.",
)
@click.option(
    "--baseline",
    metavar="LOOP",
    default="asyncio",
    show_default=True,
    help="The loop that the others are compared with.",
)
@click.option(
    "--workload",
    "patterns",
    multiple=True,
    metavar="NAME",
    help="Only workloads that match, shell style ('timer*'). Repeat for more.",
)
@click.option(
    "--fast",
    is_flag=True,
    help="As many rounds as fit into a minute. Each interval then stands for itself: of the rows of two "
    "equal loops one in twenty shows a difference.",
)
@click.option(
    "--rounds",
    type=click.IntRange(3, 1000),
    metavar="N",
    help=f"Processes for each loop and workload (default {plan.FULL.rounds}; with --fast, at most N).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("out/perf"),
    show_default=True,
    metavar="DIR",
    help="Where the files go; made when missing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON in place of the table.")
@click.option("--list", "listing", is_flag=True, help="List the workloads and stop.")
def command(
    loops: tuple[str, ...],
    baseline: str,
    patterns: tuple[str, ...],
    fast: bool,
    rounds: int | None,
    output: Path,
    as_json: bool,
    listing: bool,
) -> None:
    """Measure what event loops cost, against a baseline.

    Every workload runs in fresh processes, one at a time, the loops taking turns (A B, B A, ...), so a
    busy spell of the machine hits all of them. A workload proves that the loop did its work; if it did
    not, crashed or hung, the table says so and gives no figure. A ratio comes with its interval; "no
    difference shown" is a normal answer; results that are too noisy say so, with a remedy.

    \b
    Examples:
      python -m perf.run --loop reference --fast
      python -m perf.run --loop uvloop --loop mypkg:new_event_loop --workload 'task*'
      python -m perf.run --loop asyncio --fast      the baseline against itself: what noise can do
      python -m perf.compare old/reference.json out/perf/reference.json

    \b
    Files in DIR:
      comparison.md, comparison.json   the comparison, to read and to process
      LOOP.json                        pyperf's format, for 'python -m pyperf compare_to'

    Exit status: 0 measured; 1 a workload failed on a loop; 2 it could not be done as asked;
    130 interrupted, nothing written.
    """
    if listing:
        return _list()
    settings = plan.FAST if fast else plan.FULL
    if rounds:
        settings = replace(settings, rounds=rounds)
    sys.exit(_guarded(Order((baseline, *loops), _chosen(patterns), settings, fast, output), as_json))


def _list() -> None:
    for workload in all_workloads():
        needs = f" (needs {', '.join(sorted(workload.needs))})" if workload.needs else ""
        click.echo(f"{workload.name:16} {workload.n:>7,}  {workload.story}{needs}")


def _chosen(patterns: Sequence[str]) -> Sequence[Workload[Any]]:
    try:
        return select(patterns)
    except UnknownWorkload as fault:
        raise click.UsageError(str(fault)) from None


def _guarded(order: Order, as_json: bool) -> int:
    """Carry out ``order``; what is wrong with it is an exit status and one line. OSError passes through."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also when started with SIGINT ignored
    try:
        return _carry_out(order, as_json)
    except KeyboardInterrupt:
        click.echo("perf.run: interrupted, nothing written", err=True)
        return command_line.INTERRUPTED
    except (processes.CannotDescribe, store.CannotWrite) as fault:
        click.echo(f"perf.run: {fault}", err=True)
        return REFUSED


def _carry_out(order: Order, as_json: bool) -> int:
    store.probe(order.output)
    able = session.sides(order.targets, order.settings)
    with progress.watcher(order.settings) as watcher:
        session.measure(able, order.workloads, order.settings, watcher)
    sides = list(able)
    stability.drop_disturbed(sides)
    comparison = compare(sides, each=order.each)
    paths = store.write(order.output, _texts(sides, comparison))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(comparison)).decode())
    else:
        tables.show(comparison)
        click.echo(f"written to {order.output}: {', '.join(path.name for path in paths)}")
    return FAILED if comparison.failed() else 0


def _texts(sides: Sequence[Side], comparison: Comparison) -> dict[str, str]:
    texts = {
        file_name(side): pyperf_files.side_text(side)
        for side in sides
        if any(work.series() for work in side.work.values())
    }
    texts["comparison.md"] = tables.markdown(comparison)
    texts["comparison.json"] = msgspec.json.format(msgspec.json.encode(comparison)).decode() + "\n"
    return texts


def file_name(side: Side) -> str:
    """The file for a side's figures: its label, with what no file name should hold replaced by dashes."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", side.label).strip("-.") + ".json"
