"""The canonical form of a program: names given by role and order of appearance.

Keeps true: two programs that differ in names only have one canonical form, which means what they mean.
"""

from __future__ import annotations

from itertools import count

from conformance.language.program import MAIN, Argument, Body, Program, Step
from conformance.language.signature import PLAIN, RUNS

FIRST_LETTERS = {"callback": "abcde", "task": "tuvw", "future": "fghij", "connection": "klmn"}


def canonical(program: Program) -> Program:
    """Name callbacks a, b, tasks t, u, futures f, g and connections k, l as they first appear, and order the
    bodies so.
    """
    names = _Names(program)
    todo, written = [MAIN], dict[str, Body]()
    while todo:
        old = todo.pop(0)
        if old in written:
            continue
        steps = program.body(old).steps
        written[old] = Body(names[old], tuple(_renamed(step, names) for step in steps))
        todo += [name for step in steps for name in step.named(*RUNS)]
    return Program(tuple(written.values()))


class _Names(dict[str, str]):
    """New names, given when first asked for."""

    def __init__(self, program: Program) -> None:
        super().__init__({MAIN: MAIN})
        self._program = program
        self._numbers = {role: count() for role in FIRST_LETTERS}

    def __missing__(self, name: str) -> str:
        role = "future"
        if name in self._program.coroutines:
            role = "task"
        elif name in self._program.callbacks:
            role = "callback"
        elif name in self._program.connections:
            role = "connection"
        letters, number = FIRST_LETTERS[role], next(self._numbers[role])
        new = letters[number % len(letters)] + (str(number // len(letters)) if number >= len(letters) else "")
        self[name] = new
        return new


def _renamed(step: Step, names: _Names) -> Step:
    pairs = zip(step.row.kinds(len(step.args)), step.args, strict=True)
    args: tuple[Argument, ...] = tuple(arg if kind in PLAIN else names[str(arg)] for kind, arg in pairs)
    return Step(step.verb, args)
