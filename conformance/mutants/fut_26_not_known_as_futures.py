"""Futures of this loop are not known to isfuture(), so ensure_future() wraps them in tasks."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-26"


class Incognito(Future[Any]):
    _asyncio_future_blocking: Any = None


class Mutant(ReferenceLoop):
    future_type = Incognito


new_event_loop = Mutant
