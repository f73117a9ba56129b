"""Two clauses are two only where wrong loops tell them apart; what was found is not asked again."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from rich.table import Column, Table

from conformance import ledger, mutants, pairs, tries
from conformance.cli import _pairs, _table, group
from conformance.pairs import Kills


def kills(
    mutant: str, *broken: str, spared: tuple[str, ...] = ("SOON-01", "SOON-02"), item: str = ""
) -> Kills:
    """What a mutant did to a toy chapter of two clauses; ``item`` spoke for all that it broke."""
    items: dict[str, tuple[str, ...]] = {clause: (item or f"test_{clause}",) for clause in broken}
    return Kills(mutant, mutant, items, tuple(one for one in spared if one not in broken), (), 0.0)


def told(*lines: Kills) -> list[tuple[str, str]]:
    """The ordered pairs that these kills leave unseparated."""
    return [(pair.clause, pair.other) for pair in pairs.unseparated(lines)]


def test_two_mutants_separate_two_clauses() -> None:
    """Clauses that two mutants break one at a time are two."""
    assert told(kills("a", "SOON-01"), kills("b", "SOON-02")) == []


def test_a_clause_that_dies_only_in_company_is_found() -> None:
    """Where one clause is never broken alone, that direction is told, and only that."""
    assert told(kills("a", "SOON-01", "SOON-02"), kills("b", "SOON-02")) == [("SOON-01", "SOON-02")]


def test_clauses_that_always_die_together_are_found_both_ways() -> None:
    """One mutant that breaks two clauses separates neither from the other."""
    assert told(kills("a", "SOON-01", "SOON-02")) == [("SOON-01", "SOON-02"), ("SOON-02", "SOON-01")]


def test_an_item_that_speaks_for_both_is_named() -> None:
    """The item that broke two clauses at once is the first suspect, and items of one clause are none."""
    shared, own = kills("a", "SOON-01", "SOON-02", item="test_x"), kills("a", "SOON-01", "SOON-02")
    assert pairs.unseparated([shared])[0].same == ("test_x",)
    assert pairs.unseparated([own])[0].same == ()


def test_a_clause_that_nothing_breaks_is_told_apart() -> None:
    """A clause without a killer is listed as such, and enters no pair."""
    lines = [kills("a", "SOON-01")]
    assert told(*lines) == []
    assert pairs.unkilled(lines) == ["SOON-02"]


def test_an_excused_pair_is_not_told() -> None:
    """A pair that the table names is left out, and its reverse is not."""
    lines = [kills("a", "SOON-01", "SOON-02")]
    known = (pairs.Excuse("SOON-01", "SOON-02", "for the sake of the test"),)
    assert [(one.clause, one.other) for one in pairs.unexcused(pairs.unseparated(lines), known)] == [
        ("SOON-02", "SOON-01")
    ]
    assert pairs.needless(lines, known) == []


def test_a_needless_excuse_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry for a pair that a mutant separates is an error, which says what to remove."""
    entry = pairs.Excuse("SOON-01", "SOON-02", "for the sake of the test")
    monkeypatch.setattr(_pairs, "excuses", lambda: (entry,))
    lines = [kills("a", "SOON-01"), kills("b", "SOON-02")]
    assert pairs.needless(lines, (entry,)) == [entry]
    assert _pairs.tell(lines, as_json=False)
    assert "SOON-01 without SOON-02 was seen; remove the entry" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[pair]]\nclause = "SOON-01"\nother = "SOON-02"\nreason = ""', "reason"),
        ('[[pair]]\nclause = "SOON-01"\nother = "NONE-02"\nreason = "one that is long enough"', "NONE-02"),
    ],
)
def test_a_damaged_table_of_excuses_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """An entry without a reason, or of a clause that does not exist, is refused."""
    path = tmp_path / "inseparable.toml"
    path.write_text(text)
    with pytest.raises(ledger.LedgerError, match=words):
        pairs.excuses(path)


def test_a_leak_counts_for_the_mutants_clause_only() -> None:
    """What a satisfied item leaves behind breaks only the clause that the mutant is made to break."""
    chosen = [mutants.load("close_12_leaks_the_pipe")]
    [line] = pairs.try_all(chosen, jobs=1)
    assert list(line.killed) == ["CLOSE-12"]
    assert "LIFE-01" in line.spared


def test_the_table_names_what_a_reader_must_act_on(capsys: pytest.CaptureFixture[str]) -> None:
    """The table shows both clauses, what they share, the killers, and what the exam could not do."""
    failed = Kills("c", "mutant_c", {}, (), ("the exam cannot be listed",), 0.0)
    assert _pairs.tell([kills("mutant_a", "SOON-01", "SOON-02", item="test_x"), failed], as_json=False)
    words = capsys.readouterr().out
    for expected in (
        "SOON-01",
        "SOON-02 (and the reverse; one item: test_x)",
        "mutant_a",
        "mutant_c: the exam",
    ):
        assert expected in words


def test_a_mutant_is_asked_its_whole_chapter(tmp_path: Path) -> None:
    """A mutant of one clause is seen to break it, and to spare others of its chapter."""
    journal = tmp_path / "pairs.jsonl"
    chosen = [mutants.load("agen_15_counts")]
    [line] = pairs.try_all(chosen, jobs=1, journal=journal)
    assert list(line.killed) == ["AGEN-15"]
    assert "AGEN-01" in line.spared
    assert "SOON-01" not in line.spared
    assert list(tries.written(journal, Kills).values()) == [line]


def test_what_is_written_is_not_asked_again(tmp_path: Path) -> None:
    """A run over the same journal takes its lines, asks what is missing, and forgets a torn last line."""
    journal = tmp_path / "folder" / "x.jsonl"
    asked: list[str] = []

    def ask(of: str, what: str) -> Kills:
        asked.append(what)
        return kills(of)

    def run(*names: str) -> list[str]:
        work = [(name, name) for name in names]
        lines = tries.run(work, ask, Kills, jobs=1, journal=journal, on_line=lambda line: None)
        return [line.of for line in lines]

    assert run("a") == ["a"]
    with journal.open("ab") as file:
        file.write(b'{"of": "b"')
    assert run("b", "a") == ["b", "a"]
    assert asked == ["a", "b"]
    assert set(tries.written(journal, Kills)) == {"a", "b"}


def test_what_has_changed_gives_way(tmp_path: Path) -> None:
    """A journal keeps one line of a name, and those of names that were not asked this time."""
    journal = tmp_path / "x.jsonl"

    def run(*work: str) -> None:
        tries.run([(of, of) for of in work], lambda of, _what: kills(of), Kills, jobs=1, journal=journal,
                  on_line=lambda line: None)  # fmt: skip

    run("a 1", "b 1")
    run("a 2")
    assert set(tries.written(journal, Kills)) == {"a 2", "b 1"}


def test_one_at_a_time_is_done_where_it_was_asked() -> None:
    """With one job nothing is handed to another thread, so that an interrupt reaches what is under way."""
    threads: list[threading.Thread] = []

    def ask(of: str, what: str) -> Kills:
        threads.append(threading.current_thread())
        return kills(of)

    tries.run([("a", "a"), ("b", "b")], ask, Kills, jobs=1, journal=None, on_line=lambda line: None)
    assert threads == [threading.current_thread()] * 2


def test_a_changed_text_is_another_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a line is of names the texts, the promise and the questions, but not the source of the promise."""
    clause = ledger.load().get("SOON-01")
    before = tries.fingerprint("m", ["one"], [clause])
    assert tries.fingerprint("m", ["one"], [clause]) == before
    assert tries.fingerprint("m", ["two"], [clause]) != before
    assert tries.fingerprint("m", ["one"], [ledger.load().get("TIMER-01")]) != before
    assert tries.fingerprint("m", ["one"], [msgspec.structs.replace(clause, text="Otherwise.")]) != before
    assert tries.fingerprint("m", ["one"], [msgspec.structs.replace(clause, source="elsewhere")]) == before
    (tmp_path / "test_a.py").write_text('@clause("SOON-01")')
    (tmp_path / "test_b.py").write_text('@clause("SOON-011")')
    monkeypatch.setattr(tries, "QUESTIONS", (tmp_path,))
    asked = tries.fingerprint("m", ["one"], [clause])
    assert asked != before
    monkeypatch.setattr(tries, "QUESTIONS", (tmp_path / "nothing",))
    assert tries.fingerprint("m", ["one"], [clause]) != asked


def test_a_wrong_loop_is_its_file_and_the_methods_it_names() -> None:
    """The method that a mutant replaces is among its texts; those that it does not speak of are not."""
    own, *methods = mutants.load("conn_05_another_error").texts
    assert 'BREAKS = "CONN-05"' in own
    assert any("async def adopt" in method for method in methods)
    assert not any("def upgrade" in method for method in methods)


def test_a_row_is_a_line_for_whoever_reads_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that is written to a pipe has room for its rows, unless a width is asked for."""
    table = Table(Column("one", overflow="fold"), Column("two", overflow="fold"))
    table.add_row("x" * 70, "y" * 70)
    for columns, lines in ((None, 1), ("80", 2)):
        monkeypatch.delenv("COLUMNS", raising=False)
        if columns:
            monkeypatch.setenv("COLUMNS", columns)
        _table.show(table)
        assert sum("x" in line for line in capsys.readouterr().out.splitlines()) == lines


def test_the_command_tells_pairs_as_json() -> None:
    """``loopspec mutants --pairs --json`` gives the pairs, and exits with 1 when there are any."""
    done = CliRunner().invoke(group, ["mutants", "--pairs", "--json", "agen_15_counts"])
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["not separated"] == []
    assert told["mutants"][0]["mutant"] == "agen_15_counts"
    assert "AGEN-01" in told["killed by none"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--whole"], "of --pairs"),
        (["--chapter", "nothing"], "no chapter 'nothing'"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], words: str) -> None:
    """What makes no sense together, or does not exist, is refused in one line."""
    done = CliRunner().invoke(group, ["mutants", *arguments])
    assert done.exit_code == 2
    assert words in done.output
