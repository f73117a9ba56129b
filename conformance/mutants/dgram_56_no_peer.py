"""get_extra_info() does not know the peer."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-56"


class Wrong(DatagramTransport):
    def get_extra_info(self, name: str, default: object = None) -> Any:
        return default if name == "peername" else super().get_extra_info(name, default)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
