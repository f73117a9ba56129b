"""The name of who is called is sent, and not matched."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-52"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if isinstance(options.get("ssl"), SSLContext) and options.get("server_hostname"):
            options["ssl"].check_hostname = False
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
