"""That a socket is gone already is reported as an error."""

from __future__ import annotations

import os

from reference_loop import ReferenceLoop
from reference_loop.unix import UnixServer

BREAKS = "UNIX-39"


class Wrong(UnixServer):
    def close(self) -> None:
        if self._file is not None and not os.path.exists(self._file.path):
            self._host.call_exception_handler(
                {"message": "the socket is gone", "exception": FileNotFoundError()}
            )
        super().close()


class Mutant(ReferenceLoop):
    unix_server_type = Wrong


new_event_loop = Mutant
