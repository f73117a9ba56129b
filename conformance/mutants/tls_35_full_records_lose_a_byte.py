"""The last byte of a full record that comes in is lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.codec import RECORD, Codec
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-35"


class Wrong(Codec):
    def decrypt(self, size: int = RECORD) -> bytes | None:
        data = super().decrypt(size)
        return data[:-1] if data and len(data) == RECORD else data


class Secured(TlsTransport):
    codec_type = Wrong


class Mutant(ReferenceLoop):
    tls_type = Secured


new_event_loop = Mutant
