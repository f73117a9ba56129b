"""The order that a worker is given.

Keeps true: who gives an order imports nothing that only a worker needs. pytest, Hypothesis and the exam take
longer than most commands.
"""

from __future__ import annotations

import msgspec


class Order(msgspec.Struct, frozen=True):
    """What a worker is to do. Without a ``loop`` it lists the items and asks nobody."""

    journal: str = ""
    loop: str = ""
    profile: str = "gate"
    debug: bool = False
    items: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Paths of the files, or folders, in which the items are looked for."""
    can: tuple[str, ...] | None = None
    """What the loop can do, where that was found out before; else it is asked."""
    memory: int = 0
    """Bytes of address space; 0 is no limit."""
