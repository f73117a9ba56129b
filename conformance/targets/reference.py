"""Our own loop, the executable specification."""

from conformance.capabilities import VOCABULARY
from conformance.target import Target
from reference_loop import new_event_loop

TARGET = Target(
    name="reference",
    factory=new_event_loop,
    description="reference_loop.ReferenceLoop, the executable specification",
    can=frozenset(VOCABULARY),
    package="loopspec",
)
