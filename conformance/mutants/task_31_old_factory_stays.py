"""set_task_factory(None) is remembered, but the factory of before goes on making the tasks."""

import asyncio
from typing import Any

BREAKS = "TASK-31"


class Mutant(asyncio.SelectorEventLoop):
    _shown: Any = None

    def set_task_factory(self, factory: Any) -> None:
        self._shown = factory
        if factory is not None:
            super().set_task_factory(factory)

    def get_task_factory(self) -> Any:
        return self._shown


new_event_loop = Mutant
