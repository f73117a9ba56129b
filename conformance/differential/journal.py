"""The journal of a campaign: one line per batch, so that a campaign that was killed goes on where it ended.

Keeps true: a line is written whole and flushed before the next batch begins; a torn last line is dropped; a
journal of another campaign is refused. Does not know: programs or loops.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


class JournalError(Exception):
    """The file is no journal of this campaign: one line that says what to do."""


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one batch came to."""

    size: int
    verdicts: dict[str, dict[str, int]]
    findings: list[dict[str, str]] = []


class _Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    campaign: str


class Journal:
    """The lines already written, and the file that takes the next one. Without a path nothing is kept."""

    def __init__(self, path: Path | None, heading: str) -> None:
        self._path = path
        self._lines: list[Line] = []
        if path is None:
            return
        whole = _whole_lines(path)
        if whole:
            self._check(whole[0], heading)
            self._lines = [self._line(number, text) for number, text in enumerate(whole[1:], start=2)]
        else:
            path.write_bytes(msgspec.json.encode(_Heading(heading)) + b"\n")

    def read(self, number: int, size: int) -> Line | None:
        """The line of a batch that was done with the same size before; what follows another size is done
        anew.
        """
        if number >= len(self._lines):
            return None
        if self._lines[number].size != size:
            del self._lines[number:]
            return None
        return self._lines[number]

    def append(self, number: int, line: Line) -> None:
        """Write the line of a batch through to the disk."""
        del self._lines[number:]
        self._lines.append(line)
        if self._path is not None:
            with self._path.open("ab") as file:
                file.write(msgspec.json.encode(line) + b"\n")
                file.flush()
                os.fsync(file.fileno())

    def _check(self, text: bytes, heading: str) -> None:
        try:
            found = msgspec.json.decode(text, type=_Heading).campaign
        except msgspec.MsgspecError as fault:
            raise JournalError(
                f"{self._path} is no journal of a campaign ({fault}); name another file"
            ) from None
        if found != heading:
            raise JournalError(
                f"{self._path} belongs to another campaign ({found}); expected {heading}; name another file"
            )

    def _line(self, number: int, text: bytes) -> Line:
        try:
            return msgspec.json.decode(text, type=Line)
        except msgspec.MsgspecError as fault:
            raise JournalError(
                f"{self._path}, line {number}: {fault}; remove the file to start anew"
            ) from None


def _whole_lines(path: Path) -> list[bytes]:
    """The lines that end in a newline; what a kill left of the last one is cut off the file."""
    if not path.exists():
        return []
    data = path.read_bytes()
    end = data.rfind(b"\n") + 1
    if end < len(data):
        os.truncate(path, end)
    return data[:end].splitlines()
