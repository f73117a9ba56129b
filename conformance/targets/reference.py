"""Our own loop, the executable specification."""

from conformance.capabilities import VOCABULARY
from conformance.interpreter import EAGER_GET_CORO
from conformance.target import Target
from reference_loop import PyLoop, new_event_loop

TARGET = Target(
    name="reference",
    factory=new_event_loop,
    description="reference_loop.ReferenceLoop, the executable specification",
    can=frozenset(VOCABULARY),
    deviations=(EAGER_GET_CORO,),  # asyncio.eager_task_factory makes C tasks on any loop
    package="loopspec",
)

BACKGROUND = PyLoop
"""The other subject: judged over each loop in turn, in a record of its own."""
