"""The ledger: every promise of asyncio that we judge by, as records with numbers.

Keeps true: a clause that loads is complete and well formed, its id is unique and belongs to a topic of
its chapter. This module is the only reader of ``spec/*.toml``; everyone else asks it.

Deliberately knows nothing of tests, targets or loops.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec

Force = Literal["must", "should", "may", "observed"]
Proof = Literal["deterministic", "sampled", "untested"]
ClauseId = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]+-[0-9]{2,3}$")]
Version = Annotated[str, msgspec.Meta(pattern=r"^3\.[0-9]+$")]
Text = Annotated[str, msgspec.Meta(min_length=8)]

SPEC_FOLDER = Path(__file__).parent / "spec"


class LedgerError(Exception):
    """The spec cannot be read: one line that names the file, the place and the fault."""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A program in the notation, and the one trace that the clause allows for it."""

    program: Text
    trace: str


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One numbered promise. ``since`` and ``until`` are Python versions; ``until`` is exclusive."""

    id: ClauseId
    force: Force
    text: Text
    intent: Text
    source: Text
    since: Version
    proof: Proof
    until: Version | None = None
    changed: str | None = None
    """What changed within its life, and when."""
    why_untested: str | None = None
    rate: str | None = None
    """For ``sampled``: how many tries, and how often they catch the clause's mutant."""
    needs: tuple[str, ...] = ()
    """Capabilities without which the clause does not apply."""
    covers: tuple[str, ...] = ()
    """Documented objects that the clause names besides the one that is its source."""
    example: tuple[Example, ...] = ()
    chapter: str = ""
    """Filled in by the loader: the stem of the file."""

    @property
    def topic(self) -> str:
        """The part of the id before the number."""
        return self.id.rpartition("-")[0]

    def applies_to(self, version: tuple[int, int]) -> bool:
        """Whether this promise is made by the given Python version."""
        if version < _version(self.since):
            return False
        return self.until is None or version < _version(self.until)

    @property
    def testable(self) -> bool:
        """Whether a test or example is owed; freedoms and untested clauses may stand alone."""
        return self.force != "may" and self.proof != "untested"


class Chapter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the spec: a subject with its clauses in reading order."""

    chapter: str
    title: Text
    summary: Text
    order: int
    topics: tuple[str, ...]
    clause: tuple[Clause, ...]
    subject: str | None = None
    """Whom the clauses bind when it is not the loop itself (``PyLoop``): judged in a row of its own."""
    withdrawn: dict[ClauseId, Text] = {}
    """Ids that were taken back, each with the reason: an id is given once, these never again."""


class Ledger:
    """All chapters in reading order. Immutable; safe to share between threads."""

    def __init__(self, chapters: tuple[Chapter, ...]) -> None:
        self.chapters = {chapter.chapter: chapter for chapter in chapters}
        self.clauses = {clause.id: clause for chapter in chapters for clause in chapter.clause}
        self.withdrawn = {gone: why for chapter in chapters for gone, why in chapter.withdrawn.items()}

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses.values())

    def subject_of(self, clause: Clause) -> str | None:
        """Whom the clause binds; ``None`` is the loop under test."""
        return self.chapters[clause.chapter].subject

    def get(self, clause_id: str) -> Clause:
        """The clause with this id.

        Raises LedgerError with near misses when there is none.
        """
        found = self.clauses.get(clause_id)
        if found is None:
            raise LedgerError(f"no clause {clause_id!r}{self._hint(clause_id)}")
        return found

    def _hint(self, clause_id: str) -> str:
        from difflib import get_close_matches

        if clause_id.upper() in self.withdrawn:
            return f"; it was withdrawn: {self.withdrawn[clause_id.upper()]}"
        near = get_close_matches(clause_id.upper(), self.clauses, n=3)
        if near:
            return f"; did you mean {' or '.join(near)}?"
        return "; `loopspec list clauses` shows all"


def read_chapter(path: Path) -> Chapter:
    """Read and validate one file of the spec.

    Raises LedgerError naming the file and the fault.
    """
    try:
        chapter = msgspec.toml.decode(path.read_bytes(), type=Chapter)
    except OSError as fault:
        raise LedgerError(f"spec/{path.name}: {fault.strerror or fault}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise LedgerError(f"spec/{path.name}: {fault}") from None
    if chapter.chapter != path.stem:
        raise LedgerError(f"spec/{path.name}: chapter is {chapter.chapter!r}, expected {path.stem!r}")
    for clause in chapter.clause:
        _check(clause, chapter, path.name)
    clauses = tuple(msgspec.structs.replace(clause, chapter=path.stem) for clause in chapter.clause)
    return msgspec.structs.replace(chapter, clause=clauses)


def _check(clause: Clause, chapter: Chapter, name: str) -> None:
    where = f"spec/{name}: {clause.id}"
    if clause.id in chapter.withdrawn:
        raise LedgerError(f"{where}: this id was withdrawn; ids are given once, take the next free number")
    if clause.topic not in chapter.topics:
        raise LedgerError(f"{where}: topic {clause.topic} is not among {', '.join(chapter.topics)}")
    if (clause.proof == "untested") != (clause.why_untested is not None):
        raise LedgerError(f"{where}: proof = 'untested' and why_untested belong together")
    if (clause.proof == "sampled") != (clause.rate is not None):
        raise LedgerError(
            f"{where}: proof = 'sampled' and rate (tries, and how often they catch) belong together"
        )


def _version(text: str) -> tuple[int, int]:
    major, minor = text.split(".")
    return int(major), int(minor)


def read(folder: Path) -> Ledger:
    """Read every chapter in the folder.

    Raises LedgerError when a file is damaged or two clauses claim one id.
    """
    chapters = sorted((read_chapter(path) for path in sorted(folder.glob("*.toml"))), key=lambda c: c.order)
    owner: dict[str, str] = {}
    for chapter in chapters:
        for clause in chapter.clause:
            if clause.id in owner:
                raise LedgerError(f"{clause.id} is given twice: in {owner[clause.id]} and {chapter.chapter}")
            owner[clause.id] = chapter.chapter
    return Ledger(tuple(chapters))


@functools.cache
def load() -> Ledger:
    """The ledger that this installation carries; read once."""
    return read(SPEC_FOLDER)


def running_version() -> tuple[int, int]:
    """The Python version that promises are asked of, as (major, minor)."""
    return sys.version_info[:2]
