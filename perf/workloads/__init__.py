"""The workloads: one file each, and the folder is the registry. Drop a file in and it is measured.

A file defines ``WORKLOAD``, a perf.workload.Workload whose name is the file's with dashes. Its check must
fail when the loop did less, other, or earlier work than it was asked for.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from conformance import capabilities
from perf.workload import Workload


class UnknownWorkload(Exception):
    """No workload has the name that was asked for; the message holds the near misses."""


def all_workloads() -> list[Workload[Any]]:
    """All workloads, sorted by name. Raises ValueError for a file that breaks the form described here."""
    return list(load().values())


def load() -> dict[str, Workload[Any]]:
    """All workloads by name, sorted. Raises ValueError for a file that breaks the form described here."""
    stems = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {workload.name: workload for workload in map(_load, stems)}


def named(name: str) -> Workload[Any]:
    """The workload of this name, without importing the others. Raises as ``load`` does."""
    return _load(name.replace("-", "_"))


def _load(stem: str) -> Workload[Any]:
    workload: object = getattr(importlib.import_module(f"{__name__}.{stem}"), "WORKLOAD", None)
    if not isinstance(workload, Workload):
        raise ValueError(f"perf/workloads/{stem}.py: expected WORKLOAD = Workload(...), got {workload!r}")
    expected = stem.replace("_", "-")
    if workload.name != expected:
        raise ValueError(f"perf/workloads/{stem}.py: expected the name {expected!r}, got {workload.name!r}")
    capabilities.check(workload.needs, f"perf/workloads/{stem}.py")
    return workload  # pyright: ignore[reportUnknownVariableType]  # isinstance cannot see the parameter


def select(patterns: Sequence[str]) -> list[Workload[Any]]:
    """The workloads whose names match any of ``patterns`` (shell style), or all when there are none.

    Raises UnknownWorkload for a pattern that matches nothing.
    """
    known = load()
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            raise UnknownWorkload(_unknown(pattern, list(known)))
    chosen = patterns or ["*"]
    return [known[name] for name in known if any(fnmatchcase(name, pattern) for pattern in chosen)]


def _unknown(pattern: str, known: list[str]) -> str:
    near = get_close_matches(pattern, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known)}"
    return f"unknown workload {pattern!r}; {hint}"


def fingerprint(workload: Workload[Any]) -> str:
    """Twelve hex digits of the workload's file and size: figures of two fingerprints are not comparable."""
    stem = workload.name.replace("-", "_")
    sources = [Path(folder, f"{stem}.py") for folder in __path__]
    source = next(path for path in sources if path.exists())
    return hashlib.sha256(source.read_bytes() + str(workload.n).encode()).hexdigest()[:12]
