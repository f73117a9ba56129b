"""The journal: one line an event, appended, readable after any death.

Keeps true: a line counts only when it is whole. Each file has one writer: a worker tells into its own, the
controller keeps the verdicts in the one that a later run resumes from. Deliberately knows no processes.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from conformance.findings import Facts, Result


class Collectable(msgspec.Struct, frozen=True):
    """One item of the exam, as found by a worker that has no loop to ask."""

    id: str
    path: str
    """Of its file."""
    clauses: tuple[str, ...]
    claim: str
    program: str = ""


class Collected(msgspec.Struct, frozen=True, tag="collected"):
    """All items, and the files of the exam that could not be read."""

    items: tuple[Collectable, ...]
    faults: tuple[str, ...]


class Header(msgspec.Struct, frozen=True, tag="run"):
    """Which run this is: one can only be resumed by the same."""

    loop: str
    python: str
    profile: str
    debug: bool
    clauses: tuple[str, ...]
    items: tuple[str, ...]


class Met(msgspec.Struct, frozen=True, tag="met"):
    """The loop was imported and makes loops; what it can do is asked next."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The loop is known, and the items can be put to it."""

    facts: Facts


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The loop cannot be asked at all; the words say why."""

    words: str


class Started(msgspec.Struct, frozen=True, tag="started"):
    """An item begins."""

    item: str


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """An item ended, with this result."""

    result: Result


class Fault(msgspec.Struct, frozen=True, tag="fault"):
    """Something that kept the exam from judging."""

    words: str


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """All items were asked; what follows is only the way out."""


Event = Collected | Header | Met | Ready | Refused | Started | Finished | Fault | Ended

_DECODER: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def append(path: Path, event: Event, *, durable: bool = False) -> None:
    """Add one line, opening the file anew: a subject may close every descriptor it finds.

    What was written survives the death of this process; ``durable`` lets it survive the machine's, too.
    Raises OSError.
    """
    line = msgspec.json.encode(event) + b"\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        os.write(handle, line)
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


class Reader:
    """Reads a journal while it grows. Not thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def new(self) -> list[Event]:
        """The events since the last call; a line that is torn, or not yet whole, is not among them."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                data = file.read()
        except FileNotFoundError:
            return []
        whole = data[: data.rfind(b"\n") + 1]
        self._offset += len(whole)
        return [event for line in whole.splitlines() if (event := _decode(line)) is not None]


def _decode(line: bytes) -> Event | None:
    try:
        return _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # torn by a death, or no event at all


def mend(path: Path) -> None:
    """End a line torn by a death, so that the next one stands alone. Raises OSError."""
    if path.exists() and not path.read_bytes().endswith(b"\n"):
        with path.open("ab") as file:
            file.write(b"\n")
