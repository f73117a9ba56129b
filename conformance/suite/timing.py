"""Timers as questions set them, and what their handles tell.

Keeps true: a deadline is judged by the loop's own clock. Deliberately knows no clause.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance.expect import expect_that
from conformance.suite.driving import Loop

METHODS = pytest.mark.parametrize("method", ["call_later", "call_at"])


def schedule(loop: Loop, method: str, delay: float, callback: Callable[..., object], *args: object) -> Any:
    """Schedule `delay` seconds from now, by call_later or by call_at."""
    when = delay if method == "call_later" else loop.time() + delay
    return getattr(loop, method)(when, callback, *args)


def kind_of(thing: object) -> str:
    """The name of its class."""
    return type(thing).__name__


def when_of(handle: Any) -> float:
    """What when() says; a handle without it breaks the clause in words."""
    expect_that(
        hasattr(handle, "when"), doing="look for when()", expected="a method", observed=kind_of(handle)
    )
    return float(handle.when())
