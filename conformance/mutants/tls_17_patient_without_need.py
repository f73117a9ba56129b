"""ssl_shutdown_timeout without ssl is ignored."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-17"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        if not options.get("ssl"):
            options.pop("ssl_shutdown_timeout", None)
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
