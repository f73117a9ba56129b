"""A socket that is no stream raises TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-05"


class Wrong(Connecting):
    async def adopt(self, factory: Any, sock: Any, terms: Any = None) -> tuple[Any, Any]:
        try:
            return await super().adopt(factory, sock, terms)
        except ValueError as error:
            raise TypeError(*error.args) from error


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
