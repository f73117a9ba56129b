"""The wrong loops: one deliberately broken loop a file, a few lines from the reference.

A mutant's module has a docstring that says what is wrong, ``BREAKS`` (the clause that must name its death),
``new_event_loop``, and ``AFTER`` when it re-creates a fault that a real loop once had. Dropping a file in
this folder is all it takes: the trial finds it, and the walk finds its clause.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from conformance import ledger


class MutantError(Exception):
    """A file in this folder that is not a mutant: what it lacks."""


@dataclass(frozen=True)
class Mutant:
    """One wrong loop. ``after`` is the link of a real fault that it re-creates, or empty."""

    name: str
    breaks: str
    story: str
    after: str
    factory: Callable[[], AbstractEventLoop]

    @property
    def loop(self) -> str:
        """How the exam is told to ask it."""
        return f"{__name__}.{self.name}:new_event_loop"

    @property
    def texts(self) -> list[str]:
        """The whole of it: its file, and each method of a class it derives from that this file names."""
        own = sys.modules[f"{__name__}.{self.name}"]
        text = inspect.getsource(own)
        classes = [thing for thing in vars(own).values() if isinstance(thing, type)]
        bases = {base for one in classes for base in one.__mro__ if _is_ours(base)}
        named = set(re.findall(r"\w+", text))
        methods = {
            f"{base.__module__}.{base.__qualname__}.{name}": _source(function)
            for base in bases
            for name, member in vars(base).items()
            if name in named and inspect.isfunction(function := _function(member))
        }
        return [text, *(method for _, method in sorted(methods.items()))]


_source = cache(inspect.getsource)
"""Hundreds of mutants replace the same methods, each of which has to be cut out of its file."""


def _is_ours(base: type) -> bool:
    return base.__module__.partition(".")[0] in ("conformance", "reference_loop")


def _function(member: object) -> object:
    """What there is to read of a member of a class."""
    return member.fget if isinstance(member, property) else getattr(member, "__func__", member)


def names() -> list[str]:
    """The file names of this folder, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name: str) -> Mutant:
    """Import one mutant.

    Raises MutantError when it lacks a part, LedgerError when it names an unknown clause.
    """
    module = importlib.import_module(f"{__name__}.{name}")
    lacking = [part for part in ("__doc__", "BREAKS", "new_event_loop") if not getattr(module, part, None)]
    if lacking:
        raise MutantError(f"mutants/{name}.py lacks {', '.join(lacking)}")
    breaks = ledger.load().get(module.BREAKS).id
    story = str(module.__doc__).strip().splitlines()[0]
    return Mutant(name, breaks, story, getattr(module, "AFTER", ""), module.new_event_loop)
