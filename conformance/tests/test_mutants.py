"""The exam on trial: every wrong loop dies by the clause it breaks, in words of its own."""

from __future__ import annotations

import difflib
import zlib
from pathlib import Path

import pytest

from conformance import ledger, mutants
from conformance.trial import applicable, try_one

GOLDEN = Path(__file__).parent / "last_words.txt"
"""Written by ``loopspec mutants --words``: one block a mutant, a blank line between."""
GOLDEN_PYTHON = (3, 12)
"""Words that CPython puts into messages differ by release; those of this one are compared."""


@pytest.mark.parametrize("name", mutants.names())
def test_every_wrong_loop_tells_what_it_breaks(name: str) -> None:
    """A mutant has a story, and names a clause of the ledger that forbids it."""
    mutant = mutants.load(name)
    assert ledger.load().get(mutant.breaks).testable
    assert name.startswith(mutant.breaks.lower().replace("-", "_") + "_")


def share() -> list[str]:
    """The names that the running Python tries: a third of what every Python promises, and all of the rest.

    Together the three Pythons try every mutant; `loopspec mutants` tries all of them on one.
    """
    version = ledger.running_version()
    chosen = applicable()
    return [
        one.name
        for one in chosen
        if ledger.load().get(one.breaks).applies_to((3, 11)) is False
        or zlib.crc32(one.name.encode()) % 3 == version[1] % 3
    ]


@pytest.mark.parametrize("name", share())
def test_every_wrong_loop_is_caught(name: str) -> None:
    """A mutant is killed by an item of its own clause, with the expected words."""
    mutant = mutants.load(name)
    sampled = ledger.load().get(mutant.breaks).proof == "sampled"  # luck has a part in what it sees
    compared = ledger.running_version() == GOLDEN_PYTHON and not sampled
    death = try_one(mutant, shrunk=compared)
    assert death.finding is not None, death.words
    if compared:
        expected = golden_words()[name]
        told = death.words.splitlines()
        assert told == expected.splitlines(), "\n".join(
            difflib.unified_diff(expected.splitlines(), told, "golden", "said", lineterm="")
        )


def test_every_wrong_loop_has_its_words() -> None:
    """The golden text has a block for each mutant of its Python, and for no other."""
    here = applicable() if ledger.running_version() == GOLDEN_PYTHON else ()
    assert {one.name for one in here} <= golden_words().keys() <= set(mutants.names())


def golden_words() -> dict[str, str]:
    """The words that each mutant is expected to die with, by its name."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.partition("\n")[0].rpartition(" ")[2]: block for block in blocks}
