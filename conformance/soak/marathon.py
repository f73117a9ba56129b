"""Masses, then round after round of labours on one loop, each followed by a look at what is left behind.

Keeps true: a round is what its seed says, and nothing of it is left when the next begins, or it is named.
Does not know: who reads the lines.
"""

from __future__ import annotations

import asyncio
import gc
import random
import threading
from collections.abc import Callable
from time import monotonic

import msgspec
import psutil

from conformance import audit
from conformance.soak.labours import LABOURS
from conformance.soak.masses import MASSES

WARM = 5
"""Rounds after which the process has all that it keeps: threads of the executor, caches, arenas."""
RETURNS = 1.5
"""How much larger than before a mass the memory may be when it is over: a factor, and SLACK."""
FACTOR, SLACK = 1.25, 16.0
"""How much larger than after the warm-up the memory may be: a factor, and MiB."""


class Sizes(msgspec.Struct, frozen=True):
    """What the process holds: MiB of resident memory, open descriptors, threads."""

    memory: float
    descriptors: int
    threads: int


class Found(msgspec.Struct, frozen=True, tag=True):
    """Something wrong, in words, and the seed of its round."""

    seed: int
    words: str


class Line(msgspec.Struct, frozen=True, tag=True):
    """A round that is over."""

    number: int
    seed: int
    labours: tuple[str, ...]
    operations: int
    sizes: Sizes


class Mass(msgspec.Struct, frozen=True, tag=True):
    """A great number of one thing, that is over: MiB of resident memory before and after."""

    seed: int
    name: str
    count: int
    before: float
    after: float


Heard = Line | Mass | Found
"""What a soak tells."""


class Soak:
    """One soak of one loop; ``tell`` hears all that comes of it. Not thread-safe."""

    def __init__(self, seed: int, tell: Callable[[Heard], None]) -> None:
        self._seed = seed
        self._tell = tell
        self._able = dict(LABOURS)
        self._warm: Sizes | None = None

    async def run(self, seconds: float, least: int = WARM + 1) -> None:
        """Work until `seconds` are over, and for at least so many rounds; masses are for a minute or more."""
        end, number = monotonic() + seconds, 0
        for name in MASSES if seconds >= 60 else ():
            await self.mass(name)
        while number < least or monotonic() < end:
            number += 1
            await self._round(number, self._seed + number - 1)
        self._judge_memory(self._seed)

    async def _round(self, number: int, seed: int) -> None:
        luck = random.Random(seed)
        chosen = tuple(sorted(luck.sample(sorted(self._able), min(4, len(self._able)))))
        before = audit.descriptors()
        operations = 0
        for name, end in zip(chosen, await self._together(chosen, luck), strict=True):
            if isinstance(end, NotImplementedError):
                del self._able[name]
            elif isinstance(end, BaseException):
                self._tell(Found(seed, f"{name}: {type(end).__name__}: {end}"))
            else:
                operations += end
        self._look(seed, before if number > WARM else {})
        sizes = _sizes()
        if number == WARM:
            self._warm = sizes
        self._tell(Line(number, seed, chosen, operations, sizes))

    async def mass(self, name: str, share: float = 1.0) -> None:
        """Judge the memory after so great a share of this mass."""
        make, all_of_them = MASSES[name]
        count, before = int(all_of_them * share), _sizes().memory
        try:
            await make(count)
        except NotImplementedError:
            return
        gc.collect()
        after, limit = _sizes().memory, before * RETURNS + SLACK
        self._tell(Mass(self._seed, name, count, before, after))
        if after > limit:
            words = f"{after:.0f} MiB are held when {count:,} {name} are over, {before:.0f} MiB before them"
            self._tell(Found(self._seed, f"{words}; at most {limit:.0f} MiB were expected"))

    async def _together(self, chosen: tuple[str, ...], luck: random.Random) -> list[int | BaseException]:
        labours = [self._able[name](random.Random(luck.random())) for name in chosen]
        return await asyncio.gather(*labours, return_exceptions=True)

    def _look(self, seed: int, before: dict[int, str]) -> None:
        """Name what is left of a round. Without `before`, the loop may still open what it keeps."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:
            self._tell(Found(seed, f"{len(left)} task(s) left, such as {next(iter(left))!r:.200}"))
        gc.collect()
        after = audit.descriptors()
        new = [what for fd, what in after.items() if before.get(fd) != what]
        if new and before:
            self._tell(Found(seed, f"{len(new)} descriptor(s) left open, such as {new[0]}"))

    def _judge_memory(self, seed: int) -> None:
        if self._warm is None:
            return
        now, limit = _sizes().memory, self._warm.memory * FACTOR + SLACK
        if now > limit:
            words = f"memory grew from {self._warm.memory:.0f} MiB after {WARM} rounds to {now:.0f} MiB"
            self._tell(Found(seed, f"{words}; at most {limit:.0f} MiB were expected"))


def _sizes() -> Sizes:
    me = psutil.Process()
    return Sizes(me.memory_info().rss / 2**20, me.num_fds(), threading.active_count())
