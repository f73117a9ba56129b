"""create_task without a context runs the coroutine in an empty one."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-11"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, *, name: Any = None, context: Any = None, **options: Any) -> Any:
        return super().create_task(coro, name=name, context=context or Context(), **options)


new_event_loop = Mutant
