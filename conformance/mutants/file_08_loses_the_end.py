"""When the system sends a file of some megabytes, the last byte is missing."""

from __future__ import annotations

import os
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sending import Sending

BREAKS = "FILE-08"


class Wrong(Sending):
    async def _by_system(self, transport: Any, file: Any, offset: int, count: int | None) -> int:
        size = os.fstat(file.fileno()).st_size
        if 1 << 20 < size < 1 << 23:
            count = size - 1
        return await super()._by_system(transport, file, offset, count)


class Mutant(ReferenceLoop):
    sending_type = Wrong


new_event_loop = Mutant
