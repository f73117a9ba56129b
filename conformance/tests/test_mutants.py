"""The exam on trial: every wrong loop dies by the clause it breaks, in words of its own."""

from __future__ import annotations

import difflib
import zlib
from pathlib import Path

import msgspec
import pytest

from conformance import ledger, mutants, tries
from conformance.trial import Death, applicable, name_of, try_one

PYTHONS = ((3, 11), (3, 12), (3, 13))
RECORDS = Path(mutants.__path__[0]).parents[1] / "reports" / "published" / "campaigns"
"""The journals of `loopspec mutants --out`, one a Python."""
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


def to_try() -> list[str]:
    """The names that are tried here: a twentieth, another on each Python, and what no record saw die.

    The record of all of them is made by `loopspec mutants --out`; a mutant leaves it when its file, a
    method that it names, its clause or the questions change. A death on any Python spares a trial on others.
    """
    version = ledger.running_version()
    recorded = {
        on: tries.written(RECORDS / "mutants-cpython-{}.{}.jsonl".format(*on), Death) for on in PYTHONS
    }
    return [
        one.name
        for one in applicable()
        if zlib.crc32(one.name.encode()) % 20 == version[1] % 20
        or not any(died(deaths.get(name_of(one, on))) for on, deaths in recorded.items())
    ]


def died(death: Death | None) -> bool:
    """Whether this is the record of a death."""
    return death is not None and death.killed_by != ""


@pytest.mark.parametrize("name", to_try())
def test_every_wrong_loop_is_caught(name: str) -> None:
    """A mutant is killed by an item of its own clause, with the expected words."""
    mutant = mutants.load(name)
    sampled = ledger.load().get(mutant.breaks).proof == "sampled"  # luck has a part in what it sees
    compared = ledger.running_version() == GOLDEN_PYTHON and not sampled
    death = try_one(mutant, shrunk=compared)
    assert died(death), death.words
    if compared:
        expected = golden_words()[name]
        told = death.words.splitlines()
        assert told == expected.splitlines(), "\n".join(
            difflib.unified_diff(expected.splitlines(), told, "golden", "said", lineterm="")
        )


def test_only_a_recorded_death_spares_a_trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no record, what survived, and what has changed since it died are tried again."""
    version = ledger.running_version()
    journal = tmp_path / f"mutants-cpython-{version[0]}.{version[1]}.jsonl"
    monkeypatch.setattr(f"{__name__}.RECORDS", tmp_path)
    assert to_try() == [one.name for one in applicable()]
    others = [one for one in applicable() if zlib.crc32(one.name.encode()) % 20 == 9]
    dead, survivor, changed = others[:3]
    lines = [
        Death(name_of(dead), dead.name, dead.breaks, "test_x", "", 0.0),
        Death(name_of(survivor), survivor.name, survivor.breaks, "", "", 0.0),
        Death(f"{changed.name} 0123456789abcdef", changed.name, changed.breaks, "test_x", "", 0.0),
    ]
    journal.write_bytes(b"\n".join(map(msgspec.json.encode, lines)) + b"\n")
    assert {one.name for one in applicable()} - set(to_try()) == {dead.name}


def test_every_wrong_loop_has_its_words() -> None:
    """The golden text has a block for each mutant of its Python, and for no other."""
    here = applicable() if ledger.running_version() == GOLDEN_PYTHON else ()
    assert {one.name for one in here} <= golden_words().keys() <= set(mutants.names())


def golden_words() -> dict[str, str]:
    """The words that each mutant is expected to die with, by its name."""
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.partition("\n")[0].rpartition(" ")[2]: block for block in blocks}
