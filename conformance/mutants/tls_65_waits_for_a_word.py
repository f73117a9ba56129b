"""A server's protocol hears connection_made() with the first word of its client."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-65"


class Wrong(TlsTransport):
    def _say(self, call: str, *args: object) -> Any:
        if self._made is None:
            if call == "connection_made":
                return None
            if self._told is NEW:
                super()._say("connection_made", self)
        return super()._say(call, *args)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
