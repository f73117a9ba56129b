"""The loops we can ask: one small file each in this folder, found by its name; outsiders as MODULE:FACTORY.

Keeps true: the folder is the registry; what a loop can do, and where it is known to deviate, is written
once, with that loop. Deliberately knows nothing of clauses: the plugin checks deviations against them.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib import metadata
from typing import cast

from conformance import capabilities

MILLISECOND = 0.001


class TargetError(Exception):
    """A loop that cannot be asked at all: one line saying what was expected, what came, what to do."""


@dataclass(frozen=True)
class Deviation:
    """A clause that this loop is known to break: why, where that is discussed, and in which life span.

    ``python`` limits it to interpreter releases by prefix ("3.13.0"); empty means all.
    ``until`` is the version of the loop in which it is mended, for readers; empty when not known.
    """

    clause: str
    reason: str
    link: str
    python: tuple[str, ...] = ()
    until: str = ""

    def applies(self) -> bool:
        """Whether this deviation is expected on the running interpreter."""
        version = ".".join(map(str, sys.version_info[:3]))
        return not self.python or any(
            version == prefix or version.startswith(prefix + ".") for prefix in self.python
        )


@dataclass(frozen=True)
class Target:
    """One loop under test.

    ``tick`` is in seconds: deadlines that must differ are set this far apart.
    """

    name: str
    factory: Callable[[], AbstractEventLoop]
    description: str
    can: frozenset[str] = frozenset()
    deviations: tuple[Deviation, ...] = ()
    tick: float = 4 * MILLISECOND
    package: str | None = None
    """The distribution whose version is reported; ``None`` when it is Python's own or unknown."""
    requires_python: tuple[int, int] = (3, 11)

    def version(self) -> str:
        """The version of the distribution, or of Python for its own loops."""
        if self.package is None:
            return ""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return ""

    @property
    def capabilities(self) -> frozenset[str]:
        """What this loop is said to be able to do on the running Python."""
        words = self.can if sys.version_info >= (3, 12) else self.can - {"eager_tasks"}
        return capabilities.check(words, f"target {self.name}")

    def available(self) -> bool:
        """Whether this loop can be made here: right Python, its package installed."""
        return sys.version_info >= self.requires_python and (
            self.package is None or self.version() != "" or self.package == "loopspec"
        )


def names() -> list[str]:
    """The names of the loops that we ship a file for, sorted."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def resolve(text: str) -> Target:
    """The target called ``text``: one of names(), or ``MODULE:FACTORY``; a loop of it has been made once.

    Raises TargetError when it is unknown, does not import, or its factory gives no open event loop.
    """
    if ":" not in text:
        target = _shipped(text)
        _try_out(target)
        return target
    stranger = _outsider(text)
    _try_out(stranger)
    return replace(stranger, can=capabilities.probe(stranger.factory))


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


def _shipped(name: str) -> Target:
    target = known(name)
    if sys.version_info < target.requires_python:
        raise TargetError(f"loop {name!r} needs Python {'.'.join(map(str, target.requires_python))} or newer")
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
    if not callable(thing):
        raise TargetError(
            f"{text} is {type(thing).__name__}, expected a callable that returns a new event loop"
        )
    factory = cast(Callable[[], AbstractEventLoop], thing)  # what it returns is checked when it is tried out
    return Target(text, factory, "given as MODULE:FACTORY", package=_distribution_of(module_name))


def _distribution_of(module_name: str) -> str | None:
    owners = metadata.packages_distributions().get(module_name.partition(".")[0])
    return owners[0] if owners else None


def _try_out(target: Target) -> None:
    try:
        loop: object = target.factory()
    except (Exception, SystemExit) as fault:
        raise TargetError(f"the factory of {target.name!r} raised {_words(fault)}") from None
    if not isinstance(loop, AbstractEventLoop):
        got = type(loop).__name__
        raise TargetError(
            f"the factory of {target.name!r} returned {got}, expected an asyncio.AbstractEventLoop"
        )
    closed = loop.is_closed()
    loop.close()
    if closed:
        raise TargetError(f"the factory of {target.name!r} returned a closed loop, expected a new open one")


def _words(fault: BaseException) -> str:
    lines = str(fault).splitlines() or [""]
    return f"{type(fault).__name__}: {lines[0][:200]}" if lines[0] else type(fault).__name__
