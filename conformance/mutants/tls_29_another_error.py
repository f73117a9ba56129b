"""start_tls() raises ValueError for what is no context."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TLS-29"


class Mutant(ReferenceLoop):
    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        if not isinstance(sslcontext, SSLContext):
            raise ValueError("a context was expected")
        return await super().start_tls(transport, protocol, sslcontext, **options)


new_event_loop = Mutant
