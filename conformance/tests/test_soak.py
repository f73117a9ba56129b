"""The soak: a sane loop comes through, and a leak, a lost byte, a hang and a crash are told in words."""

from __future__ import annotations

import json

import pytest

from conformance.soak import Found, Line, watching
from conformance.tests.running import loopspec

SHELF = "conformance.tests.hostile.soaked"


def found(name: str) -> str:
    """What a short soak of one loop of the shelf finds."""
    heard = list(watching.watch(f"{SHELF}:{name}", 0, 0, debug=False))
    return "\n".join(one.words for one in heard if isinstance(one, Found))


@pytest.mark.parametrize("debug", [False, True])
def test_a_sane_loop_comes_through(debug: bool) -> None:
    """The reference is found nothing against, and every round is told."""
    done = loopspec("soak", "--minutes", "0", "--json", *(["--debug"] if debug else []))
    told = json.loads(done.stdout)
    assert (done.returncode, told["found"]) == (0, []), done
    assert [line["number"] for line in told["rounds"]] == [1, 2, 3, 4, 5, 6]


def test_a_seed_repeats_its_round() -> None:
    """The round of a seed has the same labours wherever it comes."""
    by_seed: list[dict[int, tuple[str, ...]]] = []
    for seed in (0, 3):
        heard = watching.watch("asyncio", 0, seed, debug=False)
        by_seed.append({line.seed: line.labours for line in heard if isinstance(line, Line)})
    first, second = by_seed
    assert first.keys() & second.keys() == {3, 4, 5}
    assert all(first[seed] == second[seed] for seed in (3, 4, 5))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leaks_descriptors", "descriptor(s) left open, such as /dev/null"),
        ("leaks_memory", "memory grew from"),
        ("leaks_tasks", "task(s) left, such as"),
        ("loses_calls", "tasks that ended otherwise than asked"),
        ("dies", "the process ended with status -11"),
    ],
)
def test_a_poor_loop_is_told_of(name: str, words: str) -> None:
    """What is wrong with a loop is found, in words."""
    assert words in found(name)


def test_a_hang_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that does nothing any more is ended, and that is told."""
    monkeypatch.setattr(watching, "PATIENCE", 3.0)
    assert "nothing was heard for" in found("hangs")
