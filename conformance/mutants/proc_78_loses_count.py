"""In a crowd of children, exit codes are lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.children import Children

BREAKS = "PROC-78"


class Wrong(Children):
    def watch(self, child: Any, exited: Any) -> None:
        crowded = self._watched >= 5
        super().watch(child, (lambda code: exited(0)) if crowded else exited)


class Mutant(ReferenceLoop):
    children_type = Wrong


new_event_loop = Mutant
