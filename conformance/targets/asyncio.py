"""Python's own selector loop with the C Future and Task: what most programs run on."""

import asyncio

from conformance.capabilities import VOCABULARY
from conformance.interpreter import STDLIB
from conformance.target import Target

TARGET = Target(
    name="asyncio",
    factory=asyncio.SelectorEventLoop,
    description="asyncio.SelectorEventLoop with the C-accelerated Future and Task",
    can=frozenset(VOCABULARY),
    deviations=STDLIB,
)
