"""What a target is: a loop that the exam can ask, and all that is said of it beforehand.

Keeps true: what a loop can do, and where it is known to deviate, is written once, with that loop.
Deliberately knows no particular loop; ``conformance.targets`` holds those.
"""

from __future__ import annotations

import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import metadata

from conformance import capabilities

MILLISECOND = 0.001


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

    ``tick`` is in seconds: deadlines that must differ are set this far apart. ``around`` is for a loop that
    lives inside something else (an application object, a host's own main loop): it is entered once in each
    process, in the main thread, before the first loop is made, and left when the process ends.
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
    around: Callable[[], AbstractContextManager[object]] = nullcontext

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
