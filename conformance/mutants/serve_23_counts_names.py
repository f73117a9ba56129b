"""An address that is named twice is bound twice."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Serving

BREAKS = "SERVE-23"


class Wrong(Serving):
    async def _resolve(self, hosts: Any, port: Any, family: int, flags: int) -> list[Any]:
        infos: list[Any] = []
        for host in [hosts] if hosts is None or isinstance(hosts, str) else hosts:
            infos += await super()._resolve(host, port, family, flags)
        return infos


class Mutant(ReferenceLoop):
    serving_type = Wrong


new_event_loop = Mutant
