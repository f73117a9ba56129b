"""That an address is taken is told in words, without the system's number."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-21"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, **options: Any) -> Any:
        try:
            return await super().create_server(factory, *where, **options)
        except OSError as error:
            raise error if isinstance(error, socket.gaierror) else OSError(str(error)) from None


new_event_loop = Mutant
