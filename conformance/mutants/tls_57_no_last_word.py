"""What is written in eof_received() is dropped."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-57"


class Wrong(TlsTransport):
    deaf = False

    def _end_of_data(self) -> None:
        self.deaf = True
        super()._end_of_data()

    def write(self, data: Bytes) -> None:
        if not self.deaf:
            super().write(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
