"""How a command of this package ends: by its exit status, and at most one line about what was wrong.

Keeps true: a wrong option or name is one line and status 2, ctrl-C is one line and status 130.
Deliberately knows no command.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import click

USAGE, INTERRUPTED = 2, 130


def run(command: click.Command, name: str) -> NoReturn:
    """Carry out the command line of this process and exit; ``name`` is what follows ``python -m``."""
    try:
        command.main(prog_name=f"python -m {name}", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(f"{name}: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as fault:
        click.echo(f"{name}: {fault.format_message()}", err=True)
        sys.exit(USAGE)
    sys.exit(0)
