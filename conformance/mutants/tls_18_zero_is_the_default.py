"""A time-out of zero is taken for none."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-18"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        options["ssl_shutdown_timeout"] = options.get("ssl_shutdown_timeout") or None
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
