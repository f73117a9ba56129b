"""A trace: what was seen while a program ran, in order.

Keeps true: the text of a trace is the tokens of its loud events, separated by spaces; silent events (what
was asked of the loop) are there for monitors, which see the whole, and are no part of the text.
Does not know: programs, loops, clauses.

Tokens: `a` body a runs; `cancel:a=True`; `probe:f=pending`; `await:f=value`, `await:f!Boom`,
`await:f!cancelled`; `!a:Boom` the exception handler was called for what body a raised; `call:a` and
`return:a` around call_soon_threadsafe; `stopped` run_forever returned; `out!SystemExit` it raised; `get=V`;
`soon:a!RuntimeError` the loop refused a verb; `await:t?` nothing of that name was made yet; `stuck` the loop
came to rest with work undone. Of a connection k: `made:k`, `data:k=3` so many bytes, `eof:k`, `lost:k`,
`lost:k!BrokenPipeError`, `peer_take:k=3+eof`, `closing:k=True`.

How bytes are cut into calls of data_received() is free (PROTO-18), so adjacent pieces are one event.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Event:
    """One thing seen.

    `kind` is `run`, `end`, a verb, or one of call, return, handler, stopped, out, stuck; `serial` is the
    number of the handle, future or task it is about (0: none); `by` the number of the body instance in which
    it happened; `due` a deadline and `time` loop.time() when it was logged, both in seconds on the loop's
    clock. For `when`, `name` is the body and `about` the number of the future, for
    `from_thread` that of the thread; `detail` is what else a monitor wants: the body of `unwhen`, the verb
    of `waits`, the name asked for by `name`, `eager` for a `spawn` whose task begins at once.
    """

    kind: str
    name: str = ""
    outcome: str = ""
    time: float = math.nan
    serial: int = 0
    due: float = math.nan
    silent: bool = False
    by: int = 0
    about: int = 0
    detail: str = ""

    @property
    def token(self) -> str:
        """The word of this event in the text; empty for a silent one."""
        if self.silent:
            return ""
        if self.kind == "run":
            return self.name + self.outcome
        if self.kind == "handler":
            return f"!{self.name}:{self.outcome}"
        return f"{self.kind}:{self.name}{self.outcome}" if self.name else f"{self.kind}{self.outcome}"

    @property
    def word(self) -> str:
        """The token, or the silent event in brackets, with the number of what it is about: `call:a#7`,
        `(soon a)#7`.
        """
        return f"{self.token or f'({self.kind} {self.name}{self.outcome})'}#{self.serial}"


@dataclass(frozen=True, slots=True)
class Trace:
    """The events of one run; `start` is when `main` began and `tick` the length of a tick, both in seconds.

    `eager`: the loop began with asyncio.eager_task_factory.
    """

    events: tuple[Event, ...]
    tick: float = math.nan
    start: float = math.nan
    eager: bool = False

    @property
    def loud(self) -> tuple[Event, ...]:
        """The events that have a token."""
        return tuple(event for event in self.events if not event.silent)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, in order."""
        return tuple(event.token for event in joined(self.loud))

    @property
    def words(self) -> tuple[str, ...]:
        """Loud and silent events with their numbers: what two equal executions have in common."""
        return tuple(event.word for event in self.events)

    @property
    def text(self) -> str:
        """The trace as one writes it down."""
        return " ".join(self.tokens)

    def of(self, *kinds: str) -> Iterator[Event]:
        """The events of these kinds."""
        return (event for event in self.events if event.kind in kinds)

    def __str__(self) -> str:
        return self.text


DATA = re.compile(r"=([0-9]+)")


def size(event: Event) -> int | None:
    """How many bytes came, in order, in this event; None for any other event."""
    found = DATA.fullmatch(event.outcome) if event.kind == "data" else None
    return int(found[1]) if found else None


def joined(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events, with adjacent pieces of one connection's bytes in one; their time is that of the first."""
    found: list[Event] = []
    for event in events:
        count, before = size(event), size(found[-1]) if found else None
        if count is not None and before is not None and found[-1].serial == event.serial:
            found[-1] = replace(found[-1], outcome=f"={before + count}")
        else:
            found.append(event)
    return tuple(found)
