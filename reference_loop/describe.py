"""How callbacks, and the places where things were made, look in reprs and reports.

Keeps true: describing never raises because of the thing described being odd, and arguments are shown in debug
mode only (they may hold secrets).
Does not know: handles, futures or loops.
"""

from __future__ import annotations

import functools
import inspect
import os
import reprlib
import sys
import traceback
from collections.abc import Sequence
from types import FunctionType
from typing import Any

ORIGIN_DEPTH = 10
"""Frames kept of the place where a handle, a future or a coroutine was made (debug mode)."""

_OURS = os.path.dirname(__file__) + os.sep
_TESTS = _OURS + "tests" + os.sep


def origin() -> traceback.StackSummary:
    """Return the stack of whoever called into this package: at most `ORIGIN_DEPTH` frames, innermost last."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    stack = traceback.StackSummary.extract(
        traceback.walk_stack(frame), limit=ORIGIN_DEPTH, lookup_lines=False
    )
    stack.reverse()
    return stack


def _is_ours(filename: str) -> bool:
    return filename.startswith(_OURS) and not filename.startswith(_TESTS)


def shown(thing: object) -> str:
    """Return repr(thing), or that it fails: our own words must not fail because of others'."""
    try:
        return repr(thing)
    except Exception as failure:
        return f"<{type(thing).__name__} whose repr raises {type(failure).__name__}>"


def callback(func: object, args: Sequence[object] | None = None, *, debug: bool = False) -> str:
    """Return e.g. ``Client.on_line() at client.py:12``."""
    text = _call(func, args, debug)
    place = _source(func)
    return f"{text} at {place}" if place else text


def _call(func: object, args: Sequence[object] | None, debug: bool) -> str:
    if isinstance(func, functools.partial):
        return _call(func.func, func.args, debug) + ("" if args is None else _arguments(args, debug))
    name = getattr(func, "__qualname__", None) or getattr(func, "__name__", None) or shown(func)
    return str(name) + ("" if args is None else _arguments(args, debug))


def _arguments(args: Sequence[object], debug: bool) -> str:
    return f"({', '.join(reprlib.repr(arg) for arg in args)})" if debug else "()"


def _source(func: object) -> str | None:
    while isinstance(func, functools.partial):
        func = func.func
    func = inspect.unwrap(func) if callable(func) else func
    func = getattr(func, "__func__", func)
    if not isinstance(func, FunctionType):
        return None
    return f"{func.__code__.co_filename}:{func.__code__.co_firstlineno}"


def coroutine(coro: object) -> str:
    """Return e.g. ``fetch() running at client.py:31``."""
    try:
        name = first_of(coro, "__qualname__", "__name__") or f"nameless {type(coro).__name__}"
        code, frame = first_of(coro, "cr_code", "gi_code"), first_of(coro, "cr_frame", "gi_frame")
        if code is None:
            return f"{name}()"
        if frame is None:
            return f"{name}() done, defined at {code.co_filename}:{code.co_firstlineno}"
        return f"{name}() running at {code.co_filename}:{frame.f_lineno}"
    except Exception:
        return shown(coro)


def first_of(thing: object, *names: str) -> Any:
    """Return the first of the attributes that is there and not None: coroutines of other makers lack some."""
    return next((value for name in names if (value := getattr(thing, name, None)) is not None), None)
