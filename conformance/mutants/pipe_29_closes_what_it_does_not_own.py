"""When the factory fails, the pipe is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.piping import Piping
from reference_loop.transports.pipes import Pipe

BREAKS = "PIPE-29"


class Wrong(Piping):
    async def connect(self, end: type[Any], factory: Callable[[], Any], pipe: Pipe) -> tuple[Any, Any]:
        try:
            protocol = factory()
        except BaseException:
            pipe.close()
            raise
        return await super().connect(end, lambda: protocol, pipe)


class Mutant(ReferenceLoop):
    piping_type = Wrong


new_event_loop = Mutant
