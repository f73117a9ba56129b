"""Servers are of a class of their own."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-03"


MEMBERS = {name: member for name, member in vars(Server).items() if name not in ("__dict__", "__weakref__")}
Plain: Any = type("Plain", (asyncio.AbstractServer,), MEMBERS)


class Mutant(ReferenceLoop):
    server_type = Plain


new_event_loop = Mutant
