"""uvloop: libuv behind asyncio's interface, in Cython."""

import asyncio

from conformance.capabilities import VOCABULARY
from conformance.target import Target


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A new uvloop.Loop; the import happens here, so that the registry loads without it."""
    import uvloop

    return uvloop.new_event_loop()


TARGET = Target(
    name="uvloop",
    factory=new_event_loop,
    description="uvloop.Loop (libuv)",
    can=frozenset(VOCABULARY),
    package="uvloop",
)
