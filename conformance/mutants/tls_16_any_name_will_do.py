"""Where nobody said whose certificate is expected, any is."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-16"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        if options.get("ssl") and "sock" in options and "server_hostname" not in options:
            options["ssl"].check_hostname = False
            options["server_hostname"] = ""
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
