"""A server secures no connection of a reader and a writer."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "TLS-75"


class Wrong(Connecting):
    def wrap(self, sock: Any, protocol: Any, terms: Any, made: Any = None) -> Any:
        if made is None and isinstance(protocol, asyncio.StreamReaderProtocol):
            terms = None
        return super().wrap(sock, protocol, terms, made)


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
