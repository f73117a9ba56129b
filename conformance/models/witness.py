"""A coroutine that is its own witness: it writes down where it waits, what it hears, and how it ends.

Keeps true: what a witness says is written by the coroutine itself, or by whoever asked something of its task;
it is never read from the task.
Deliberately does not know: what any of it must mean for the task.

A script is what the coroutine does: pause (sleep(0)), wait for a new future, call another coroutine, join a
new task; then it returns or raises. It may be told to swallow some CancelledErrors.
"""

from __future__ import annotations

import asyncio
import weakref
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Future = asyncio.Future[object]
Task = asyncio.Task[object]

mark: ContextVar[int] = ContextVar("mark", default=0)


class Boom(Exception):
    """What coroutines raise and futures are given."""


class Held:
    """An object that lives in a coroutine and nowhere else."""

    def watched(self) -> weakref.ref[Held]:
        """A reference that does not keep it alive."""
        return weakref.ref(self)


@dataclass(frozen=True)
class Step:
    """One thing a coroutine does: pause, wait, call or join; the last two have steps of their own."""

    kind: str
    inner: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Script:
    """All that a coroutine does."""

    steps: tuple[Step, ...]
    raises: bool = False
    swallows: int = 0


def _steps(inner: st.SearchStrategy[Step]) -> st.SearchStrategy[tuple[Step, ...]]:
    return st.lists(inner, min_size=1, max_size=3).map(tuple)


STEP: st.SearchStrategy[Step] = st.recursive(
    st.sampled_from([Step("wait"), Step("pause"), Step("wait")]),
    lambda inner: st.builds(Step, st.sampled_from(["call", "join"]), _steps(inner)),
    max_leaves=4,
)
SCRIPT = st.builds(
    Script,
    st.lists(STEP, min_size=1, max_size=3).map(tuple) | st.just(()),
    raises=st.booleans(),
    swallows=st.integers(0, 2),
)


class Named:
    """An object whose str() is its name: what set_name() must accept."""

    def __str__(self) -> str:
        return "named by str()"


NAMES = st.sampled_from(["x", "", 7, None, Named()])


@dataclass(eq=False)
class Heard:
    """A done callback of a task: added in the context marked `number`; what it saw when it ran."""

    number: int
    witness: Witness
    marks: list[int] = field(default_factory=list[int])
    done: list[bool] = field(default_factory=list[bool])

    def __call__(self, task: Task) -> None:
        """Note what is seen from here."""
        self.marks.append(mark.get())
        self.done.append(task.done())
        self.witness.told.append(self.number)


@dataclass(eq=False)
class Witness:
    """What a coroutine wrote down, and what was asked of its task."""

    script: Script
    result: object = field(default_factory=object)
    error: Boom = field(default_factory=Boom)
    begun: bool = False
    ended: str = ""
    """How: returned, raised, cancelled; empty while it has not."""
    outcome: Any = None
    """The object returned, the exception raised, or the arguments of the CancelledError."""
    waits_for: Future | None = None
    joins: Witness | None = None
    swallows: int = 0
    heard: int = 0
    """How many CancelledErrors have reached an await of this coroutine."""
    words: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    """Their arguments."""
    received: list[tuple[Witness, str, object]] = field(default_factory=list[Any])
    """What awaiting the task of another witness gave."""
    held: weakref.ref[Held] | None = None
    # what was asked of the task
    requests: int = 0
    messages: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    """Arguments of all requests."""
    owed: bool = False
    """Whether a request was made since the last turn that this very coroutine must hear."""
    called_off: bool = False
    """Whether a request was made since the last turn, before the coroutine has begun."""
    callbacks: list[Heard] = field(default_factory=list[Heard])
    told: list[int] = field(default_factory=list[int])
    """Numbers of the callbacks that have run, in order."""
    name: str | None = None
    """The str() of the name it was given last."""
    renamed: bool = False
    own: list[Any] = field(default_factory=list[Any])
    """The task and its coroutine, once create_task() has returned."""
    eager: bool = False
    """Whether the task was done when create_task() returned."""

    @property
    def task(self) -> Task:
        """The task; there is none while create_task() has not returned."""
        task: Task = self.own[0]
        return task

    @property
    def never_began(self) -> bool:
        """Whether the task was called off before its first step, and ended by that."""
        return not self.begun and bool(self.messages) and self.task.done()

    @property
    def over(self) -> bool:
        """Whether the task must be done."""
        return bool(self.ended) or self.never_began

    def innermost(self) -> Witness:
        """Who would hear a request: the end of the chain of tasks that wait for tasks."""
        if self.joins is not None and self.joins.own and not self.joins.task.done():
            return self.joins.innermost()
        return self


def new(script: Script, name: object) -> Witness:
    """A witness for one more coroutine."""
    return Witness(script, swallows=script.swallows, name=None if name is None else str(name))
