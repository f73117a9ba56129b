"""Start the loop with a stop already asked for: one turn with nothing to do, and the cost of entering it.

A turn in which nothing runs leaves no trace, so every hundredth one carries a witness: a callback that
must have run by the time that turn has returned, and not before.
"""

from asyncio import AbstractEventLoop

from perf.workload import Workload, expect

WITNESS_EVERY = 100


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Take ``n`` turns; return the number of turns taken as each witness saw it, then the total."""
    seen: list[int] = []
    for turn in range(n):
        if turn % WITNESS_EVERY == 0:
            loop.call_soon(seen.append, turn)
        loop.stop()
        loop.run_forever()
        if turn % WITNESS_EVERY == 0:
            seen.append(turn)
    return [*seen, n]


def check(seen: list[int], n: int) -> None:
    """Each witness ran within its own turn."""
    expected = [turn for turn in range(0, n, WITNESS_EVERY) for _ in ("witness", "turn over")]
    expect(seen, [*expected, n], "turns with a witness")


WORKLOAD = Workload("empty-turns", "stop() then run_forever(): one empty turn each", 2_000, run, check)
