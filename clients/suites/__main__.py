"""``python -m clients.suites``: the own test suites of published programs, on asyncio and on another loop.

Keeps true: bad input ends in one clear line and exit code 2. Does not know: how the answer is found.
"""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path

import click

from clients.suites.catalogue import HERE, SuiteError, choose, load
from clients.suites.comparing import Comparison, Difference, compare
from clients.suites.running import run
from clients.suites.workshop import WorkshopError, prepare
from conformance import targets

SHOWN = 40
"""Differences of a suite that are printed; a run that ended early has hundreds."""


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--on", "loop", metavar="NAME|MODULE:FACTORY", default="reference", show_default=True,
              help="The loop that is compared with asyncio.")  # fmt: skip
@click.option("--catalogue", type=click.Path(path_type=Path), default=HERE, help="Other suites than ours.")
@click.option("--shelf", type=click.Path(file_okay=False, path_type=Path), default=Path("out/suites"),
              show_default=True, help="Where they are installed, and what they printed.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The answers as JSON.")
@click.pass_context
def main(
    ctx: click.Context, names: tuple[str, ...], loop: str, catalogue: Path, shelf: Path, as_json: bool
) -> None:
    """Run the test suites of these programs on asyncio, on the loop, and on asyncio again, and compare.

    Each comes from its source distribution, at the version of the catalogue, with its requirements in a venv
    of its own. A test that comes out the same twice on asyncio and otherwise on the loop is a difference.

    \b
    Examples:
      python -m clients.suites
      python -m clients.suites anyio janus --on uvloop

    Exit codes: 0 no difference, 1 some, or a run that did not end, 2 bad input, 3 not installed.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the suite that runs is ended with us
    try:
        suites = choose(names, load(catalogue))
        targets.resolve(loop)
    except (SuiteError, targets.TargetError) as fault:
        raise click.UsageError(str(fault)) from None
    found: list[Comparison] = []
    for suite in suites:
        click.echo(f"{suite.name} {suite.version}", err=True)
        try:
            prepared = prepare(suite, shelf)
        except WorkshopError as fault:
            click.echo(f"error: {fault}", err=True)
            ctx.exit(3)
        records = prepared.folder.parents[1]
        order = (("asyncio", "1-asyncio"), (loop, "2-loop"), ("asyncio", "3-asyncio"))
        runs = [run(prepared, name, records / f"{record}.jsonl") for name, record in order]
        found.append(compare(suite, runs[0], runs[1], runs[2]))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=1))
    else:
        click.echo(table(found))
        for one in found:
            show(one)
    ctx.exit(0 if all(one.equal for one in found) else 1)


def table(found: list[Comparison]) -> str:
    """The figures, as Markdown."""
    head = ("suite", "version", "tests", "passed on both", "skipped", "failed on both")
    head += ("unsteady", "excused", "differences", "seconds (asyncio, loop)", "loops (named, asyncio)")
    rows = [head]
    for one in found:
        lists = (one.unsteady, one.excused, one.differences)
        figures = (one.tests, one.passed, one.skipped, one.failed, *map(len, lists))
        pairs = ("{:.0f}, {:.0f}".format(*one.seconds), f"{one.named}, {one.asyncio}")
        rows.append((one.suite, one.version, *map(str, figures), *pairs))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "| --- " * 2 + "| ---: " * (len(head) - 2) + "|", *lines[1:]])


def show(one: Comparison) -> None:
    """Each thing that is to be looked at, in a line of its own."""
    for fault in one.faults:
        click.echo(f"\n{one.suite}: {fault}")
    for test in one.unsteady:
        click.echo(f"\n{one.suite}: unsteady on asyncio itself: {test}")
    for difference in one.differences[:SHOWN]:
        _show(one, difference)
    if len(one.differences) > SHOWN:
        click.echo(f"\n{one.suite}: and {len(one.differences) - SHOWN} more")
    for difference in one.excused:
        _show(one, difference)


def _show(one: Comparison, difference: Difference) -> None:
    click.echo(f"\n{one.suite}: {'excused' if difference.excuse else 'DIFFERENCE'} {difference.test}")
    click.echo(
        f"  asyncio {difference.asyncio}, {one.loop} {difference.loop}: {difference.why or '(no words)'}"
    )
    if difference.excuse:
        click.echo(f"  because {difference.excuse}")


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m clients.suites"))
