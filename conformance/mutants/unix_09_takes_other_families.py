"""create_unix_connection(sock=sock) takes a stream of any family."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-09"


class Wrong(Unix):
    async def adopt(self, factory: Any, sock: Any, terms: Any) -> tuple[Any, Any]:
        return await self._connecting.adopt(factory, sock, terms)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
