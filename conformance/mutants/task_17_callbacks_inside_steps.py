"""What a coroutine schedules with call_soon(), other than to end a future, runs inside its own step."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.seams import enter_task, leave_task

BREAKS = "TASK-17"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon(callback, *args, context=context)
        task = asyncio.current_task(self)
        if task is not None and not self._is_of_futures(callback):
            handle.cancel()
            leave_task(self, task)
            (context or copy_context()).run(callback, *args)
            enter_task(self, task)
        return handle

    @staticmethod
    def _is_of_futures(callback: Any) -> bool:
        ends = isinstance(getattr(callback, "__self__", None), Future)
        return ends or str(getattr(callback, "__module__", "")).startswith("asyncio")


new_event_loop = Mutant
