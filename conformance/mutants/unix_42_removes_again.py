"""Each close() removes what is at the path."""

from __future__ import annotations

import os

from reference_loop import ReferenceLoop
from reference_loop.unix import UnixServer

BREAKS = "UNIX-42"


class Wrong(UnixServer):
    _removed = ""

    def close(self) -> None:
        if os.path.exists(self._removed):
            os.unlink(self._removed)
        self._removed = self._file.path if self._file else self._removed
        super().close()


class Mutant(ReferenceLoop):
    unix_server_type = Wrong


new_event_loop = Mutant
