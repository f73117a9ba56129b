"""What a coroutine schedules with call_soon() runs inside its own step."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-17"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon(callback, *args, context=context)
        if asyncio.current_task(self) is not None:
            handle.cancel()
            (context or copy_context()).run(callback, *args)
        return handle


new_event_loop = Mutant
