"""How much slower than usual this machine may be: one factor on every wait that ends in a verdict.

Keeps true: one owner. Whoever waits for a loop that may be wrong multiplies by this factor where the wait
begins; the factor is inherited by every process that we start. It makes a wrong verdict rarer under
valgrind, ASAN or emulation, and never makes one: no clause bounds real time from above.
"""

from __future__ import annotations

import math
import os

VARIABLE = "LOOPSPEC_SLOW_FACTOR"
"""The environment variable that holds the factor; `loopspec run --slow-factor` sets it."""


class PatienceError(Exception):
    """A factor that is none: one line saying what was expected."""


def factor() -> float:
    """The factor, at least 1.

    Raises PatienceError when the variable holds no such number.
    """
    text = os.environ.get(VARIABLE, "1")
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 1 <= number < math.inf:
        raise PatienceError(f"{VARIABLE}={text!r}: expected a number of at least 1, for example 20")
    return number


def scaled(seconds: float) -> float:
    """So many seconds of a usual machine, in seconds of this one. Raises PatienceError as ``factor``."""
    return seconds * factor()
