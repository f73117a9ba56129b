"""``loopspec judge``: is what a loop did with one program legal?"""

from __future__ import annotations

import json

import click

from conformance import judge as bench
from conformance import language, targets
from conformance.cli._complete import loops
from reports.gate import BROKEN, KEPT, NOT_JUDGED

CODES = {"legal": KEPT, "deviation": KEPT, "broken": BROKEN, "unknown": NOT_JUDGED, "undecided": NOT_JUDGED}


@click.command()
@click.option("--loop", "name", metavar="NAME|MODULE:FACTORY", shell_complete=loops,
              help="Run the program on this loop and judge what it does.")  # fmt: skip
@click.option("--trace", "text", metavar="TEXT", help="Judge this trace, as `loopspec replay` prints it.")
@click.option("--json", "as_json", is_flag=True, help="The ruling as JSON.")
@click.argument("program")
@click.pass_context
def command(ctx: click.Context, name: str | None, text: str | None, as_json: bool, program: str) -> None:
    """Say whether a trace of PROGRAM is legal, by which freedoms, or where it stops being explicable.

    \b
    Examples:
      loopspec judge --loop uvloop "main: at 0 a; soon b"
      loopspec judge --trace "b a" "main: soon a; soon b"

    \b
    Exit codes: 0 legal, or a listed deviation; 1 a clause is broken; 3 nothing forbids it and nothing
    explains it (unknown), or the search ended before it knew (undecided).
    """
    if (name is None) == (text is None):
        raise click.UsageError("give either --loop NAME or --trace TEXT")
    parsed = language.parse(program)
    kind, words, trace = _on_loop(parsed, name) if name is not None else _by_text(parsed, text or "")
    if as_json:
        click.echo(json.dumps({"program": program, "trace": trace, "ruling": kind, "words": words}, indent=1))
    else:
        click.echo(f"trace     {trace}\nruling    {words}")
    ctx.exit(CODES[kind])


def _on_loop(program: language.Program, name: str) -> tuple[str, str, str]:
    target = targets.resolve(name)
    trace = language.run(program, target.factory, tick=target.tick)
    known = frozenset(deviation.clause for deviation in target.deviations if deviation.applies())
    ruling = bench.examine(program, trace, deviations=known)
    return ruling.verdict, str(ruling), trace.text


def _by_text(program: language.Program, text: str) -> tuple[str, str, str]:
    """A bare text has no times, so only the judge can be asked, not the monitors."""
    judgement = bench.judge(program, text)
    return judgement.kind, str(judgement), " ".join(text.split())
