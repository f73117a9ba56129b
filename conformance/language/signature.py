"""What a row of the verb table is: a usage text that is documentation and grammar at once, and the function.

Keeps true: the kinds of a verb's arguments are written once, in its usage (`at N X`); each letter is one
kind. Does not know: any verb.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

BODY, HOOK, COROUTINE, TASK, FUTURE, THING = "X", "H", "C", "T", "F", "A"
OPENED, CONNECTION, CALL = "O", "K", "E"
TICKS, BYTES, WORD = "N", "B", "V"

RUNS = (BODY, HOOK, COROUTINE)
"""The kinds that name a body to run."""
NUMBERS = (TICKS, BYTES)
PLAIN = (*NUMBERS, WORD, CALL)
"""The kinds that are no names."""

Act = TypeVar("Act", bound=Callable[..., Awaitable[None] | None])

KINDS = {
    BODY: "a body, run as a callback",
    HOOK: "a body, run inside a call of a protocol",
    COROUTINE: "a body, run as a coroutine by a task",
    TASK: "a task (a name that is spawned somewhere)",
    FUTURE: "a future, or a task (a name that is spawned somewhere)",
    THING: "a handle, timer, reader, future or task: the last one made under that name",
    OPENED: "a connection to open",
    CONNECTION: "a connection (a name that is connected somewhere)",
    CALL: "made, data, eof or lost",
    TICKS: "a number of ticks",
    BYTES: "a number of bytes",
    WORD: "a word",
}


@dataclass(frozen=True, slots=True)
class Verb:
    """One row: `usage` names the verb and the kinds of its arguments, `[V]` is optional, `X...` one or
    more.
    """

    usage: str
    meaning: str
    capability: str
    act: Callable[..., Awaitable[None] | None]
    waits: bool
    raises: bool

    @property
    def name(self) -> str:
        """The verb."""
        return self.usage.split()[0]

    @property
    def arguments(self) -> tuple[str, ...]:
        """Its arguments, as the usage has them."""
        return tuple(self.usage.split()[1:])

    @property
    def connects(self) -> bool:
        """Whether it is about a connection."""
        return bool({OPENED, CONNECTION}.intersection(self.arguments))

    @property
    def least(self) -> int:
        """The least number of arguments."""
        return sum(1 for argument in self.arguments if not argument.startswith("["))

    @property
    def most(self) -> int:
        """The greatest number of arguments."""
        return 99 if self.usage.endswith("...") else len(self.arguments)

    def kinds(self, count: int) -> tuple[str, ...]:
        """The kind letter of each of `count` arguments."""
        return _kinds(self.usage, count)


@cache  # a program is written, renamed and checked by asking this of each of its steps many times
def _kinds(usage: str, count: int) -> tuple[str, ...]:
    letters = [argument.strip("[].") for argument in usage.split()[1:]]
    letters += letters[-1:] * (count - len(letters))
    return tuple(letters[:count])


class Table(dict[str, Verb]):
    """Verbs by name, in the order in which they were written down."""

    def row(
        self, usage: str, *, capability: str = "", waits: bool = False, raises: bool = False
    ) -> Callable[[Act], Act]:
        """Add the decorated function as a verb; its docstring is the meaning.

        `waits`: it needs a coroutine around it, as every `async def` does. `raises`: what it raises is the
        body's own exception, where any other verb's is a refusal by the loop, which is logged and does not
        end the body.
        """

        def add(act: Act) -> Act:
            suspends = inspect.iscoroutinefunction(act)
            verb = Verb(
                usage, inspect.getdoc(act) or "", capability, act, waits or suspends, raises or suspends
            )
            self[verb.name] = verb
            return act

        return add
