"""A table on standard output: as wide as the terminal, and with room for its rows where a program reads."""

from __future__ import annotations

import os

from rich.console import Console
from rich.table import Table

PIPED = 200
"""Columns where there is no terminal and nobody has asked for a width."""


def show(table: Table) -> None:
    """Print it; what the cells hold is never read as markup."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED
    console.print(table)
