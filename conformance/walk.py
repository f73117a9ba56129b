"""The walk: one clause id in five places - promise, question, keeping line, breaking loop, answer.

Keeps true: a place is found by reading the tree as text, exactly as a reader's search would find it.
Deliberately imports none of the places it visits.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conformance import ledger

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "reports/published"
"""One Markdown report a Python, of the main job: CONTRIBUTING says how they are made again."""
_ID = re.compile(r"\b[A-Z]+-[0-9]{2,3}\b")
_BREAKS = re.compile(r"^BREAKS\s*=")


@dataclass(frozen=True)
class Place:
    """One stop of the walk. ``found`` holds ``file:line`` texts; ``why_none`` says why none is owed."""

    name: str
    found: tuple[str, ...]
    owed: bool
    why_none: str = ""


def walk(clause_id: str) -> list[Place]:
    """The five places of a clause, in the order promise, question, kept, broken, answer."""
    clause = ledger.load().get(clause_id)
    testable = clause.testable
    must = testable and clause.force == "must"
    excuse = "" if testable else clause.why_untested or "a freedom: nothing to forbid"
    return [
        Place("promise", _lines(clause_id, "conformance/spec/*.toml", r"^id"), True),
        Place("question", _questions(clause), testable, excuse),
        Place("kept by", _lines(clause_id, "reference_loop/**/*.py"), must, excuse or "not a must"),
        Place(
            "broken by", _lines(clause_id, "conformance/mutants/*.py", _BREAKS), must, excuse or "not a must"
        ),
        Place("answer", _lines(clause_id, f"{PUBLISHED}/*.md", r"^\| [A-Z]"), testable, excuse),
    ]


def missing(clause_id: str) -> list[str]:
    """The names of the places that are owed and not found."""
    return [place.name for place in walk(clause_id) if place.owed and not place.found]


def _questions(clause: ledger.Clause) -> tuple[str, ...]:
    asked = (
        *_lines(clause.id, "conformance/suite/*.py"),
        *_lines(clause.id, "conformance/models/*.py"),
    )
    examples = f"{len(clause.example)} example(s) in spec/{clause.chapter}.toml"
    return (*asked, examples) if clause.example else asked


def _lines(clause_id: str, pattern: str, such: str | re.Pattern[str] = "") -> tuple[str, ...]:
    matches = re.compile(such)
    return tuple(
        f"{path}:{number}"
        for path, number, line in _index(pattern).get(clause_id, ())
        if matches.search(line) or not matches.pattern
    )


@functools.cache
def _index(pattern: str) -> dict[str, list[tuple[str, int, str]]]:
    index: dict[str, list[tuple[str, int, str]]] = {}
    for path in sorted(ROOT.glob(pattern)):
        for number, line in _numbered(path):
            for clause_id in dict.fromkeys(_ID.findall(line)):
                index.setdefault(clause_id, []).append((str(path.relative_to(ROOT)), number, line))
    return index


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    if path.is_file() and "/tests/" not in path.as_posix():
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
