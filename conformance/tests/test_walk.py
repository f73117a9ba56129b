"""The walk on trial: every owed place of every clause exists."""

from __future__ import annotations

import re

import pytest

from conformance import ledger
from conformance.walk import PUBLISHED, ROOT, missing, walk


@pytest.mark.parametrize("clause_id", list(ledger.load().clauses))
def test_the_walk_is_whole(clause_id: str) -> None:
    """A clause is found in each place that it owes: promise, question, keeping line, wrong loop, answer."""
    assert missing(clause_id) == []


def test_a_stranger_is_found_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check fails for a clause that is written in the ledger alone."""
    known = ledger.load()
    ghost = known.get("SOON-02")
    import msgspec

    monkeypatch.setitem(known.clauses, "GHOST-99", msgspec.structs.replace(ghost, id="GHOST-99", example=()))
    assert missing("GHOST-99") == ["promise", "question", "kept by", "broken by", "answer"]


def test_the_walk_names_files_and_lines() -> None:
    """Each place is given as a file and a line that can be opened."""
    places = {place.name: place.found for place in walk("SOON-02")}
    assert places["promise"][0].startswith("conformance/spec/callbacks.toml:")
    assert places["kept by"][0].startswith("reference_loop/")


@pytest.mark.parametrize("python", ["cpython-3.11", "cpython-3.12", "cpython-3.13"])
def test_what_is_published_answers_for_this_ledger(python: str) -> None:
    """The published report of each Python has a row for each clause of the ledger, and no other."""
    text = (ROOT / PUBLISHED / f"{python}.md").read_text(encoding="utf-8")
    answered = re.findall(r"^\| ([A-Z]+-[0-9]+) \|", text.partition("## Every clause")[2], re.MULTILINE)
    known = list(ledger.load().clauses)
    assert sorted(answered) == sorted(known), f"{PUBLISHED} is stale; CONTRIBUTING says how to renew it"
