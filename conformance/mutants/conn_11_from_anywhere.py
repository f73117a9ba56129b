"""local_addr is ignored."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-11"


class Wrong(Connecting):
    async def connect(self, host: Any, port: Any, local: Any, all_errors: bool, **hints: int) -> Any:
        return await super().connect(host, port, None, all_errors, **hints)


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
