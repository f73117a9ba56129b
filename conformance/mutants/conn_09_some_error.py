"""A refused connection raises OSError, whatever the reason."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting, Destination

BREAKS = "CONN-09"


class Wrong(Connecting):
    async def connect(self, to: Destination) -> Any:
        try:
            return await super().connect(to)
        except OSError as error:
            raise OSError(f"no connection: {error}") from error


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
