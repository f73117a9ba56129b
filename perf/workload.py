"""What a workload is: a piece of work for an event loop that can say whether it was done.

Keeps true: a workload that cannot say what it did is refused, because its figure would be worth nothing.
Deliberately knows no loop, no clock and no other workload: measure.py brings loop and workload together,
workloads/ is the list.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

Result = TypeVar("Result")


class WrongResult(Exception):
    """The loop did not do the work that is being timed: its time must not be shown."""


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
