"""An address that is named twice is bound twice."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Serving

BREAKS = "SERVE-23"


class Wrong(Serving):
    async def _resolve(self, hosts: Any, *wishes: Any) -> list[Any]:
        if not isinstance(hosts, tuple):
            return await super()._resolve(hosts, *wishes)
        return [info for host in hosts for info in await super()._resolve(host, *wishes)]


class Mutant(ReferenceLoop):
    serving_type = Wrong


new_event_loop = Mutant
