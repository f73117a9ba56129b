"""A task that ensure_future() makes of an awaitable which is no coroutine has no result."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "FUT-26"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        from_object = coro.__name__ == "_wrap_awaitable"  # so the library names what it makes of one
        return super().create_task(self._lose(coro) if from_object else coro, **options)

    async def _lose(self, coro: Any) -> None:
        await coro


new_event_loop = Mutant
