"""How a command ends: by its exit status, and at most one line about what was wrong.

Keeps true: a wrong option or name, or output that cannot be written, is one line and status 2; ctrl-C is one
line and status 130, also while the command is still being imported. Deliberately knows no command.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

USAGE, INTERRUPTED = 2, 130


def run(module: str, name: str) -> NoReturn:
    """Carry out the command line of this process by ``command`` of the module, and exit.

    ``name`` is what follows ``python -m``.
    """
    try:
        command: click.Command = importlib.import_module(module).command
        command.main(prog_name=f"python -m {name}", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(f"{name}: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as fault:
        click.echo(f"{name}: {fault.format_message()}", err=True)
        sys.exit(USAGE)
    except OSError as fault:
        click.echo(f"{name}: cannot go on: {fault.strerror or fault}", err=True)
        forget_output()
        sys.exit(USAGE)
    sys.exit(0)


def forget_output() -> None:
    """Let what is still buffered go nowhere: failing once more at exit, it would change the exit code."""
    with suppress(OSError):  # standard output is no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
