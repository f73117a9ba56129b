"""What the shell completes: clause ids and the names of loops."""

from __future__ import annotations

import click

from conformance import ledger, targets


def clause_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Ids that begin with what was typed, whatever its case."""
    return [clause_id for clause_id in ledger.load().clauses if clause_id.startswith(incomplete.upper())]


def loops(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Shipped loops that begin with what was typed."""
    return [name for name in targets.names() if name.startswith(incomplete)]
