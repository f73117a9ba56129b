"""The transport of a writing pipe has no get_write_buffer_limits()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-42"


class Wrong(WritePipeTransport):
    get_write_buffer_limits = None  # type: ignore[assignment]  # what is wrong with it


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
