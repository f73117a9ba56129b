"""Writes a set of files so that a reader finds either all of the old ones or whole new ones.

Keeps true: no file is ever half-written, and nothing is renamed into place before everything has reached
the disk. Deliberately knows nothing of what it writes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class CannotWrite(Exception):
    """The folder cannot be written to; the message is one line that says why and what to do."""


def probe(folder: Path) -> None:
    """Make ``folder`` and try a file in it, before hours are spent on what cannot be kept.

    Raises CannotWrite.
    """
    write(folder, {".probe": "x"})
    (folder / ".probe").unlink(missing_ok=True)


def write(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write ``texts`` (file name -> text) into ``folder``, all or none; return the paths.

    Raises CannotWrite.
    """
    waiting: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            _put(folder, name, text, waiting)
        for path, temporary in waiting.items():
            temporary.replace(path)
    except OSError as fault:
        raise CannotWrite(
            f"cannot write to {folder}: {fault.strerror}; give another folder with --output"
        ) from None
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True) if temporary.exists() else None
    return list(waiting)


def _put(folder: Path, name: str, text: str, waiting: dict[Path, Path]) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    waiting[folder / name] = Path(temporary)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).chmod(0o644)
