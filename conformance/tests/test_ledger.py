"""The ledger on trial: what it refuses, and that what we ship is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance import capabilities, freedoms, language, ledger
from conformance.clause import clause

HEAD = """
chapter = "callbacks"
title = "Callbacks"
summary = "What call_soon promises."
order = 1
topics = ["SOON"]
"""
CLAUSE = """
[[clause]]
id = "SOON-02"
force = "must"
text = "Handles run in the order in which they were scheduled."
intent = "Order is all that plain callbacks can rely on."
source = "library/asyncio-eventloop#loop.call_soon"
since = "3.4"
proof = "deterministic"
"""


def write(folder: Path, text: str, name: str = "callbacks.toml") -> Path:
    """A spec folder with one chapter."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_chapter_is_read(tmp_path: Path) -> None:
    """A well-formed chapter gives its clauses, each knowing its chapter."""
    read = ledger.read(write(tmp_path, HEAD + CLAUSE))
    assert [(one.id, one.chapter, one.topic) for one in read] == [("SOON-02", "callbacks", "SOON")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + CLAUSE.replace('"must"', '"shall"'), "Invalid enum value 'shall'"),
        (HEAD + CLAUSE.replace("SOON-02", "soon2"), "$.clause[0].id"),
        (HEAD + CLAUSE.replace("SOON-02", "CLOSE-02"), "topic CLOSE is not among SOON"),
        (HEAD + CLAUSE + 'colour = "red"', "colour"),
        (HEAD + CLAUSE.replace("deterministic", "untested"), "why_untested"),
        (HEAD + CLAUSE.replace("deterministic", "sampled"), "rate"),
        (HEAD + CLAUSE + CLAUSE, "SOON-02 is given twice"),
        (HEAD + 'withdrawn = { SOON-02 = "said elsewhere" }' + CLAUSE, "SOON-02: this id was withdrawn"),
        (HEAD.replace('"callbacks"', '"timers"') + CLAUSE, "expected 'callbacks'"),
        ("chapter = [", "callbacks.toml"),
        (HEAD, "clause"),
    ],
)
def test_a_damaged_chapter_is_refused_with_the_place(tmp_path: Path, text: str, words: str) -> None:
    """A damaged chapter is refused in one line that names the file, or the id, and the fault."""
    with pytest.raises(ledger.LedgerError) as refused:
        ledger.read(write(tmp_path, text))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are refused in one line."""
    (tmp_path / "callbacks.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ledger.LedgerError, match=r"callbacks\.toml"):
        ledger.read(tmp_path)


def test_an_unknown_id_fails_at_import_with_near_misses() -> None:
    """Marking with an id that the ledger does not know fails where the mark is written."""
    with pytest.raises(ledger.LedgerError, match="did you mean SOON-"):
        clause("SOON-0")


def test_a_withdrawn_id_tells_why(tmp_path: Path) -> None:
    """Whoever asks for an id that was withdrawn is told the reason."""
    read = ledger.read(write(tmp_path, HEAD + 'withdrawn = { SOON-01 = "said elsewhere" }' + CLAUSE))
    with pytest.raises(ledger.LedgerError, match="SOON-01'; it was withdrawn: said elsewhere"):
        read.get("SOON-01")


def test_a_clause_has_a_life(tmp_path: Path) -> None:
    """A clause applies from ``since`` up to, not including, ``until``."""
    text = HEAD + CLAUSE.replace('"3.4"', '"3.12"') + 'until = "3.13"'
    (one,) = ledger.read(write(tmp_path, text))
    assert [one.applies_to((3, minor)) for minor in (11, 12, 13)] == [False, True, False]


def test_the_shipped_ledger_is_large_and_mostly_testable() -> None:
    """At least 180 clauses, and at most one MUST in twenty is untested."""
    clauses = list(ledger.load())
    musts = [one for one in clauses if one.force == "must"]
    assert len(clauses) >= 180
    assert sum(one.proof == "untested" for one in musts) * 20 <= len(musts)


def test_every_shipped_need_is_a_capability() -> None:
    """A clause asks only for words of the vocabulary."""
    for one in ledger.load():
        capabilities.check(frozenset(one.needs), one.id)


def test_every_shipped_example_parses() -> None:
    """Every example is a program of the notation, in the form that the notation itself would write."""
    for one in ledger.load():
        for example in one.example:
            program = language.parse(example.program)
            assert language.parse(language.unparse(program)) == program


def test_the_page_of_freedoms_is_fresh() -> None:
    """FREEDOMS.md is what the ledger says now; `python -m conformance.freedoms` writes it."""
    assert freedoms.PAGE.read_text(encoding="utf-8") == freedoms.render(ledger.load())
