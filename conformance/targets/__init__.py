"""The loops we can ask: one small file each in this folder, found by its name; outsiders as MODULE:NAME.

That name is a factory of loops, or a ``Target``, which can also tell of capabilities, known deviations, and
what is to be set up around the loop.

Keeps true: the folder is the registry; what a loop can do, and where it is known to deviate, is written
once, with that loop. Deliberately knows nothing of clauses: the plugin checks deviations against them.
"""

from __future__ import annotations

import atexit
import importlib
import pkgutil
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from difflib import get_close_matches
from importlib import metadata
from pathlib import Path
from typing import cast

from conformance import capabilities
from conformance.target import Deviation, Target

__all__ = ["Deviation", "Target", "TargetError", "known", "meet", "names", "probed", "resolve", "shipped"]


class TargetError(Exception):
    """A loop that cannot be asked at all: one line saying what was expected, what came, what to do."""


def names() -> list[str]:
    """The names of the loops that we ship a file for, sorted."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def resolve(text: str) -> Target:
    """The target called ``text``: one of names(), or ``MODULE:NAME``; a loop of it has been made once.

    Raises TargetError when it is unknown, does not import, or its factory gives no open event loop.
    """
    return probed(meet(text))


def meet(text: str) -> Target:
    """As ``resolve``, but a stranger is not yet asked what it can do, which it may answer by hanging.

    Raises TargetError as ``resolve`` does.
    """
    target = _outsider(text) if ":" in text else shipped(text)
    _try_out(target)
    return target


def probed(target: Target) -> Target:
    """The target with what it can do: as it says itself, or, for a stranger, as loops of it show."""
    if target.can:
        return target
    return replace(target, can=capabilities.probe(target.factory))


def known(name: str) -> Target:
    """The shipped target of this name, whether or not its loop can be made here.

    Raises TargetError, with near misses, when there is none.
    """
    if name not in names():
        near = get_close_matches(name, names(), n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names())};"
        raise TargetError(f"unknown loop {name!r}; {hint} or give MODULE:FACTORY")
    target: Target = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").TARGET
    return target


def shipped(name: str) -> Target:
    """As ``known``, for a loop that can be made here.

    Raises TargetError when it cannot, too: it says what is missing.
    """
    target = known(name)
    if sys.version_info < target.requires_python:
        raise TargetError(f"loop {name!r} needs Python {'.'.join(map(str, target.requires_python))} or newer")
    if not target.available():
        raise TargetError(f"loop {name!r} needs {target.package}: python -m pip install {target.package}")
    return target


def _outsider(text: str) -> Target:
    module_name, _, attribute = text.partition(":")
    if not module_name or not attribute:
        raise TargetError(f"expected MODULE:FACTORY, for example mypkg:new_event_loop; got {text!r}")
    try:
        thing: object = importlib.import_module(module_name)
        for part in attribute.split("."):
            thing = getattr(thing, part)
    except AttributeError:
        raise TargetError(f"module {module_name!r} has no {attribute!r}; name a factory of loops") from None
    except (Exception, SystemExit) as fault:
        raise TargetError(f"cannot import {module_name!r}: {_words(fault)}") from None
    if isinstance(thing, Target):
        return replace(thing, name=text)
    if not callable(thing):
        got = type(thing).__name__
        raise TargetError(f"{text} is {got}, expected a callable that returns a new event loop, or a Target")
    factory = cast(Callable[[], AbstractEventLoop], thing)  # what it returns is checked when it is tried out
    return Target(text, factory, "given as MODULE:FACTORY", package=_distribution_of(module_name))


def _distribution_of(module_name: str) -> str | None:
    """The distribution that a module came with. Every file of every distribution is looked at only when the
    module was installed beside them under another name: that takes longer than an item of the exam.
    """
    package = module_name.partition(".")[0]
    with suppress(metadata.PackageNotFoundError):
        return metadata.distribution(package).name
    home = Path(getattr(sys.modules[package], "__file__", None) or "").absolute().parent
    if not any(found for folder in (home, home.parent) for found in folder.glob("*.dist-info")):
        return None
    owners = metadata.packages_distributions().get(package)
    return owners[0] if owners else None


_surroundings = ExitStack()
_entered: set[str] = set()
atexit.register(_surroundings.close)


def _surround(target: Target) -> None:
    """Set up, once in this process, what the loop lives in; it is taken down when the process ends."""
    if target.name in _entered:
        return
    try:
        _surroundings.enter_context(target.around())
    except (Exception, SystemExit) as fault:
        raise TargetError(f"what is around {target.name!r} raised {_words(fault)}") from None
    _entered.add(target.name)


def _try_out(target: Target) -> None:
    _surround(target)
    try:
        loop: object = target.factory()
    except (Exception, SystemExit) as fault:
        raise TargetError(f"the factory of {target.name!r} raised {_words(fault)}") from None
    if not isinstance(loop, AbstractEventLoop):
        got = type(loop).__name__
        raise TargetError(
            f"the factory of {target.name!r} returned {got}, expected an asyncio.AbstractEventLoop"
        )
    try:
        closed = loop.is_closed()
        loop.close()
    except (Exception, SystemExit) as fault:
        raise TargetError(f"a new loop of {target.name!r} cannot be closed: {_words(fault)}") from None
    if closed:
        raise TargetError(f"the factory of {target.name!r} returned a closed loop, expected a new open one")


def _words(fault: BaseException) -> str:
    lines = str(fault).splitlines() or [""]
    return f"{type(fault).__name__}: {lines[0][:200]}" if lines[0] else type(fault).__name__
