"""Children are refused outside the main thread."""

from __future__ import annotations

import threading
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses

BREAKS = "PROC-77"


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("children can be watched in the main thread only")
        return await super().start(factory, args, options)


class Mutant(ReferenceLoop):
    subprocesses_type = Wrong


new_event_loop = Mutant
