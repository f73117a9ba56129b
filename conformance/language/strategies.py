"""Hypothesis strategies for programs; what they find shrinks to a minimal program.

Keeps true: Hypothesis and the campaign's random source write by the same hand (`generator.write`).
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from conformance.language.canonical import canonical
from conformance.language.generator import Recipe, write
from conformance.language.program import Program


@st.composite
def programs(draw: st.DrawFn, recipe: Recipe = Recipe()) -> Program:  # noqa: B008 - frozen
    """Programs that need no more than the recipe's capabilities; the simplest is `main:`."""
    least = replace(recipe, main_steps=(0, recipe.main_steps[1]))
    program = canonical(write(lambda n: draw(st.integers(0, n - 1)) if n > 1 else 0, least))
    assume(program.runs <= recipe.most_runs)
    return program
