"""The transport is hidden behind an object of another class."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.subprocesses import Subprocesses
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-05"


class Veil:
    def __init__(self, behind: Any) -> None:
        self.behind = behind

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)


class Veiled(ProcessTransport):
    veil: Any = None

    def _connection_made(self, watch: Any) -> None:
        protocol, self.veil = self._protocol, Veil(self)

        def made(_transport: Any) -> None:
            protocol.connection_made(self.veil)

        self._protocol = SimpleNamespace(connection_made=made)
        super()._connection_made(watch)
        self._protocol = protocol


class Wrong(Subprocesses):
    async def start(self, factory: Any, args: Any, options: Any) -> Any:
        transport, protocol = await super().start(factory, args, options)
        return getattr(transport, "veil"), protocol  # noqa: B009 - typed as the class above


class Mutant(ReferenceLoop):
    process_type = Veiled
    subprocesses_type = Wrong


new_event_loop = Mutant
