"""The walk on trial: every owed place of every clause exists."""

from __future__ import annotations

import pytest

from conformance import ledger
from conformance.walk import missing, walk


@pytest.mark.parametrize("clause_id", list(ledger.load().clauses))
def test_the_walk_is_whole(clause_id: str) -> None:
    """A clause is found in every place that it owes: promise, question, keeping line, breaking loop."""
    assert missing(clause_id) == []


def test_a_stranger_is_found_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check fails for a clause that is written in the ledger alone."""
    known = ledger.load()
    ghost = known.get("SOON-02")
    import msgspec

    monkeypatch.setitem(known.clauses, "GHOST-99", msgspec.structs.replace(ghost, id="GHOST-99", example=()))
    assert missing("GHOST-99") == ["promise", "question", "kept by", "broken by"]


def test_the_walk_names_files_and_lines() -> None:
    """Each place is given as a file and a line that can be opened."""
    places = {place.name: place.found for place in walk("SOON-02")}
    assert places["promise"][0].startswith("conformance/spec/callbacks.toml:")
    assert places["kept by"][0].startswith("reference_loop/")
