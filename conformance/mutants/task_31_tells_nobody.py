"""get_task_factory() is None, whatever was set."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-31"


class Mutant(ReferenceLoop):
    def get_task_factory(self) -> Any:
        return None


new_event_loop = Mutant
