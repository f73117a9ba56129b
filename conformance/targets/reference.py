"""Our own loop, the executable specification."""

from conformance.capabilities import VOCABULARY
from conformance.target import Target
from reference_loop import PyLoop, new_event_loop

TARGET = Target(
    name="reference",
    factory=new_event_loop,
    description="reference_loop.ReferenceLoop, the executable specification",
    can=frozenset(VOCABULARY),
    package="loopspec",
)

BACKGROUND = PyLoop
"""The other subject: judged over each loop in turn, in a record of its own."""
