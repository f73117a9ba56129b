"""The objects programs pass around: values and exceptions that can be told apart from any copy of themselves.

Keeps true: `Owned.label` names an object only if it is the very one that the program made.
Does not know: loops.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any, TypeVar

mark: ContextVar[str] = ContextVar("mark")

Thing = TypeVar("Thing")


class Value:
    """A result with a name and no equal but itself."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        self.label = label

    def __repr__(self) -> str:
        return self.label


class Boom(Exception):
    """What `raise` and `reject` use when nothing else is asked for; other words make a sister class."""


_KNOWN: dict[str, type[BaseException]] = {
    kind.__name__: kind
    for kind in (
        Boom,
        SystemExit,
        KeyboardInterrupt,
        asyncio.CancelledError,
        StopIteration,
        ValueError,
        TypeError,
    )
}


def exception(kind: str, body: str) -> BaseException:
    """A new exception of the named type; `body` is where it comes from, for the exception handler's log."""
    made = _KNOWN.setdefault(kind, type(kind, (Boom,), {}))(body)
    made.__dict__["body"] = body
    return made


class Owned:
    """Every object one run has made."""

    def __init__(self) -> None:
        self._made: dict[int, object] = {}

    def add(self, thing: Thing) -> Thing:
        """Take note of a thing that the program made, and return it."""
        self._made[id(thing)] = thing
        return thing

    def __contains__(self, thing: object) -> bool:
        return id(thing) in self._made

    def label(self, thing: object) -> str:
        """`value` or `Boom` for the object itself, `copy-of-value` for a likeness, a type name for a
        stranger.
        """
        name = (
            thing.label if isinstance(thing, Value) else type(thing).__name__ if thing is not None else "None"
        )
        if thing in self or not isinstance(thing, (Value, Boom)):
            return name
        return f"copy-of-{name}"

    def raised(self, error: BaseException) -> str:
        """`!Boom`, `!cancelled`, `!cancelled:why`: what a wait that failed is logged as."""
        if isinstance(error, asyncio.CancelledError):
            return ":".join(("!cancelled", *map(str, error.args)))
        return f"!{self.label(error)}"

    def state(self, thing: Any) -> str:
        """What a probe logs; `result()`, `done()` and `cancelled()` are asked, and must agree."""
        if thing is None:
            return "?"
        if not asyncio.isfuture(thing):
            return "=cancelled" if thing.cancelled() else "=live"
        outcome, facts = self._outcome(thing)
        told = (thing.done(), thing.cancelled())
        return outcome if told == facts else f"{outcome}?done={told[0]},cancelled={told[1]}"

    def _outcome(self, future: asyncio.Future[object]) -> tuple[str, tuple[bool, bool]]:
        try:
            return f"={self.label(future.result())}", (True, False)
        except asyncio.InvalidStateError:
            return "=pending", (False, False)
        except asyncio.CancelledError as error:
            return self.raised(error), (True, True)
        except BaseException as error:
            return self.raised(error), (True, False)
