"""Writes programs, given someone who chooses: a seeded random source for campaigns, Hypothesis for shrinking.

Keeps true: every program it writes is valid; a verb added to the table is generated without another edit;
the same choices give the same program.
Does not know: what programs are for.

A program is written body by body in the order of `ORDER`; a body may only run and await bodies that come
later in that order, so no program runs for ever, and only bodies that something runs are written.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from conformance.language.canonical import canonical
from conformance.language.connections import CALLS as PROTOCOL_CALLS
from conformance.language.connections import MADE
from conformance.language.program import MAIN, Argument, Body, Program, Step
from conformance.language.signature import (
    BODY,
    BYTES,
    CALL,
    CONNECTION,
    COROUTINE,
    FUTURE,
    HOOK,
    NUMBERS,
    OPENED,
    RUNS,
    TASK,
    THING,
    TICKS,
    WORD,
    Verb,
)
from conformance.language.verbs import VERBS

Choose = Callable[[int], int]
"""choose(n) gives an int in range(n); smaller is simpler."""

CALLBACKS = ("a", "b", "c", "d")
TASKS = ("t", "u", "v")
FUTURES = ("f", "g")
HOOKS = ("p", "q")
CONNECTIONS = ("k", "l")
WORDS = ("x", "y")
ORDER = (MAIN, "t", "a", "p", "u", "b", "q", "v", "c", "d")
MOST = {TICKS: 3, BYTES: 3}
WEIGHTS = {
    "soon": 5,
    "at": 3,
    "spawn": 8,
    "await": 5,
    "cancel": 4,
    "stop": 1,
    "block": 1,
    "join": 1,
    "from_thread": 1,
    "raise": 1,
    "return": 6,
    "yield": 5,
    "sleep": 4,
    "shield": 4,
    "refuse": 4,
    "eager": 1,
    "readable": 1,
    "connect": 1,
    "on": 6,
}
USUAL_WEIGHT = 2
ENDINGS = ("raise", "return")
CONNECTS, HOOKS_IN = "connect", "on"
EVERY_CAPABILITY = frozenset(verb.capability for verb in VERBS.values())


@dataclass(frozen=True)
class Recipe:
    """How long programs are and what their loops must be able to do."""

    can: frozenset[str] = EVERY_CAPABILITY
    main_steps: tuple[int, int] = (3, 8)
    body_steps: tuple[int, int] = (0, 5)
    most_runs: int = 25
    without: frozenset[str] = frozenset()

    @property
    def connects(self) -> bool:
        """Whether programs may have connections."""
        return self.has(VERBS[CONNECTS])

    def verbs(self, name: str) -> list[Verb]:
        """The verbs the body of that name may use, each as often as its weight."""
        return [
            verb
            for verb in VERBS.values()
            if self.has(verb) and (name in TASKS or not verb.waits)
            if not (name in HOOKS and verb.raises)
            for _ in range(WEIGHTS.get(verb.name, USUAL_WEIGHT))
        ]

    def has(self, verb: Verb) -> bool:
        """Whether programs may use the verb."""
        return verb.name not in self.without and (not verb.capability or verb.capability in self.can)


def write(choose: Choose, recipe: Recipe = Recipe()) -> Program:
    """Write one program by these choices; two thirds have connections, if the recipe has."""
    opened = CONNECTIONS[: choose(1 + len(CONNECTIONS))] if recipe.connects else ()
    named: set[str] = {MAIN}
    bodies: list[Body] = []
    for name in ORDER:
        if name not in named:
            continue
        least, most = recipe.main_steps if name == MAIN else recipe.body_steps
        pen = _pen(recipe, name, opened)
        count = least + choose(most - least + 1)
        steps = _reachable([pen.step(choose) for _ in range(count)])
        if name == MAIN:
            steps = (*_openings(choose, recipe, opened), *steps)
        bodies.append(Body(name, steps))
        named |= {run for step in steps for run in step.named(*RUNS)}
    return Program(tuple(Body(body.name, _about_tasks(body.steps, named)) for body in bodies))


def _openings(choose: Choose, recipe: Recipe, opened: Sequence[str]) -> Iterator[Step]:
    """The connections, at the beginning; half of them have a body that is run when they are made."""
    for connection, hook in zip(opened, HOOKS, strict=False):
        yield Step(CONNECTS, (connection,))
        if recipe.has(VERBS[HOOKS_IN]) and choose(2):
            yield Step(HOOKS_IN, (connection, MADE, hook))


def _reachable(steps: list[Step]) -> tuple[Step, ...]:
    """The steps up to the first that ends the body."""
    end = next((place for place, step in enumerate(steps, 1) if step.verb in ENDINGS), len(steps))
    return tuple(steps[:end])


def _about_tasks(steps: tuple[Step, ...], spawned: set[str]) -> tuple[Step, ...]:
    """The steps without those that need a task nobody spawns."""
    return tuple(step for step in steps if spawned.issuperset(step.named(TASK)))


class _Pen:
    """Writes steps of one kind of body; `later` are the names it may run or await."""

    def __init__(self, menu: list[Verb], later: tuple[str, ...], opened: tuple[str, ...]) -> None:
        tasks = tuple(name for name in later if name in TASKS)
        self._names: dict[str, Sequence[str]] = {
            BODY: tuple(name for name in later if name in CALLBACKS),
            HOOK: tuple(name for name in later if name in HOOKS),
            COROUTINE: tasks,
            TASK: TASKS,
            FUTURE: (*FUTURES, *tasks),
            THING: (*FUTURES, *TASKS, *CALLBACKS),
            OPENED: opened,
            CONNECTION: opened,
            CALL: PROTOCOL_CALLS,
            WORD: WORDS,
        }
        self._menu = [
            verb for verb in menu if all(self._names.get(kind, True) for kind in verb.kinds(verb.least))
        ]

    def step(self, choose: Choose) -> Step:
        verb = self._menu[choose(len(self._menu))]
        count = verb.least + (choose(2) if verb.most > verb.least else 0)
        return Step(verb.name, tuple(self._argument(choose, verb, kind) for kind in verb.kinds(count)))

    def _argument(self, choose: Choose, verb: Verb, kind: str) -> Argument:
        if kind in NUMBERS:
            return choose(MOST[kind] + 1)
        names = (*FUTURES, *TASKS) if kind == FUTURE and not verb.waits else self._names[kind]
        return names[choose(len(names))]


@cache
def _pen(recipe: Recipe, name: str, opened: tuple[str, ...]) -> _Pen:
    return _Pen(recipe.verbs(name), ORDER[ORDER.index(name) + 1 :], opened)


def programs(seed: int, recipe: Recipe = Recipe()) -> Iterator[Program]:
    """Programs without end, no two alike after renaming; the same seed gives the same programs."""
    seen: set[int] = set()
    source = random.Random(seed)
    while True:
        program = canonical(write(lambda n: int(source.random() * n), recipe))
        key = hash(str(program))
        if key not in seen and program.runs <= recipe.most_runs:
            seen.add(key)
            yield program
