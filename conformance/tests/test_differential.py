"""The campaign on trial: it finds what is wrong, loses nothing, and goes on where it was killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conformance import ledger, targets
from conformance.differential import campaign
from conformance.differential.campaign import run_campaign
from conformance.differential.journal import JournalError
from conformance.differential.rulings import RegressionError, deviations_of, load
from conformance.judge import Ruling, examine
from conformance.language import Program, Recipe, Trace, parse
from conformance.language.generator import EVERY_CAPABILITY
from conformance.target import Target
from conformance.tests.wrong_loops import SwapsCallbacks
from reference_loop import ReferenceLoop, VirtualClock

FEW = 60
PLAIN = Recipe(can=EVERY_CAPABILITY - {"unix"}, without=frozenset({"block"}))


def judged(program: Program, trace: Trace, known: frozenset[str]) -> Ruling:
    """The judge, as a campaign is given it."""
    return examine(program, trace, deviations=known, budget=500)


def virtual(name: str, kind: Callable[..., ReferenceLoop] = ReferenceLoop) -> Target:
    """A target that costs no real time. Threads, blocks and connections do not go with that."""
    return Target(name, lambda: kind(clock=VirtualClock()), "for this test")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches in a short campaign."""
    monkeypatch.setattr(campaign, "BATCH", 20)


def test_every_program_is_counted_once() -> None:
    """Each program on each loop ends in exactly one verdict, also those that a loop lacks an ability for."""
    tally = run_campaign([virtual("one"), virtual("two")], judged, count=FEW, recipe=PLAIN)
    assert [counts.total() for counts in tally.verdicts.values()] == [FEW, FEW]
    assert tally.programs == FEW
    assert tally.verdicts["one"]["cannot"] > 0
    assert tally.verdicts["one"]["legal"] > FEW // 3


def test_a_wrong_loop_is_found_and_made_minimal() -> None:
    """A loop that swaps callbacks is found out, and a finding is as short as can be."""
    tally = run_campaign([virtual("swaps", SwapsCallbacks)], judged, count=FEW, recipe=PLAIN)
    assert tally.verdicts["swaps"]["broken"] > 0
    shortest = min(tally.findings, key=lambda finding: len(finding.program))
    assert shortest.program == "main: soon a; soon b"
    assert shortest.trace == "b a"
    assert "SOON-02" in shortest.ruling


def test_a_known_deviation_is_no_finding() -> None:
    """What a loop is known to break does not end a campaign in findings, and is counted as what it is."""
    known = targets.Deviation("SOON-02", "it swaps callbacks", "https://example.org")
    target = replace(virtual("swaps", SwapsCallbacks), deviations=(known,))
    program = "main: soon a; soon b"
    verdict, finding = campaign.try_program(parse(program), target, judged)
    assert verdict == "unknown"
    assert finding is not None
    assert "SOON-02" in finding.ruling


def test_a_journal_is_taken_up_where_it_ends(tmp_path: Path) -> None:
    """A campaign that was killed in the middle of a line comes to the same counts, and repeats only what it
    lacks.
    """
    path = tmp_path / "journal"
    whole = run_campaign([virtual("one")], judged, count=FEW, recipe=PLAIN, journal=path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:10])
    asked: list[str] = []

    def counting(program: Program, trace: Trace, known: frozenset[str]) -> Ruling:
        asked.append(str(program))
        return judged(program, trace, known)

    resumed = run_campaign([virtual("one")], counting, count=FEW, recipe=PLAIN, journal=path)
    assert resumed == whole
    assert path.read_bytes().splitlines(keepends=True) == lines
    assert 0 < len(asked) <= FEW - 20


def test_a_longer_campaign_uses_a_shorter_ones_journal(tmp_path: Path) -> None:
    """More programs of the same seed go on from a finished journal; its last, smaller batch is done anew."""
    path = tmp_path / "journal"
    run_campaign([virtual("one")], judged, count=30, recipe=PLAIN, journal=path)
    longer = run_campaign([virtual("one")], judged, count=FEW, recipe=PLAIN, journal=path)
    assert longer == run_campaign([virtual("one")], judged, count=FEW, recipe=PLAIN)
    assert longer == run_campaign([virtual("one")], judged, count=FEW, recipe=PLAIN, journal=path)


def test_a_journal_of_another_campaign_is_refused(tmp_path: Path) -> None:
    """A journal belongs to one seed and one set of loops; another one's is refused in one line."""
    path = tmp_path / "journal"
    run_campaign([virtual("one")], judged, count=5, recipe=PLAIN, seed=1, journal=path)
    with pytest.raises(JournalError, match="belongs to another campaign"):
        run_campaign([virtual("one")], judged, count=5, recipe=PLAIN, seed=2, journal=path)


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    """A file with something else in it is refused and left as it was."""
    path = tmp_path / "notes"
    path.write_text("buy milk\n")
    with pytest.raises(JournalError, match="no journal of a campaign"):
        run_campaign([virtual("one")], judged, count=5, recipe=PLAIN, journal=path)
    assert path.read_text() == "buy milk\n"


def test_rulings_name_clauses_that_exist() -> None:
    """Each ruling rests on clauses of the ledger and has a name of its own."""
    kept = list(load())
    assert len({regression.name for regression in kept}) == len(kept)
    for regression in kept:
        assert regression.clauses
        for clause_id in regression.clauses:
            ledger.load().get(clause_id)


def test_rulings_list_what_a_loop_breaks() -> None:
    """The deviations of a loop are the clauses of its rulings that say so, and nobody else's."""
    assert "STOP-04" in deviations_of("uvloop")
    assert deviations_of("asyncio") == {"PROTO-21"}
    assert not deviations_of("reference")


def test_a_broken_ruling_is_one_clear_line(tmp_path: Path) -> None:
    """A regression file with a fault is refused with its name and the fault."""
    (tmp_path / "bad.toml").write_text('[[regression]]\nname = "x"\n')
    with pytest.raises(RegressionError, match=r"bad\.toml: .*missing required field"):
        list(load(tmp_path))
