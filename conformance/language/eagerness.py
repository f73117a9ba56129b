"""Whether tasks take their first step inside create_task, and how a loop is told to do so (Python 3.12+).

Keeps true: only the documented way is used, the factory that asyncio has for it. Does not know: any loop.
"""

from __future__ import annotations

import asyncio
from typing import Any

FACTORY: Any = getattr(asyncio, "eager_task_factory", None)
"""None before Python 3.12."""


def is_eager(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether the loop's tasks are eager now."""
    try:
        return FACTORY is not None and loop.get_task_factory() is FACTORY
    except NotImplementedError:
        return False


def make_eager(loop: asyncio.AbstractEventLoop) -> None:
    """Make the loop's tasks eager from now on. Raises RuntimeError before Python 3.12."""
    if FACTORY is None:
        raise RuntimeError("eager tasks came with Python 3.12; run this program on a newer one")
    loop.set_task_factory(FACTORY)
