"""What a workload is, and how the folder perf/workloads becomes the list of them.

Keeps true: the folder is the registry (one file is one workload, named like the file); a workload that
cannot say what it did is refused, because its figure would be worth nothing. Deliberately knows no loop
and no clock: measure.py brings the two together.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from asyncio import AbstractEventLoop
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from conformance import capabilities
from perf import workloads

Result = TypeVar("Result")


class WrongResult(Exception):
    """The loop did not do the work that is being timed: its time must not be shown."""


class UnknownWorkload(Exception):
    """No workload has the name that was asked for; the message holds the near misses."""


@dataclass(frozen=True)
class Workload(Generic[Result]):
    """One piece of work for an event loop.

    ``n`` is its published size: figures are only comparable at the same size, so it never adapts to the
    machine. ``run`` is timed as a whole and gets a fresh loop, which it leaves neither running nor closed.
    ``check`` is not timed; it raises WrongResult unless ``run`` did all the work of size ``n``.
    """

    name: str
    story: str
    n: int
    run: Callable[[AbstractEventLoop, int], Result]
    check: Callable[[Result, int], None]
    needs: frozenset[str] = frozenset()


def expect(got: object, expected: object, what: str) -> None:
    """Raise WrongResult, naming ``what`` and the first difference, unless the two are equal."""
    if got == expected:
        return
    if isinstance(got, list) and isinstance(expected, list):
        raise WrongResult(
            f"{what}: {_first_difference(cast('list[object]', got), cast('list[object]', expected))}"
        )
    raise WrongResult(f"{what}: expected {expected!r}, got {got!r}")


def _first_difference(got: list[object], expected: list[object]) -> str:
    if len(got) != len(expected):
        return f"expected {len(expected)} of them, got {len(got)}"
    index = next(i for i, (a, b) in enumerate(zip(got, expected, strict=True)) if a != b)
    return f"expected {expected[index]!r} at place {index}, got {got[index]!r}"


def load() -> dict[str, Workload[Any]]:
    """All workloads by name, sorted. Raises ValueError for a file that breaks the form described here."""
    stems = sorted(module.name for module in pkgutil.iter_modules(workloads.__path__))
    return {workload.name: workload for workload in map(_load, stems)}


def _load(stem: str) -> Workload[Any]:
    workload: object = getattr(importlib.import_module(f"{workloads.__name__}.{stem}"), "WORKLOAD", None)
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
    sources = [Path(folder, f"{stem}.py") for folder in workloads.__path__]
    source = next(path for path in sources if path.exists())
    return hashlib.sha256(source.read_bytes() + str(workload.n).encode()).hexdigest()[:12]
