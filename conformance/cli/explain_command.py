"""``loopspec explain ID``: one promise, and the walk through the five places where it lives."""

from __future__ import annotations

import shutil

import click

from conformance import ledger
from conformance.cli._complete import clause_ids
from conformance.walk import Place, walk


@click.command()
@click.argument("clause_id", metavar="ID", shell_complete=clause_ids)
def command(clause_id: str) -> None:
    """Explain one clause: what is promised, why, on whose word, and where it is asked, kept and broken.

    Example: loopspec explain SOON-02
    """
    clause = ledger.load().get(clause_id.upper())
    click.secho(f"{clause.id} ({clause.force}), chapter {clause.chapter}", bold=True)
    for label, words in _facts(clause):
        _row(label, words)
    for example in clause.example:
        _row("example", example.program)
        _row("", f"gives: {example.trace}")
    click.echo()
    for place in walk(clause.id):
        _place(place)


def _facts(clause: ledger.Clause) -> list[tuple[str, str]]:
    life = f"Python {clause.since}" + (f" until {clause.until}" if clause.until else "")
    proof = clause.proof + (
        f": {clause.why_untested or clause.rate}" if clause.proof != "deterministic" else ""
    )
    facts = [
        ("promise", clause.text),
        ("intent", clause.intent),
        ("source", clause.source),
        ("covers", ", ".join(clause.covers)),
        ("since", life),
        ("changed", clause.changed or ""),
        ("needs", ", ".join(clause.needs)),
        ("proof", proof),
    ]
    return [(label, words) for label, words in facts if words]


def _place(place: Place) -> None:
    if not place.found:
        _row(place.name, "missing, and owed" if place.owed else f"none owed: {place.why_none}")
    for position, spot in enumerate(place.found):
        _row(place.name if position == 0 else "", spot)


def _row(label: str, words: str) -> None:
    width = max(40, shutil.get_terminal_size().columns)
    click.echo(click.wrap_text(f"{label:<12}{words}", width=width, subsequent_indent=" " * 12))
