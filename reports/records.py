"""The wire format: what one run of the exam found, typed and versioned.

Keeps true: a record carries all that a report shows (clause texts included), so that reports need no
ledger; what cannot be read is refused with the place of the fault; files are written whole or not at all.
Deliberately knows nothing of loops, tests or the ledger.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

SCHEMA = 1
"""Raised by one whenever a reader of older records would misread newer ones."""

Verdict = Literal["broken", "unknown", "kept", "not applicable", "untested"]
Kind = Literal["", "failure", "crash", "hang"]


class RecordError(Exception):
    """A record file that cannot be used: one line naming the file, the fault and the remedy."""


class ClauseText(msgspec.Struct, frozen=True):
    """What a report tells of a clause."""

    id: str
    force: str
    text: str
    chapter: str
    source: str
    since: str
    intent: str = ""


class Subject(msgspec.Struct, frozen=True):
    """Who was asked, and where. ``over`` is the host loop of a subject that is built on one (PyLoop)."""

    loop: str
    version: str
    implementation: str
    python: str
    platform: str
    debug: bool = False
    over: str = ""

    @property
    def title(self) -> str:
        """For example ``uvloop 0.23.0 on CPython 3.12.1``."""
        name = f"{self.loop} {self.version}".strip()
        return f"{name} on {self.implementation} {self.python}" + (" (debug mode)" if self.debug else "")


class Seen(msgspec.Struct, frozen=True):
    """What one exam item showed, whatever clause it is held against.

    ``shown_by`` is the smallest generated input, or run of steps, that shows it; ``reason`` says why it is
    not a plain pass or failure.
    """

    verdict: Verdict
    kind: Kind = ""
    doing: str = ""
    program: str = ""
    shown_by: str = ""
    expected: str = ""
    observed: str = ""
    pointer: str = ""
    reason: str = ""


class Finding(Seen, frozen=True, kw_only=True):
    """What one exam item says of one clause. ``seconds`` is wall time of the item."""

    clause: str
    item: str
    replay: str = ""
    seconds: float = 0.0


class Deviation(msgspec.Struct, frozen=True):
    """A broken clause that is known of this loop, with its reason and link."""

    clause: str
    reason: str
    link: str


class Record(msgspec.Struct, frozen=True):
    """One run of the exam on one subject."""

    subject: Subject
    clauses: tuple[ClauseText, ...]
    findings: tuple[Finding, ...]
    deviations: tuple[Deviation, ...] = ()
    items: int = 0
    """How many exam items were collected; every one of them has a finding."""
    isolated: bool = False
    profile: str = "gate"
    started: str = ""
    """UTC, ISO 8601."""
    seconds: float = 0.0
    faults: tuple[str, ...] = ()
    """What kept the exam itself from judging: empty, or the run proves nothing."""
    schema: int = SCHEMA


def load(path: Path) -> Record:
    """Read a record file.

    Raises RecordError when it is missing, damaged, or of another schema.
    """
    try:
        data = path.read_bytes()
        schema = msgspec.json.decode(data, type=_Schema).schema
    except OSError as fault:
        raise RecordError(f"{path}: {fault.strerror or fault}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise RecordError(f"{path}: damaged record: {fault}; run the exam again") from None
    if schema != SCHEMA:
        raise RecordError(f"{path}: record schema {schema}, expected {SCHEMA}; run the exam again")
    try:
        return msgspec.json.decode(data, type=Record)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise RecordError(f"{path}: damaged record: {fault}; run the exam again") from None


class _Schema(msgspec.Struct):
    schema: int


def dump(record: Record) -> str:
    """The record as JSON text, indented, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n"


def write_atomically(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` whole, or leave what was there: a temporary file beside it, then a rename.

    Raises OSError when the folder is not writable or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
