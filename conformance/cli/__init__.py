"""The ``loopspec`` command: one file a subcommand, each a thin face of the part that does the work.

Keeps true: bad input ends in one clear line and exit code 2, ctrl-C in 130, and never in a traceback. This
room may see every other; no other may see it.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from conformance.differential.journal import JournalError
from conformance.differential.rulings import RegressionError
from conformance.language import ProgramError
from conformance.ledger import LedgerError
from conformance.patience import PatienceError
from conformance.targets import TargetError
from perf.command_line import forget_output
from reports.gate import INTERRUPTED, USAGE
from reports.records import RecordError

FAULTS_OF_INPUT = (
    LedgerError,
    TargetError,
    ProgramError,
    JournalError,
    RegressionError,
    RecordError,
    PatienceError,
    OSError,
)
"""What the outside world can do to us; everything else is our bug and may show its traceback."""


class Subcommands(click.Group):
    """Finds the subcommands in this folder by name, and imports one only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The file names of this folder, in the order a newcomer meets them."""
        found = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
        first = ["run", "explain", "replay", "list", "judge", "differential", "mutants"]
        names = [name.removesuffix("_command") for name in found]
        return sorted(names, key=lambda name: (first.index(name) if name in first else len(first), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The ``command`` of the file with this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with near misses for a wrong name."""
        from difflib import get_close_matches

        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = get_close_matches(args[0], known, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
            ctx.fail(f"no command {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)


def _tell_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """As click's own option, which knows no checkout that is not installed."""
    if not wanted or ctx.resilient_parsing:
        return
    from importlib import metadata

    try:
        version = metadata.version("loopspec")
    except metadata.PackageNotFoundError:
        version = "from a checkout that is not installed"
    click.echo(f"loopspec, version {version}")
    ctx.exit()


@click.group(
    cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version,
              help="Show the version and exit.")  # fmt: skip
def group() -> None:
    """Does this asyncio event loop keep asyncio's promises, and what does it cost?

    \b
    First steps:
      loopspec run --loop asyncio              ask Python's own loop
      loopspec run --loop mypkg:new_event_loop ask yours
      loopspec explain SOON-02                 one promise, and where it lives

    \b
    Exit codes:
      0    every MUST is kept, or its break is a listed deviation
      1    a MUST is newly broken, or a listed deviation is stale
      2    the command was called wrongly, or a file could not be read or written
      3    the exam itself could not judge
      130  interrupted

    Shell completion: eval "$(_LOOPSPEC_COMPLETE=bash_source loopspec)" (or zsh_source, fish_source).
    """


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; see ``group`` for the codes."""
    try:
        code = group.main(args=args, prog_name="loopspec", standalone_mode=False)
    except click.exceptions.Abort:
        _end("interrupted", INTERRUPTED)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as fault:
        fault.show()
        sys.exit(USAGE)
    except click.ClickException as fault:
        _end(f"error: {fault.format_message()}", USAGE)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left: nothing to say, and nobody to say it to
        sys.exit(USAGE)
    except FAULTS_OF_INPUT as fault:
        if isinstance(fault, OSError):
            forget_output()
        _end(f"error: {_words(fault)}", USAGE)
    sys.exit(code if isinstance(code, int) else 0)


def _words(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return f"{fault.filename}: {fault.strerror}" if fault.filename else fault.strerror
    return str(fault)


def _end(words: str, code: int) -> NoReturn:
    click.echo(f"loopspec: {words}", err=True)
    sys.exit(code)
