"""A room that was filled is taken for the last of what came."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-42"


class Wrong(TlsTransport):
    def _hand_on_into(self, room: Any) -> Any:
        size = super()._hand_on_into(room)
        return None if size == len(room) else size


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
