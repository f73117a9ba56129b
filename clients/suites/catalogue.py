"""Which suites there are: the records of ``catalogue.toml``.

Keeps true: adding a suite is adding a record; a record that is misspelt is refused, with the place. Does not
know: how a suite is fetched or run.
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from pathlib import Path

import msgspec

HERE = Path(__file__).with_name("catalogue.toml")


class SuiteError(Exception):
    """A suite that cannot be asked for: one line saying what was expected and what came."""


class Excused(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A test whose outcome may differ, and why that is no fault of a loop: it names asyncio's own classes."""

    test: str
    """The test's exact id, as pytest prints it."""
    reason: str
    python: list[str] = []
    """The releases of Python ("3.11") on which it differs; empty means all."""

    def applies(self) -> bool:
        """Whether it is expected to differ on the running Python."""
        return not self.python or f"{sys.version_info[0]}.{sys.version_info[1]}" in self.python


class Suite(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The test suite that comes with the source distribution of one program."""

    name: str
    version: str
    requires: list[str]
    """What its tests need, as pip takes it; pytest and pytest-timeout are among them."""
    pytest: list[str]
    """The arguments that choose its tests."""
    chosen: str
    """What is run and what is left out, and why, for readers."""
    extras: str = ""
    """Of the program itself, as they stand between brackets."""
    environment: dict[str, str] = {}
    limit: int = 600
    """Seconds after which a run is ended, whatever it does."""
    source: str = ""
    """A folder with the unpacked source; empty means the package index."""
    excused: list[Excused] = []


class _Catalogue(msgspec.Struct, forbid_unknown_fields=True):
    suite: list[Suite]


def load(path: Path = HERE) -> dict[str, Suite]:
    """The suites of a catalogue by name, in its order.

    Raises SuiteError when the file is not a catalogue, or has a name twice.
    """
    try:
        records = msgspec.toml.decode(path.read_bytes(), type=_Catalogue).suite
    except (msgspec.MsgspecError, OSError) as fault:
        raise SuiteError(f"{path.name} is not a catalogue of suites: {fault}") from None
    found: dict[str, Suite] = {}
    for suite in records:
        if suite.name in found or not re.fullmatch(r"[\w.-]+", suite.name):
            raise SuiteError(f"{path.name}: expected each suite once, by a plain name; got {suite.name!r}")
        found[suite.name] = suite
    return found


def choose(names: tuple[str, ...], suites: dict[str, Suite]) -> list[Suite]:
    """The suites of these names, all of them when there are none.

    Raises SuiteError for a name that no suite has; it says which there are.
    """
    for name in names:
        if name not in suites:
            near = get_close_matches(name, suites, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise SuiteError(f"no suite is called {name!r}{hint}; there are: {', '.join(suites)}")
    return [suites[name] for name in dict.fromkeys(names or suites)]
