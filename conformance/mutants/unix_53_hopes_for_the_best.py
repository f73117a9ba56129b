"""What is asked of TLS is ignored where TLS is not asked for."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-53"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if not options.get("ssl"):
            for name in ("server_hostname", "ssl_handshake_timeout", "ssl_shutdown_timeout"):
                options.pop(name, None)
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
