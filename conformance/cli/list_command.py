"""``loopspec list``: what there is to ask, and whom."""

from __future__ import annotations

import json

import click

from conformance import capabilities, ledger, targets


def _clauses() -> list[dict[str, str]]:
    return [
        {"id": one.id, "force": one.force, "chapter": one.chapter, "text": one.text} for one in ledger.load()
    ]


def _loops() -> list[dict[str, str]]:
    return [_loop(name) for name in targets.names()]


def _loop(name: str) -> dict[str, str]:
    target = targets.known(name)
    state = f"{target.version()} installed".strip() if target.available() else "not available here"
    return {"name": name, "state": state, "text": target.description}


def _workloads() -> list[dict[str, str]]:
    from perf.workloads import all_workloads

    return [{"name": one.name, "text": one.story} for one in all_workloads()]


def _capabilities() -> list[dict[str, str]]:
    return [{"name": word, "text": meaning} for word, meaning in capabilities.VOCABULARY.items()]


LISTS = {"clauses": _clauses, "loops": _loops, "workloads": _workloads, "capabilities": _capabilities}


@click.command("list")
@click.argument("what", type=click.Choice(list(LISTS)))
@click.option("--json", "as_json", is_flag=True, help="A JSON list of objects, for machines.")
def command(what: str, as_json: bool) -> None:
    """List the clauses, loops, workloads or capabilities that this installation knows.

    Loops outside this list are asked as MODULE:FACTORY.
    """
    rows = LISTS[what]()
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    widths = [max(len(row[key]) for row in rows) for key in list(rows[0])[:-1]]
    for row in rows:
        *heads, text = row.values()
        left = "  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True))
        click.echo(f"{left}  {text}")
