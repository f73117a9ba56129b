"""A server without TLS takes a time-out for its goodbyes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-72"


class Mutant(ReferenceLoop):
    async def create_server(self, *args: Any, **options: Any) -> Any:
        if not options.get("ssl"):
            options.pop("ssl_shutdown_timeout", None)
        return await super().create_server(*args, **options)


new_event_loop = Mutant
