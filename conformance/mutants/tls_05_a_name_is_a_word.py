"""A server_hostname that is given is sent, and not matched."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-05"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        if options.get("server_hostname") and isinstance(options.get("ssl"), SSLContext):
            options["ssl"].check_hostname = False
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
