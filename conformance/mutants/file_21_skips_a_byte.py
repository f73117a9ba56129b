"""When a file is read and sent, the first byte of each further piece is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending
from reference_loop.transports.stream import StreamTransport

BREAKS = "FILE-21"


class Wrong(Sending):
    async def _write_piece(self, transport: Any, file: Any, position: int, most: int) -> int:
        if position and most > 1 and isinstance(transport, StreamTransport):
            sent = await super()._write_piece(transport, file, position + 1, most - 1)
            return sent and sent + 1
        return await super()._write_piece(transport, file, position, most)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
