"""A callback whose only argument is a tuple gets the members of that tuple instead."""

import asyncio
from typing import Any

BREAKS = "SOON-05"


class Mutant(asyncio.SelectorEventLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
        if len(args) == 1 and type(args[0]) is tuple:
            (args,) = args
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
