"""A datagram is cut off at 32 KiB."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-27"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: Any) -> None:
        if call == "datagram_received":
            args = (args[0][: 1 << 15], args[1])
        super()._mention(call, *args)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
