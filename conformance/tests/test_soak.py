"""The soak: a sane loop comes through, and a leak, a lost byte, a hang and a crash are told in words."""

from __future__ import annotations

import asyncio
import json

import pytest

from conformance.soak import Found, Heard, Line, Mass, Soak, watching
from conformance.soak.masses import MASSES
from conformance.tests.hostile import soaked
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


@pytest.mark.parametrize("name", MASSES)
def test_a_mass_comes_and_goes(name: str) -> None:
    """A hundredth of each mass: its figures are told, and nothing else."""
    heard = asyncio.run(mass(name))
    assert [type(one) for one in heard] == [Mass]


def test_memory_that_is_not_given_back_is_told() -> None:
    """A loop that keeps ten kilobytes of each callback is found."""
    try:
        with asyncio.Runner(loop_factory=soaked.LeaksMemory) as runner:
            found = runner.run(mass("tasks in turn"))[-1]
    finally:
        soaked.HOARD.clear()
    assert isinstance(found, Found)
    assert "MiB are held when 10,000 tasks in turn are over" in found.words


async def mass(name: str) -> list[Heard]:
    """What a soak tells of a hundredth of this mass."""
    heard: list[Heard] = []
    await Soak(0, heard.append).mass(name, 0.01)
    return heard


def test_a_hang_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that does nothing any more is ended, and that is told."""
    monkeypatch.setattr(watching, "PATIENCE", 3.0)
    assert "nothing was heard for" in found("hangs")
