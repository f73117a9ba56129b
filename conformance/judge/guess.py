"""Which answer the trace suggests, so that it is tried first.

A trace tells in which order callbacks ran; a question about order is best answered as the trace has it. A
guess is only where the search begins: every other answer is tried after it, so nothing is ruled out.

Keeps true: the guess depends on the trace and on what was asked, and on nothing else.
Does not know: how a question is searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from conformance.language.connections import DATA, EOF, LOST, MADE, Connection
from conformance.language.descriptors import Reader
from conformance.language.interpreter import Run
from reference_loop import ChoicePoint
from reference_loop.choices import READY_20, READY_29, THREAD_20, TIMER_20, TIMER_22

GOES_FIRST = (READY_20, TIMER_20)
GOES_BEFORE = (READY_29, TIMER_22, THREAD_20)

TELLS = {"_connection_made": (MADE,), "_on_readable": (DATA, EOF), "_connection_lost": (LOST,)}
"""What a transport of the reference tells its protocol by which method."""

Soon = Callable[[object], float | None]
"""Where in the trace something is seen to run; infinity: nowhere; None: it cannot be told."""


def guess(
    point: ChoicePoint, alternatives: int, about: Sequence[object], queue: Iterable[object], soon: Soon
) -> int:
    """The answer that puts what is decided on where the trace has it."""
    if point in GOES_FIRST and about:
        return min(range(alternatives), key=lambda number: soon(about[number]) or 0)
    if point in GOES_BEFORE and about:
        return min(_places(soon(about[0]), [soon(entry) for entry in queue]), alternatives - 1)
    return 0


def _places(when: float | None, queue: list[float | None]) -> int:
    """Before how many of the last in the queue something goes that is seen to run at `when`."""
    later = (other is not None and when is not None and other > when for other in reversed(queue))
    return next((number for number, is_later in enumerate(later) if not is_later), len(queue))


def called_by(entry: object) -> tuple[Any, tuple[Any, ...]]:
    """The function that a queue's entry, or a reader, comes to call, with its arguments."""
    callback: Any = getattr(entry, "_callback", entry)
    args: tuple[Any, ...] = getattr(entry, "_args", None) or ()
    if isinstance(callback, Reader):
        callback = callback.body
    return (callback.func, callback.args) if isinstance(callback, partial) else (callback, args)


def connection_of(entry: object) -> Connection | None:
    """The connection whose transport a queue's entry, or a reader, belongs to."""
    transport = getattr(called_by(entry)[0], "__self__", None)
    protocol = getattr(transport, "_protocol", None)
    return protocol if isinstance(protocol, Connection) else None


def told_by(entry: object) -> re.Pattern[str] | None:
    """The tokens of what a transport's entry tells; None where it tells nothing."""
    connection = connection_of(entry)
    kinds = TELLS.get(getattr(called_by(entry)[0], "__name__", ""))
    if connection is None or kinds is None:
        return None
    return re.compile(rf"({'|'.join(kinds)}):{connection.name}([=!#].*)?")


def body_of(thing: object) -> tuple[str, int] | None:
    """The name and number of the body that a queue's entry, or a reader, enters; None for anything else."""
    callback, args = called_by(thing)
    return (args[0], args[1]) if getattr(callback, "__func__", None) is Run.enter else None
