"""All monitors, and the question they answer together: which clauses does this trace break, and why?

Keeps true: `broken` names an id only if that id's own monitor is false; monitors are written from the
clauses and know no reference. Does not know: which clauses a loop may deviate from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

from conformance.clause import clauses_of
from conformance.language import Trace
from conformance.models import (
    monitors_callbacks,
    monitors_futures,
    monitors_loop,
    monitors_streams,
    monitors_tasks,
)
from conformance.models.monitors_seen import Seen

Monitor = Callable[[Seen], str | None]


def _monitors(*modules: ModuleType) -> Iterator[Monitor]:
    for module in modules:
        yield from (thing for thing in vars(module).values() if clauses_of(thing))


MONITORS: tuple[Monitor, ...] = tuple(
    _monitors(monitors_callbacks, monitors_futures, monitors_tasks, monitors_loop, monitors_streams)
)


def broken(trace: Trace) -> dict[str, str]:
    """The ids of the clauses that the trace breaks, each with a sentence that says where."""
    seen = Seen(trace)
    found: dict[str, str] = {}
    for monitor in MONITORS:
        reason = monitor(seen)
        if reason is not None:
            found.update(dict.fromkeys(clauses_of(monitor), reason))
    return found
