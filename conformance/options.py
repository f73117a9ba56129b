"""The options of the exam, as pytest's command line spells them: the one place that knows their names.

Keeps true: each has a long name that nobody else uses; short ones give way to other plugins. The plugin
adds them, the exam is handed their values. Deliberately knows no loop, and imports nothing heavy.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

SUITE = Path(__file__).parent / "suite"
"""The folder of the exam."""
PROFILES = ("gate", "explore", "unshrunk")
"""How hard one looks. ``unshrunk`` is the gate, without the search for the shortest run that fails."""
MARKER = "clause(id): the clause of loopspec that an item judges"
_PREFIX = "loopspec_"


@dataclass(frozen=True)
class Options:
    """What the exam was asked for. Without a ``loop`` nobody is judged."""

    loop: str | None
    debug: bool
    clauses: tuple[str, ...]
    profile: str
    record: Path | None


def add(parser: pytest.Parser) -> None:
    """Add our options, in a group of their own."""
    group = parser.getgroup("loopspec", "conformance of an asyncio event loop")

    def option(short: str, name: str, help: str, **attributes: Any) -> None:
        attributes |= {"dest": f"{_PREFIX}{name}", "help": help}
        long = f"--loopspec-{name}"
        try:
            group.addoption(short, long, **attributes)
        except (ValueError, argparse.ArgumentError):  # some other plugin has the short name
            group.addoption(long, **attributes)

    option("--loop", "loop", "the event loop to judge", metavar="NAME|MODULE:FACTORY")
    option("--loop-debug", "debug", "ask it in asyncio's debug mode", action="store_true")
    option("--clause", "clause", "only the items of this clause; repeatable", action="append", default=[])
    option("--profile", "profile", "how hard to look", default="gate", choices=PROFILES)
    group.addoption("--loopspec-record", metavar="FILE", type=Path, help="write the findings there, as JSON")


def of(config: pytest.Config) -> Options:
    """The values that this run was given."""
    given: dict[str, Any] = vars(config.option)
    return Options(
        loop=given[f"{_PREFIX}loop"],
        debug=given[f"{_PREFIX}debug"],
        clauses=tuple(given[f"{_PREFIX}clause"]),
        profile=given[f"{_PREFIX}profile"],
        record=given[f"{_PREFIX}record"],
    )
