"""``loopspec replay``: run one program of the notation on loops and show what happened."""

from __future__ import annotations

import json

import click

from conformance import language, targets
from conformance.cli._complete import loops


@click.command()
@click.option("--loop", "names", metavar="NAME|MODULE:FACTORY", required=True, multiple=True,
              shell_complete=loops, help="A loop to run it on; repeatable.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Program and traces as JSON.")
@click.argument("program")
def command(names: tuple[str, ...], program: str, as_json: bool) -> None:
    """Run PROGRAM on a loop and print its trace; with several loops, a line for each.

    \b
    One line per body, `who: verb args; verb args`, bodies separated by a newline or `|`:
      loopspec replay --loop uvloop "main: at 0 a; soon b"
      loopspec replay --loop asyncio --loop uvloop "main: spawn t; cancel t | t: yield"

    The loop runs in this process, without isolation: use it with loops that you would import anyway.
    """
    parsed = language.parse(program)
    chosen = [targets.resolve(name) for name in names]
    traces = {target.name: language.run(parsed, target.factory, tick=target.tick).text for target in chosen}
    if as_json:
        click.echo(json.dumps({"program": language.unparse(parsed), "traces": traces}, indent=1))
        return
    width = max(map(len, traces)) + 2 if len(traces) > 1 else 0
    for name, text in traces.items():
        click.echo(f"{name:{width}}{text}" if width else text)
