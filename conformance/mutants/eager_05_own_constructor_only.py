"""A factory of create_eager_task_factory() is taken for a wish for eager tasks of the loop's own."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EAGER-05"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        factory = self.get_task_factory()
        if getattr(factory, "__qualname__", "").startswith("create_eager_task_factory"):
            return self.task_type(coro, loop=self, eager_start=True, **options)
        return super().create_task(coro, **options)


new_event_loop = Mutant
