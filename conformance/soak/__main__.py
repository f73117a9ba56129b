"""The process that a soak runs in: ``python -m conformance.soak``, started by ``loopspec soak``.

It writes what it has to tell, a JSON object a line, to a descriptor of its own: the loop may print.
"""

from __future__ import annotations

import asyncio
import os

import click
import msgspec

from conformance import audit, targets
from conformance.soak.marathon import Found, Heard, Soak


@click.command()
@click.option("--loop", "name", required=True)
@click.option("--seconds", type=float, required=True)
@click.option("--seed", type=int, required=True)
@click.option("--debug", is_flag=True)
@click.option("--to", "fd", type=int, required=True)
def main(name: str, seconds: float, seed: int, debug: bool, fd: int) -> None:
    """Soak one loop."""

    def tell(what: Heard) -> None:
        os.write(fd, msgspec.json.encode(what) + b"\n")

    factory = targets.resolve(name).factory
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(asyncio.sleep(0))  # what the process keeps for all its loops is there now
    before = audit.descriptors()
    with asyncio.Runner(loop_factory=factory, debug=debug) as runner:
        runner.run(Soak(seed, tell).run(seconds))
    new = [what for number, what in audit.descriptors().items() if before.get(number) != what]
    if new:
        tell(Found(seed, f"{len(new)} descriptor(s) open after close(), such as {new[0]}"))


main()
