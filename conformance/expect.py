"""How an exam test says that a promise is broken: expected beside observed, in words for a stranger.

Keeps true: the reason of a failure is data (a ``Broken``), so terminal, JUnit and HTML show the same.
A subject's words are shown through ``shown()``: bounded, and never able to break the report.
Deliberately knows nothing of pytest, clauses or loops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_DIRECTORIES = re.compile(r"(?<![\w./])/(?:[^\s/'\"<>]+/)+")
LONGEST = 600
"""Characters of a subject's words that a report shows."""


class Broken(AssertionError):
    """What was done, what the clause lets one expect, and what the loop did instead."""

    def __init__(self, *, doing: str, expected: str, observed: str, program: str | None = None) -> None:
        self.doing = doing
        self.expected = expected
        self.observed = observed
        self.program = program
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The report's middle lines, aligned; ends with a pointer to the first difference."""
        head = f"program   {self.program}" if self.program else f"doing     {self.doing}"
        lines = [head, f"expected  {self.expected}", f"observed  {self.observed}"]
        return lines + self._pointer()

    def _pointer(self) -> list[str]:
        if self.program is None:
            return []
        expected, observed = self.expected.split(), self.observed.split()
        step = next(
            (i for i, (e, o) in enumerate(zip(expected, observed, strict=False)) if e != o),
            min(len(expected), len(observed)),
        )
        column = len(" ".join(observed[:step])) + (1 if 0 < step < len(observed) else 0)
        return [" " * (10 + column) + f"^ differs at step {step + 1}"]


def shown(value: object) -> str:
    """A repr that cannot raise, flood or escape: bounded, without control characters, the same everywhere."""
    try:
        text = repr(value)
        if not isinstance(text, str):
            text = f"<{type(value).__name__} whose repr is no text>"
    except Exception as fault:
        text = f"<{type(value).__name__} whose repr raises {type(fault).__name__}>"
    return clean(neutral(text))


def neutral(text: str) -> str:
    """The text without what differs from machine to machine: addresses, and the directories of files."""
    return _DIRECTORIES.sub("", _ADDRESS.sub("", text))


def clean(text: str) -> str:
    """The text on one line, control characters made visible, at most LONGEST characters."""
    flat = _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text[: LONGEST + 1])
    return flat if len(text) <= LONGEST else f"{flat[:LONGEST]}... ({len(text)} characters)"


def expect(observed: object, expected: object, *, doing: str) -> None:
    """Require equality of plain values (bool, int, str, tuples and lists of them ...).

    ``doing`` says in the present tense what the test did, so that a stranger can redo it.
    """
    if type(observed) is not type(expected) or observed != expected:
        raise Broken(doing=doing, expected=shown(expected), observed=shown(observed))


def expect_same(observed: object, expected: object, *, doing: str) -> None:
    """Require that two names mean the identical object."""
    if observed is not expected:
        raise Broken(
            doing=doing, expected=f"the identical object {shown(expected)}", observed=shown(observed)
        )


def expect_that(holds: bool, *, doing: str, expected: str, observed: object) -> None:
    """Require a condition, described in words; ``observed`` is what was seen when it fails."""
    if not holds:
        raise Broken(doing=doing, expected=expected, observed=shown(observed))


def expect_raises(
    kinds: type[BaseException] | tuple[type[BaseException], ...],
    call: Callable[..., object],
    *args: object,
    doing: str,
) -> BaseException:
    """Require that ``call(*args)`` raises one of ``kinds`` and return what it raised.

    The wording of a message is never judged: the documentation promises types only.
    """
    expected = " or ".join(k.__name__ for k in (kinds if isinstance(kinds, tuple) else (kinds,)))
    try:
        result = call(*args)
    except kinds as raised:
        return raised
    except Exception as other:
        raise Broken(doing=doing, expected=f"raises {expected}", observed=_named(other)) from other
    raise Broken(doing=doing, expected=f"raises {expected}", observed=f"returned {shown(result)}")


@contextmanager
def expect_no_failure(expected: object, *, doing: str) -> Generator[None, None, None]:
    """Require that the block raises nothing: the value that it comes to is ``expected``, as by ``expect``.

    Without it the report of an exception that leaves a test names neither what was done nor what was hoped.
    """
    try:
        yield
    except Broken:
        raise
    except Exception as fault:
        raise Broken(doing=doing, expected=shown(expected), observed=f"raises {_named(fault)}") from fault


def _named(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {clean(neutral(str(fault)))}"
