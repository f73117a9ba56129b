"""Nobody hears that a datagram was too large."""

from __future__ import annotations

import errno
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-43"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: Any) -> None:
        if call != "error_received" or args[0].errno != errno.EMSGSIZE:
            super()._mention(call, *args)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
