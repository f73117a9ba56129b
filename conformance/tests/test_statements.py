"""A statement keeps the clause that it cites, or it is found out: on a toy, and on one of the reference."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance import ledger
from conformance.cli import group
from conformance.findings import Result
from conformance.isolation import journal
from conformance.statements import edited, edits, trial
from conformance.statements.citations import Citation, citations, find
from conformance.statements.trial import Answer, Spared
from reports.records import Finding, Verdict

TOY = '''"""A module of SOON-12: prose, that cites no statement."""


class Base:
    """LIFE-01 is prose, too."""


class Toy(Base):  # SOON-06
    kind = 1  # SOON-07

    def add(self, x):
        """Keep SOON-01."""
        return x

    def even(self, x) -> bool:
        return bool(x % 2 == 0)  # SOON-02

    def both(self, x):
        y = 1 if x else 2  # LIFE-02
        return x and 1  # SOON-03 SOON-04

    def facts(self, x):
        # Why so: SOON-05
        # and SOON-08.

        if x:
            x = dict(
                a=1,  # HANDLE-01
                b={
                    "c": 2,  # HANDLE-02
                    "d": 3,
                },
            )
        with self.held():  # HANDLE-03
            try:
                x = x or 5  # HANDLE-04
            except ValueError:  # HANDLE-05
                x = "SOON-09 # SOON-10"
        return (
            x  # HANDLE-06
        )
'''


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A package of one module."""
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "__init__.py").write_text("from . import toy\nnew_event_loop = toy.Toy\n")
    (folder / "toy.py").write_text(TOY)
    return folder


def changes(folder: Path) -> dict[str, tuple[str, str]]:
    """For each clause of the toy, the statement that cites it, and what is done to that."""
    return {clause: (one.statement, one.change()) for one in citations(folder) for clause in one.clauses}


def test_each_citation_finds_its_statement(toy: Path) -> None:
    """A comment speaks of its line or of the code below, a docstring of its function, prose of nothing."""
    assert changes(toy) == {
        "SOON-01": ("def add(self, x):", "its body emptied"),
        "SOON-02": ("return bool(x % 2 == 0)", "its answer inverted"),
        "SOON-03": ("return x and 1", "its answer inverted"),
        "SOON-04": ("return x and 1", "its answer inverted"),
        "LIFE-02": ("y = 1 if x else 2", "its condition inverted"),
        "SOON-05": ("if x:", "its condition inverted"),
        "SOON-06": ("class Toy(Base):", "its last base removed"),
        "SOON-07": ("kind = 1", "removed"),
        "SOON-08": ("if x:", "its condition inverted"),
        "HANDLE-01": ("a=1,", "removed"),
        "HANDLE-02": ('"c": 2,', "removed"),
        "HANDLE-03": ("with self.held():", "its body run without it"),
        "HANDLE-04": ("x = x or 5", "removed"),
        "HANDLE-05": ("except ValueError:", "its body replaced by raise"),
        "HANDLE-06": ("x", "returns None"),
    }


@pytest.mark.parametrize(
    ("clause", "before", "after"),
    [
        ("SOON-01", "return x\n", "return\n"),
        ("SOON-02", "return bool(x % 2 == 0)", "return not bool(x % 2 == 0)"),
        ("SOON-05", "if x:", "if not x:"),
        ("LIFE-02", "y = 1 if x else 2", "y = 1 if not x else 2"),
        ("SOON-06", "class Toy(Base):", "class Toy:"),
        ("SOON-07", "kind = 1", "pass"),
        ("HANDLE-01", "dict(a=1, b=", "dict(b="),
        ("HANDLE-02", "{'c': 2, 'd': 3}", "{'d': 3}"),
        ("HANDLE-04", "x = x or 5", "pass"),
        ("HANDLE-05", "x = 'SOON-09 # SOON-10'", "raise"),
        ("HANDLE-06", "return x\n", "return\n"),
    ],
)
def test_a_change_is_the_smallest(toy: Path, clause: str, before: str, after: str) -> None:
    """One place of the module changes, and everything else is as it was."""
    [citation] = [one for one in citations(toy) if clause in one.clauses]
    whole = ast.unparse(ast.parse(TOY)) + "\n"
    changed = ast.unparse(edits.edited(ast.parse(TOY), citation.line)) + "\n"
    docstring = '        """Keep SOON-01."""\n' if clause == "SOON-01" else ""
    at = whole.rindex(before) if clause == "HANDLE-06" else whole.index(before)
    assert changed == (whole[:at] + after + whole[at + len(before) :]).replace(docstring, "", bool(docstring))


def test_a_manager_is_taken_from_its_block(toy: Path) -> None:
    """The body of a ``with`` stays where its manager is removed."""
    [citation] = [one for one in citations(toy) if "HANDLE-03" in one.clauses]
    changed = ast.unparse(edits.edited(ast.parse(TOY), citation.line))
    assert "held" not in changed
    assert "x = x or 5" in changed


def test_a_changed_package_is_imported_beside_the_other(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The changed module is what the package imports, under a name of its own, and no file is written."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    citation = find("toy_16", toy)
    assert citation is not None
    before = sorted(toy.rglob("*"))
    package = edited.load(citation)
    assert package.new_event_loop().even(2) is False
    assert package.__name__ not in ("toy", "reference_loop")
    assert sorted(toy.rglob("*")) == before


def test_a_statement_in_a_folder_of_the_package_is_found_and_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of transports/flow.py, too, each citation has a name that finds it, and leads to a changed package."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    one = next(one for one in citations() if one.module == "transports/flow")
    assert find(one.name) == one
    module = f"{edited.load(one).__name__}.transports.flow"
    assert sys.modules[module].__file__ == str(one.file)


def test_every_change_leaves_a_module() -> None:
    """Whatever statement of the reference is changed, Python still takes the module; a few are tried."""
    for one in citations()[::9]:
        tree = edits.edited(ast.parse(one.file.read_bytes()), one.line)
        compile(tree, str(one.file), "exec", dont_inherit=True)


def test_a_needed_statement_is_seen_to_be_needed() -> None:
    """Without the statement that cites FUT-10, an item of FUT-10 fails."""
    [citation] = [one for one in citations() if "FUT-10" in one.clauses]
    answer = trial.try_one("", citation)
    assert list(answer.broken) == ["FUT-10"]
    assert answer.whole == {}


def test_a_run_ends_when_every_clause_is_broken(tmp_path: Path) -> None:
    """A run ends as soon as each clause is broken, since further questions only cost time; not before."""
    watch = trial.Watch(tmp_path, frozenset({"FUT-10", "FUT-11"}))

    def finish(clause: str, verdict: Verdict) -> None:
        finding = Finding(clause=clause, item=f"item of {clause}", verdict=verdict)
        journal.append(tmp_path / "journal-x.jsonl", journal.Finished(Result(finding.item, (finding,))))
        watch(1, 9, finding.item)

    finish("FUT-10", "broken")
    finish("FUT-10", "kept")
    finish("FUT-11", "kept")
    with pytest.raises(trial.Enough):
        finish("FUT-11", "broken")
    assert watch.broken == {"FUT-10": "item of FUT-10", "FUT-11": "item of FUT-11"}


def test_a_loop_that_cannot_be_made_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no loop comes of the change, every clause of the statement is broken."""

    def owed(citation: Citation) -> list[str]:
        return list(citation.clauses)

    monkeypatch.setattr(trial, "owed", owed)
    answer = trial.try_one("", Citation(Path(), Path("nowhere.py"), 1, ("FUT-10",), "x = 1"))
    assert answer.broken == {"FUT-10": trial.NO_LOOP}


# -- what goes unseen, and the excuses for it

SEEN, UNSEEN = Answer("", "a_1", {"FUT-10": "item"}, {}, 0.0), Answer("", "a_1", {}, {"FUT-10": "why"}, 0.0)
CITED = Citation(Path(), Path("futures.py"), 1, ("FUT-10",), "return False")
EXCUSE = Spared("FUT-10", "futures.py", "return False", "no question can see the difference")


def test_a_statement_whose_change_goes_unseen_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with clause and doubt, unless an excuse names it; what was seen is not told."""
    monkeypatch.setattr(trial, "spared", tuple)
    assert trial.survivors([CITED], [UNSEEN]) == [(CITED, "FUT-10", "why")]
    assert trial.survivors([CITED], [SEEN]) == []
    monkeypatch.setattr(trial, "spared", lambda: (EXCUSE,))
    assert trial.survivors([CITED], [UNSEEN]) == []


def test_an_excuse_that_is_not_needed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An excuse for what was seen, or for a statement that is gone, is told; one that is needed is not."""
    gone = Spared("FUT-10", "futures.py", "return None", EXCUSE.reason)
    monkeypatch.setattr(trial, "spared", lambda: (EXCUSE, gone))
    assert trial.unneeded([CITED], [SEEN]) == [EXCUSE, gone]
    assert trial.unneeded([CITED], [UNSEEN]) == [gone]


def test_every_excuse_names_a_statement() -> None:
    """No entry of the file speaks of a statement that does not stand in the reference."""
    assert trial.unneeded([], []) == []


def test_a_damaged_file_of_excuses_is_told(tmp_path: Path) -> None:
    """An excuse without a reason is refused in one line that names the file."""
    path = tmp_path / "spared.toml"
    path.write_text('[[spared]]\nclause = "FUT-10"\nfile = "futures.py"\nstatement = "x"\nreason = ""\n')
    with pytest.raises(ledger.LedgerError, match=r"statements/spared\.toml: .*reason"):
        trial.spared(path)


def test_the_command_tells_what_went_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A survivor is printed with its place, and the exit code is 1; an unknown clause is 2."""

    def try_one(of: str, citation: Citation) -> Answer:
        return UNSEEN

    monkeypatch.setattr(trial, "try_one", try_one)
    [cited] = [one for one in citations() if "FUT-10" in one.clauses]
    done = CliRunner().invoke(group, ["statements", "--clause", "FUT-10"])
    assert done.exit_code == 1
    assert f"futures.py:{cited.line}" in done.output
    assert "1 went unseen" in done.output
