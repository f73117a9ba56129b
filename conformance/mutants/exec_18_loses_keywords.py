"""A functools.partial handed to an executor loses its keywords, so to_thread() loses them."""

from __future__ import annotations

import asyncio
import functools
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-18"


class Flat(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        if isinstance(func, functools.partial):
            func, args = func.func, (*func.args, *args)
        return super().run(executor, func, args)


class Mutant(ReferenceLoop):
    executors_type = Flat


new_event_loop = Mutant
