"""How ``loopspec mutants --pairs`` tells its result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

import click
import msgspec
from rich.table import Table

from conformance.cli import _table
from conformance.pairs import Excuse, Kills, Pair, excuses, needless, unexcused, unkilled, unseparated


def tell(kills: Sequence[Kills], as_json: bool) -> bool:
    """Print which pairs of clauses are not separated, and have no excuse or a needless one; whether any."""
    known = excuses()
    found = unseparated(kills)
    pairs, stale = unexcused(found, known), needless(kills, known)
    if as_json:
        click.echo(json.dumps(_whole(kills, pairs, stale), indent=1))
    else:
        _print(kills, pairs, len(found) - len(pairs))
        for one in stale:
            click.echo(f"inseparable.toml: {one.clause} without {one.other} was seen; remove the entry")
    return bool(pairs or stale)


def _whole(kills: Sequence[Kills], pairs: Sequence[Pair], stale: Sequence[Excuse]) -> dict[str, object]:
    return {
        "not separated": msgspec.to_builtins(pairs),
        "excused for nothing": msgspec.to_builtins(stale),
        "killed by none": unkilled(kills),
        "mutants": msgspec.to_builtins(kills),
    }


def _print(kills: Sequence[Kills], pairs: Sequence[Pair], excused: int) -> None:
    both_ways = {(pair.clause, pair.other) for pair in pairs}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("clause", "never dies without", "killed by"):
        table.add_column(head, overflow="fold")
    for clause, group in groupby(pairs, key=lambda pair: pair.clause):
        mine = list(group)
        others = (_other(pair, (pair.other, clause) in both_ways) for pair in mine)
        table.add_row(clause, "\n".join(others), "\n".join(mine[0].killers))
    _table.show(table)
    for one in kills:
        for fault in one.faults:
            click.echo(f"{one.mutant}: {fault}")
    if alone := unkilled(kills):
        click.echo(f"\nkilled by none of these: {', '.join(alone)}")
    click.echo(
        f"\n{len(kills)} wrong loops; {len(pairs)} times none of them breaks one clause without another "
        f"({excused} more by the nature of the clauses: conformance/inseparable.toml)."
    )


def _other(pair: Pair, mutual: bool) -> str:
    """The clause that always dies too; whether the reverse holds, and which item spoke for both."""
    remarks = ["and the reverse"] * mutual + [f"one item: {item}" for item in pair.same]
    return f"{pair.other} ({'; '.join(remarks)})" if remarks else pair.other
