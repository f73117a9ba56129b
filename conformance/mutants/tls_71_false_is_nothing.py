"""A server takes ssl=False for no TLS."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-71"


class Mutant(ReferenceLoop):
    async def create_server(self, *args: Any, **options: Any) -> Any:
        options["ssl"] = options.get("ssl") or None
        return await super().create_server(*args, **options)


new_event_loop = Mutant
