"""A regular file is refused as the system does it, with another error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.piping import Piping
from reference_loop.transports.pipes import Pipe

BREAKS = "PIPE-28"


class Wrong(Piping):
    async def connect(self, end: type[Any], factory: Callable[[], Any], pipe: Pipe) -> tuple[Any, Any]:
        try:
            return await super().connect(end, factory, pipe)
        except ValueError as refused:
            raise PermissionError from refused


class Mutant(ReferenceLoop):
    piping_type = Wrong


new_event_loop = Mutant
