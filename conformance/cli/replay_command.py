"""``loopspec replay``: run one program of the notation on a loop and show what happened."""

from __future__ import annotations

import json

import click

from conformance import language, targets
from conformance.cli._complete import loops


@click.command()
@click.option("--loop", "name", metavar="NAME|MODULE:FACTORY", required=True, shell_complete=loops,
              help="The loop to run it on.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Program and trace as JSON, with the loop's times.")
@click.argument("program")
def command(name: str, program: str, as_json: bool) -> None:
    """Run PROGRAM on a loop and print its trace.

    \b
    One line per body, `who: verb args; verb args`, bodies separated by a newline or `|`:
      loopspec replay --loop uvloop "main: at 0 a; soon b"
      loopspec replay --loop asyncio "main: spawn t; cancel t | t: yield"

    The loop runs in this process, without isolation: use it with loops that you would import anyway.
    """
    parsed = language.parse(program)
    target = targets.resolve(name)
    trace = language.run(parsed, target.factory, tick=target.tick)
    if as_json:
        document = {"loop": target.name, "program": language.unparse(parsed), "trace": trace.text}
        click.echo(json.dumps(document, indent=1))
    else:
        click.echo(trace.text)
