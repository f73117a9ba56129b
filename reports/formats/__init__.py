"""One file a format; the folder is the registry. A format is ``SUFFIX`` and ``render(records) -> str``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from reports.records import Record, write_atomically


class Format(Protocol):
    """What a module in this folder offers."""

    SUFFIX: str

    def render(self, records: Sequence[Record]) -> str:
        """The whole document for these records."""
        ...


def all_formats() -> dict[str, Format]:
    """Every format in this folder, by name."""
    found = {
        module.name: importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    }
    return {name: cast(Format, module) for name, module in sorted(found.items())}


def write_all(records: Sequence[Record], folder: Path) -> list[Path]:
    """Write one file a format, each atomically; returns their paths.

    Raises OSError when the folder cannot be written.
    """
    written: list[Path] = []
    for one in all_formats().values():
        path = folder / f"report{one.SUFFIX}"
        write_atomically(path, one.render(records))
        written.append(path)
    return written
