"""An empty server_hostname is taken for none."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-07"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        options["server_hostname"] = options.get("server_hostname") or None
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
