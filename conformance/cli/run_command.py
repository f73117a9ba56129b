"""``loopspec run``: the main job - put the exam to one or more loops."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from conformance import ledger, patience, targets
from conformance.cli._complete import clause_ids, loops
from conformance.isolation.controller import judge
from perf.command_line import forget_output
from reports import gate
from reports.formats import terminal, write_all
from reports.formats.json import render as as_json_text
from reports.records import Record

ROOM = 1 << 20
"""Bytes that reports and journal of a small run may take."""


@click.command()
@click.option(
    "--loop", "names", metavar="NAME|MODULE:FACTORY", multiple=True, required=True, shell_complete=loops,
    help="A loop to judge; repeat it to compare. `loopspec list loops` shows the names.",
)  # fmt: skip
@click.option("--clause", "wanted", metavar="ID", multiple=True, shell_complete=clause_ids,
              help="Judge only this clause; may be repeated.")  # fmt: skip
@click.option("--chapter", "chapters", metavar="NAME", multiple=True, help="Judge only this chapter.")
@click.option("--out", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path),
              help="Write report.json, .md, .txt and .xml (JUnit) there, and the run's journal.")  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Tell known deviations in full, too; files always do.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the matrix.")
@click.option("--debug", is_flag=True, help="Ask the loops in asyncio's debug mode.")
@click.option("--profile", type=click.Choice(["gate", "explore"]), default="gate", show_default=True,
              help="gate: the same questions every time. explore: random ones, many more.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Workers side by side.")
@click.option("--item-timeout", type=click.FloatRange(1), default=30.0, show_default=True, metavar="SECONDS",
              help="How long one item may take before it counts as hanging.")  # fmt: skip
@click.option("--slow-factor", type=click.FloatRange(1), envvar=patience.VARIABLE, metavar="N", default=1,
              help="Wait N times as long for everything: for valgrind, ASAN, emulation, slow machines. "
                   f"The environment variable {patience.VARIABLE} does the same.")  # fmt: skip
@click.option("--here", is_flag=True,
              help="Ask in this very process, without isolation, so that gdb can be attached.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Go on where an interrupted run with the same --out stopped.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    wanted: tuple[str, ...],
    chapters: tuple[str, ...],
    out: Path | None,
    verbose: bool,
    as_json: bool,
    debug: bool,
    profile: str,
    jobs: int,
    item_timeout: float,
    slow_factor: float,
    here: bool,
    resume: bool,
) -> None:
    """Judge loops: which of asyncio's promises do they keep?

    Prints the matrix of chapters and loops, then every newly broken clause in words that can be acted on, and
    a line for each known deviation. Each loop is asked in worker processes, so that one that crashes or hangs
    becomes a verdict.

    \b
    Examples:
      loopspec run --loop reference --loop asyncio --loop uvloop --out out
      loopspec run --loop mypkg:new_event_loop --chapter timers
      loopspec run --loop uvloop --clause SOON-02
      gdb --args python -m conformance run --loop uvloop --clause SOON-02 --here

    MODULE:FACTORY is any callable that returns a new loop. A loop that needs more gives a Target instead,
    as conformance.target describes it: what it can do, its known deviations, and `around`, a function that
    returns a context manager for whatever has to exist before a loop can be made (an application object).
    """
    if resume and out is None:
        raise click.UsageError("--resume needs the --out FOLDER of the run to go on with")
    clauses = _select(wanted, chapters)
    for name in names:
        if ":" not in name:
            targets.shipped(name)  # fail now, not after the loops before it
    os.environ[patience.VARIABLE] = str(slow_factor)  # for every process that this one starts
    if out is not None:
        _require_writable(out)
    if here:
        ctx.exit(_publish(_ask_here(names, clauses, debug, profile), out, as_json=as_json, verbose=verbose))
    found: dict[str, list[Record]] = {}
    for name in sorted(names, key=lambda name: ":" not in name):  # a stranger that is refused is so at once
        with _progress(name) as on_progress:
            found[name] = judge(
                name, clauses=clauses, debug=debug, profile=profile, jobs=jobs, item_timeout=item_timeout,
                out=out, resume=resume, on_progress=on_progress,
            )  # fmt: skip
    records = [record for name in dict.fromkeys(names) for record in found[name]]
    ctx.exit(_publish(records, out, as_json=as_json, verbose=verbose))


def _ask_here(names: Sequence[str], clauses: list[str], debug: bool, profile: str) -> list[Record]:
    """No worker, no bar: what is asked is named before it is asked, since it may be the last that we say."""
    from conformance.exam import NO_ISOLATION
    from conformance.here import judge_here

    if len(names) > 1 or not clauses:
        raise click.UsageError("--here asks one loop, and needs --clause ID or --chapter NAME")
    targets.meet(names[0])
    click.echo(f"loopspec: {NO_ISOLATION}", err=True)
    tell = partial(click.echo, err=True)
    return judge_here(names[0], clauses=clauses, debug=debug, profile=profile, on_item=tell)


def _select(wanted: tuple[str, ...], chapters: tuple[str, ...]) -> list[str]:
    """The ids asked for; empty means all."""
    known = ledger.load()
    unknown = [name for name in chapters if name not in known.chapters]
    if unknown:
        raise click.UsageError(f"no chapter {unknown[0]!r}; chapters: {', '.join(known.chapters)}")
    ids = [known.get(clause_id.upper()).id for clause_id in wanted]
    return ids + [clause.id for name in chapters for clause in known.chapters[name].clause]


def _require_writable(folder: Path) -> None:
    """Fail now, not after minutes of judging."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".probe"
    try:
        probe.write_bytes(bytes(ROOM))
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(folder)) from None
    finally:
        with suppress(OSError):  # it could not be made: the words above say why
            probe.unlink()


@contextmanager
def _progress(name: str) -> Generator[Callable[[int, int, str], None]]:
    """Live progress on stderr: a bar on a terminal, a line per tenth elsewhere."""
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description:<12}"), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(),
               TextColumn("{task.fields[item]}"))  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        bar = progress.add_task(name, total=None, item="collecting")
        told = 0

        def tell(done: int, total: int, item: str) -> None:
            nonlocal told
            progress.update(bar, completed=done, total=total, item=item[:30])
            tenth = 10 * done // max(total, 1)
            if not console.is_terminal and (tenth > told or done == total):
                told = max(tenth, told + (done == total))
                click.echo(f"{name}: {done} of {total} items", err=True)

        yield tell


def _publish(records: list[Record], out: Path | None, *, as_json: bool, verbose: bool) -> int:
    """Tell the verdicts, and return what they mean; verdicts that cannot be told are none."""
    outcome = gate.decide(records)
    place = "standard output"
    try:
        _print(records, outcome, as_json=as_json, verbose=verbose)
        if out is not None:
            place = str(out)
            click.echo("Written: " + ", ".join(map(str, write_all(records, out))), err=as_json)
    except BrokenPipeError:
        raise
    except OSError as fault:
        click.echo(f"loopspec: error: {place}: {fault.strerror}; the verdicts are not written", err=True)
        forget_output()
        return gate.NOT_JUDGED
    return outcome.code


def _print(records: list[Record], outcome: gate.Outcome, *, as_json: bool, verbose: bool) -> None:
    if as_json:
        click.echo(as_json_text(records), nl=False)
        return
    terminal.show(records, Console(highlight=False), verbose=verbose)
    click.echo()
    click.echo("\n".join(outcome.reasons) or "Every MUST is kept, or its break is a listed deviation.")
