"""A program: named bodies, each a list of steps; and everything about it that can be known before it runs.

Keeps true (INVARIANT, checked at construction, so a `Program` in hand is always one that ends on any loop):
- `main` is there, comes first, and every other body is run by something;
- no body runs itself again, directly or by way of others, and no two tasks wait for each other;
- a step that waits stands in a body which is only ever run as a coroutine;
- no body raises that runs inside a call of a protocol: what becomes of such an exception is another matter.

Does not know: how a program is written (`grammar`) or what a step does (`verbs`, beyond the kinds of its
arguments).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from conformance.language.signature import (
    BODY,
    CONNECTION,
    COROUTINE,
    FUTURE,
    HOOK,
    OPENED,
    RUNS,
    TASK,
    Verb,
)
from conformance.language.verbs import VERBS

MAIN = "main"

Argument = str | int


class ProgramError(ValueError):
    """The text is no program. The message is one line: where, what was expected, what came, what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb with its arguments."""

    verb: str
    args: tuple[Argument, ...] = ()

    @property
    def row(self) -> Verb:
        """The row of the verb."""
        return VERBS[self.verb]

    def named(self, *kinds: str) -> Iterator[str]:
        """The arguments of the given kinds, as names."""
        for kind, arg in zip(self.row.kinds(len(self.args)), self.args, strict=True):
            if kind in kinds:
                yield str(arg)

    def __str__(self) -> str:
        return " ".join((self.verb, *map(str, self.args)))


@dataclass(frozen=True, slots=True)
class Body:
    """What happens when the name is run: its steps, in order."""

    name: str
    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {'; '.join(map(str, self.steps))}".rstrip()


@dataclass(frozen=True)
class Program:
    """Bodies, `main` first. Empty bodies are left out, since a name without a body is an empty one.

    Raises ProgramError when the bodies break an invariant of this module. Immutable, so safe to share by
    threads.
    """

    bodies: tuple[Body, ...]

    def __post_init__(self) -> None:
        _check_names(self.bodies)
        order = {body.name: body for body in self.bodies}
        main = order.pop(MAIN)
        kept = (main, *(body for body in order.values() if body.steps))
        object.__setattr__(self, "bodies", kept)
        _check_runs(self)
        _check_waits(self)
        _check_roles(self)

    @cached_property
    def by_name(self) -> dict[str, Body]:
        """The bodies by name."""
        return {body.name: body for body in self.bodies}

    @cached_property
    def coroutines(self) -> frozenset[str]:
        """Names that are run as coroutines."""
        return frozenset(name for step in self.steps for name in step.named(COROUTINE))

    @cached_property
    def callbacks(self) -> frozenset[str]:
        """Names that are run as plain callbacks, also inside those of a protocol; `main` always is."""
        return frozenset({MAIN, *(name for step in self.steps for name in step.named(BODY, HOOK))})

    @cached_property
    def hooks(self) -> frozenset[str]:
        """Names that are run inside the calls of a protocol."""
        return frozenset(name for step in self.steps for name in step.named(HOOK))

    @cached_property
    def connections(self) -> frozenset[str]:
        """Names of connections that are opened."""
        return frozenset(name for step in self.steps for name in step.named(OPENED))

    @property
    def steps(self) -> Iterator[Step]:
        """All steps of all bodies."""
        return (step for body in self.bodies for step in body.steps)

    @cached_property
    def runs(self) -> int:
        """How many times bodies are run, at most."""
        counts: dict[str, int] = {}

        def count(name: str) -> int:
            if name not in counts:
                inner = (run for step in self.body(name).steps for run in step.named(*RUNS))
                counts[name] = 1 + sum(map(count, inner))
            return counts[name]

        return count(MAIN)

    def body(self, name: str) -> Body:
        """The body of that name; an empty one if none was written."""
        return self.by_name.get(name) or Body(name)

    def __str__(self) -> str:
        return " | ".join(map(str, self.bodies))


def capabilities(program: Program) -> frozenset[str]:
    """What a loop must be able to do for the program to be put to it."""
    return frozenset(step.row.capability for step in program.steps if step.row.capability)


def _check_names(bodies: tuple[Body, ...]) -> None:
    names = [body.name for body in bodies]
    if MAIN not in names:
        raise ProgramError(
            f"expected a body 'main:' to begin with, got {', '.join(names) or 'no body at all'}"
        )
    for name in names:
        if names.count(name) > 1:
            raise ProgramError(f"body {name!r} is written {names.count(name)} times; join its steps with ';'")


def _check_runs(program: Program) -> None:
    """Every body is reached from main, and none is reached from itself."""
    runs = {body.name: _names(body, *RUNS) for body in program.bodies}
    if circle := _circle(runs):
        raise ProgramError(
            f"the program would never end: {' runs '.join(circle)}; give the second run another name"
        )
    reached, todo = {MAIN}, [MAIN]
    while todo:
        new = runs.get(todo.pop(), set()) - reached
        reached |= new
        todo.extend(new)
    for body in program.bodies:
        if body.name not in reached:
            raise ProgramError(
                f"body {body.name!r} is never run; schedule it (soon {body.name}) or remove it"
            )


def _check_waits(program: Program) -> None:
    """Tasks that wait for each other would wait for ever, and cancelling them would recurse without end.

    A task that awaits itself is no circle here: that fails at once, by a promise of its own.
    """
    waits = {body.name: _waited(body) - {body.name} for body in program.bodies}
    if circle := _circle(waits):
        raise ProgramError(
            f"the tasks would wait for ever: {' awaits '.join(circle)}; let one of them go first"
        )


def _check_roles(program: Program) -> None:
    """Each step stands where it can be done, and what it names is of the kind that it needs."""
    for body in program.bodies:
        for step in body.steps:
            if step.row.waits and body.name in program.callbacks:
                raise ProgramError(
                    f"{body.name!r} runs as a callback, where '{step}' cannot wait; spawn a body that does it"
                )
            for name in step.named(FUTURE):
                if name in program.callbacks and name not in program.coroutines:
                    raise ProgramError(
                        f"'{step}' needs a future or a task, but {name!r} is run as a callback"
                    )
            for name in step.named(TASK):
                if name not in program.coroutines:
                    raise ProgramError(f"'{step}' needs a task, but nothing spawns {name!r}")
            for name in step.named(CONNECTION):
                if name not in program.connections:
                    raise ProgramError(f"'{step}' needs a connection, but nothing connects {name!r}")
            if step.row.raises and body.name in program.hooks:
                raise ProgramError(f"{body.name!r} runs inside a call of a protocol, where it must not raise")


def _names(body: Body, *kinds: str) -> set[str]:
    return {name for step in body.steps for name in step.named(*kinds)}


def _waited(body: Body) -> set[str]:
    return {name for step in body.steps if step.row.waits for name in step.named(FUTURE)}


def _circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        names: list[str] = list(reversed(error.args[1]))
        return names
    return []
