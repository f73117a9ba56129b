"""Without server_hostname, the certificate is not matched against the host."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-06"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        if (
            "server_hostname" not in options
            and "sock" not in options
            and isinstance(options.get("ssl"), SSLContext)
        ):
            options["ssl"].check_hostname = False
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
