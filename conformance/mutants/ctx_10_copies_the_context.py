"""create_task runs the coroutine in a copy of the context given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-10"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, *, name: Any = None, context: Any = None, **options: Any) -> Any:
        return super().create_task(coro, name=name, context=context and context.copy(), **options)


new_event_loop = Mutant
