"""Makes a program smaller for as long as it keeps a property: what a campaign does with a finding.

Keeps true: what is returned has the property, and no single removal or simplification of it has.
Does not know: the property. One that is only sometimes there must be confirmed by the caller's predicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from conformance.language.canonical import canonical
from conformance.language.program import MAIN, Body, Program, ProgramError, Step
from conformance.language.signature import NUMBERS, RUNS


def shrink(program: Program, keeps: Callable[[Program], bool]) -> Program:
    """The smallest program that greedy steps reach; `keeps(program)` is taken for true of the first."""
    while True:
        smaller = next((candidate for candidate in _simpler(program) if keeps(candidate)), None)
        if smaller is None:
            return canonical(program)
        program = smaller


def _simpler(program: Program) -> Iterator[Program]:
    """Every program one removal, move of a body to where it is run, or simplification away; boldest first."""
    for place, body in enumerate(program.bodies):
        for steps in _fewer(body):
            yield from _with(program, place, steps)
    for place, body in enumerate(program.bodies):
        for number, step in enumerate(body.steps):
            for run in step.named(*RUNS):
                inner = program.body(run).steps
                yield from _with(program, place, (*body.steps[:number], *inner, *body.steps[number + 1 :]))
    for place, body in enumerate(program.bodies):
        for number, step in enumerate(body.steps):
            for plainer in _plainer(step):
                yield from _with(program, place, (*body.steps[:number], plainer, *body.steps[number + 1 :]))


def _fewer(body: Body) -> Iterator[tuple[Step, ...]]:
    if body.name != MAIN and body.steps:
        yield ()
    if len(body.steps) > 3:
        half = len(body.steps) // 2
        yield body.steps[half:]
        yield body.steps[:half]
    for number in range(len(body.steps)):
        yield body.steps[:number] + body.steps[number + 1 :]


def _plainer(step: Step) -> Iterator[Step]:
    if len(step.args) > step.row.least:
        yield replace(step, args=step.args[:-1])
    for place, kind in enumerate(step.row.kinds(len(step.args))):
        if kind in NUMBERS and int(step.args[place]) > 0:
            for ticks in {0, int(step.args[place]) - 1}:
                yield replace(step, args=(*step.args[:place], ticks, *step.args[place + 1 :]))


def _with(program: Program, place: int, steps: tuple[Step, ...]) -> Iterator[Program]:
    """The program with other steps in one body, and without the bodies that nothing runs any more."""
    bodies = list(program.bodies)
    bodies[place] = replace(bodies[place], steps=steps)
    reached, todo = {MAIN}, [MAIN]
    table = {body.name: body for body in bodies}
    while todo:
        found = table.get(todo.pop(), Body(""))
        new = {name for step in found.steps for name in step.named(*RUNS)} - reached
        reached |= new
        todo += new
    try:
        yield Program(tuple(body for body in bodies if body.name in reached))
    except ProgramError:
        return
