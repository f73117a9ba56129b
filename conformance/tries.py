"""What long trials share: several at once, one journal line each, and only what changed is tried again.

Keeps true: an outcome that was written is not lost by an interrupt; a line counts only while the texts that
it speaks of are as they were, and gives way to the next one of its name; a file that is no journal is not
written over. Deliberately knows nothing of what is tried. Not seen as a change: an edit of what all questions
share (``suite/driving.py`` and its like), or of another module; give another folder then.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from conformance.ledger import Clause

QUESTIONS = (Path(__file__).parent / "suite", Path(__file__).parent / "models")
"""Where it is asked about clauses."""


class Line(Protocol):
    """The outcome of one try. ``of`` names what was tried, in which state: see ``fingerprint``."""

    @property
    def of(self) -> str:
        """As ``fingerprint`` gives it."""
        ...


L = TypeVar("L", bound=Line)
W = TypeVar("W")


def fingerprint(name: str, texts: Iterable[str], clauses: Iterable[Clause]) -> str:
    """The name of something to try, with a digest of its texts, of these clauses and their questions."""
    asked = sorted(clauses, key=lambda clause: clause.id)
    digest = hashlib.blake2b(digest_size=8)
    for text in (*texts, *map(_promise, asked)):
        digest.update(text.encode())
    questions = _questions(QUESTIONS)
    for place in sorted({place for clause in asked for place in _places(QUESTIONS, clause.id)}):
        digest.update(questions[place])
    return f"{name} {digest.hexdigest()}"


@cache
def _questions(folders: tuple[Path, ...]) -> list[bytes]:
    """The files that ask, each of which names the clauses that it asks about."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    return [path.read_text("utf-8").encode() for path in paths]


@cache
def _places(folders: tuple[Path, ...], clause_id: str) -> tuple[int, ...]:
    """Which of these files name the clause; many wrong loops break the same one."""
    spoken = f'"{clause_id}"'.encode()
    return tuple(place for place, text in enumerate(_questions(folders)) if spoken in text)


def _promise(clause: Clause) -> str:
    """What a question can depend on; the reason and the source of a promise are for readers."""
    kept = (clause.since, clause.until, clause.needs, clause.proof)
    return repr((clause.id, clause.force, clause.text, *kept, clause.example))


def written(journal: Path, kind: type[L]) -> dict[str, L]:
    """The lines of a journal by what they are of; a torn last line does not count.

    Raises FileExistsError when the file is no journal of this kind.
    """
    if not journal.exists():
        return {}
    whole, _, _torn = journal.read_bytes().rpartition(b"\n")
    try:
        lines = [msgspec.json.decode(text, type=kind) for text in whole.splitlines()]
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise FileExistsError(0, "is no journal of this command; give another --out", str(journal)) from None
    return {line.of: line for line in lines}


def run(
    work: Sequence[tuple[str, W]],
    one: Callable[[str, W], L],
    kind: type[L],
    *,
    jobs: int,
    journal: Path | None,
    on_line: Callable[[L], None],
) -> list[L]:
    """Call ``one(of, what)`` for the work that the journal lacks; every line, in the order of the work.

    ``on_line`` is told of every line, in whatever thread made it, one at a time. Raises OSError when the
    journal cannot be read or written.
    """
    known = written(journal, kind) if journal is not None else {}
    if journal is not None:
        known = _without_the_outdated(known, [of for of, _ in work])
        journal.parent.mkdir(parents=True, exist_ok=True)
        journal.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in known.values()))
    writing = threading.Lock()

    def attempt(pair: tuple[str, W]) -> L:
        of, what = pair
        line = known.get(of)
        made = line is None
        line = one(of, what) if line is None else line
        with writing:
            if made and journal is not None:
                _add(journal, line)
            on_line(line)
        return line

    if jobs == 1:  # here, where ctrl-C is heard at once
        return [attempt(pair) for pair in work]
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(attempt, work))


def _without_the_outdated(known: dict[str, L], work: Sequence[str]) -> dict[str, L]:
    """The lines but for those of the same name in another state: what they tell of is no more."""
    current = {_name(of): of for of in work}
    return {of: line for of, line in known.items() if current.get(_name(of), of) == of}


def _name(of: str) -> str:
    return of.rpartition(" ")[0] or of


def _add(journal: Path, line: object) -> None:
    with journal.open("ab") as file:
        file.write(msgspec.json.encode(line) + b"\n")
