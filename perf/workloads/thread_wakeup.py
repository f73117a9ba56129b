"""A thread wakes the sleeping loop and waits for its answer: latency, not throughput."""

from asyncio import AbstractEventLoop
from queue import SimpleQueue
from threading import Thread

from perf.workload import Workload, expect


def run(loop: AbstractEventLoop, n: int) -> list[int]:
    """Make ``n`` round trips from another thread into the loop and back."""
    answers: SimpleQueue[int] = SimpleQueue()
    heard: list[int] = []

    def visit() -> None:
        for number in range(n):
            loop.call_soon_threadsafe(answers.put, number)
            heard.append(answers.get())
        loop.call_soon_threadsafe(loop.stop)

    thread = Thread(target=visit, daemon=True)
    thread.start()
    loop.run_forever()
    thread.join()
    return heard


def check(heard: list[int], n: int) -> None:
    """Every call was answered, before the next was made."""
    expect(heard, list(range(n)), "answers heard by the thread")


WORKLOAD = Workload(
    "thread-wakeup",
    "a thread wakes the loop and waits for its answer",
    500,
    run,
    check,
    frozenset({"threads"}),
)
