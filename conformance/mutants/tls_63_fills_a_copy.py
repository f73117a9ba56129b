"""A bytearray is read into a copy of it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-63"
AFTER = "https://github.com/python/cpython/issues/156275"


class Wrong(TlsTransport):
    def _hand_on_into(self, room: Any) -> Any:
        return super()._hand_on_into(room[:] if isinstance(room, bytearray) else room)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
