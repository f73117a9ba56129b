"""A host that nobody knows raises LookupError where it is to be connected to."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "NAME-21"


class Wrong(Connecting):
    async def _resolve(self, *args: Any, **hints: Any) -> Any:
        try:
            return await super()._resolve(*args, **hints)
        except socket.gaierror as error:
            raise LookupError(*error.args) from error


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
