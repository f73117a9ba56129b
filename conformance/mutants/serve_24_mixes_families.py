"""The socket of an IPv6 address takes IPv4 connections as well."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Serving

BREAKS = "SERVE-24"


class Wrong(Serving):
    @staticmethod
    def _bound(info: Any, options: list[int]) -> socket.socket:
        family, kind, proto, _, address = info
        if family == socket.AF_INET:
            return Serving._bound(info, options)
        sock = socket.socket(family, kind, proto)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        sock.bind(address)
        return sock


class Mutant(ReferenceLoop):
    serving_type = Wrong


new_event_loop = Mutant
