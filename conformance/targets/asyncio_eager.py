"""Python's own selector loop with eager tasks (3.12+): a task may run before create_task returns."""

import asyncio
import sys

from conformance.capabilities import VOCABULARY
from conformance.interpreter import FACTORY_NAME, STDLIB
from conformance.target import Deviation, Target

EYEBALLS = "happy eyeballs count their tasks, but not yet the one that begins at once: AssertionError"
EYEBALLS_LINK = "https://github.com/python/cpython/issues/124309"
EYEBALLS_PYTHONS = ("3.13.0", *(f"3.12.{micro}" for micro in range(7)))

NO_TURN = Deviation(
    "PROC-61",
    "subprocess_exec() without pipes ends in its first step, and connection_made() is called after it",
    "https://github.com/python/cpython/blob/v3.13.0/Lib/asyncio/base_subprocess.py",
)


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A selector loop whose tasks start eagerly."""
    loop = asyncio.SelectorEventLoop()
    if sys.version_info >= (3, 12):
        loop.set_task_factory(asyncio.eager_task_factory)
    return loop


TARGET = Target(
    name="asyncio-eager",
    factory=new_event_loop,
    description="asyncio.SelectorEventLoop with asyncio.eager_task_factory",
    can=frozenset(VOCABULARY),
    deviations=(
        *STDLIB,
        FACTORY_NAME,
        NO_TURN,
        *(
            Deviation(
                f"CONN-{number}",
                EYEBALLS,
                EYEBALLS_LINK,
                EYEBALLS_PYTHONS,
            )
            for number in range(16, 25)
        ),
    ),
    requires_python=(3, 12),
)
