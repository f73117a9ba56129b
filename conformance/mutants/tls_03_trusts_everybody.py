"""ssl=True is a context that verifies nothing."""

from __future__ import annotations

from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-03"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        if options.get("ssl") is True:
            options["ssl"] = context = SSLContext(PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, CERT_NONE
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
