"""Two threads post callbacks as fast as they can: how many wake-ups a loop needs for many messages."""

from asyncio import AbstractEventLoop
from threading import Thread

from perf.workload import Workload, expect

THREADS = 2


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Post ``n`` callbacks from two threads while the loop runs them."""
    got: list[int] = []

    def receive(number: int) -> None:
        got.append(number)
        if len(got) == n:
            loop.stop()

    def post(first: int) -> None:
        for number in range(first, n, THREADS):
            loop.call_soon_threadsafe(receive, number)

    threads = [Thread(target=post, args=(first,), daemon=True) for first in range(THREADS)]
    for thread in threads:
        thread.start()
    loop.run_forever()
    for thread in threads:
        thread.join()
    return got


def check(got: list[int], n: int) -> None:
    """Every message arrived once; their order is not promised."""
    expect(sorted(got), list(range(n)), "messages from the threads")


WORKLOAD = Workload(
    "thread-flood", "two threads post 4,000 callbacks", 4_000, run, check, frozenset({"threads"})
)
