"""Every message we raise or report, as a function of its facts; each cites the clause it enforces.

Keeps true: a sentence is written once. The exception types are the documented ones, and where the stdlib's
loops share well-known words, ours begin with the same words.
Does not know: when to raise; callers write ``raise errors.loop_closed()``.
"""

from __future__ import annotations

import asyncio
import sys

from .describe import shown


def loop_closed() -> RuntimeError:
    """Something was asked of a loop after close()."""
    return RuntimeError("Event loop is closed")  # CLOSE-06 CLOSE-07 CLOSE-08 THREAD-03


def loop_already_running() -> RuntimeError:
    """run_*() was called on a loop that runs."""
    return RuntimeError("This event loop is already running")  # LIFE-09


def other_loop_running() -> RuntimeError:
    """run_*() was called in a thread in which another loop runs."""
    return RuntimeError("Cannot run the event loop while another loop is running")  # LIFE-11


def close_while_running() -> RuntimeError:
    """close() was called from inside run_*()."""
    return RuntimeError("Cannot close a running event loop")  # CLOSE-05


def nothing_runs() -> RuntimeError:
    """A run was said to have ended, but none had begun: a bug of the loop itself."""
    return RuntimeError("The event loop is not running")


def stopped_too_early() -> RuntimeError:
    """stop() ended run_until_complete() before its future was done."""
    return RuntimeError("Event loop stopped before Future completed.")  # LIFE-12


def wrong_thread() -> RuntimeError:
    """Debug mode saw a method that is not thread-safe called from a foreign thread."""
    return RuntimeError(
        "Non-thread-safe operation invoked on an event loop other than the current one; "
        "use call_soon_threadsafe()"
    )


def not_callable(method: str, callback: object) -> TypeError:
    """A callback cannot be called."""
    return TypeError(f"a callable object was expected by {method}(), got {callback!r}")


def coroutine_as_callback(method: str) -> TypeError:
    """A coroutine (function) was given where a plain callback belongs."""
    return TypeError(f"coroutines cannot be used with {method}(); use create_task()")


def no_deadline() -> TypeError:
    """call_later() or call_at() was told None for the time."""
    return TypeError("a delay or deadline in seconds was expected, got None")  # TIMER-18


def not_an_executor(got: object) -> TypeError:
    """set_default_executor() takes thread pools only."""
    return TypeError(f"executor must be ThreadPoolExecutor instance, got {got!r}")


def executor_was_shut_down() -> RuntimeError:
    """run_in_executor(None, ...) after shutdown_default_executor()."""
    return RuntimeError("Executor shutdown has been called")  # EXEC-09


def executor_does_not_end(timeout: float | None) -> str:
    """shutdown_default_executor() gave up waiting (a RuntimeWarning)."""
    return f"The executor did not finish joining its threads within {timeout} seconds."


def generator_after_shutdown(generator: object) -> str:
    """An asynchronous generator was first iterated after shutdown_asyncgens() (a ResourceWarning)."""
    return f"asynchronous generator {generator!r} was scheduled after loop.shutdown_asyncgens() call"


def not_a_task_factory(got: object) -> TypeError:
    """set_task_factory() was told something that cannot be called."""
    return TypeError(f"task factory must be a callable or None, got {got!r}")


def not_an_exception_handler(got: object) -> TypeError:
    """set_exception_handler() was told something that cannot be called."""
    return TypeError(f"A callable object or None is expected, got {got!r}")


def fd_expected(got: object) -> ValueError:
    """A descriptor was asked for: a non-negative int, or an object with such a fileno()."""
    return ValueError(f"Invalid file object or descriptor: {got!r}")


def not_a_signal(got: object) -> TypeError:
    """A signal number was asked for."""
    return TypeError(f"sig must be an int, not {got!r}")


def no_such_signal(number: int) -> ValueError:
    """The system knows no signal of that number."""
    return ValueError(f"invalid signal number {number}")


def signal_cannot_be_caught(number: int) -> RuntimeError:
    """The system does not let anyone handle this signal."""
    return RuntimeError(f"sig {number} cannot be caught")


def signals_need_main_thread() -> RuntimeError:
    """Signals reach the main thread of the main interpreter only."""
    return RuntimeError("signal handlers can be added in the main thread only")


# Futures


def not_done() -> asyncio.InvalidStateError:
    """result() or exception() was asked of a pending future."""
    return asyncio.InvalidStateError("Result is not set.")


def exception_not_set() -> asyncio.InvalidStateError:
    """exception() was asked of a pending future."""
    return asyncio.InvalidStateError("Exception is not set.")


def already_done(state: str, future: object) -> asyncio.InvalidStateError:
    """set_result() or set_exception() on a future that is done."""
    return asyncio.InvalidStateError(f"{state}: {future!r}")


def stop_iteration_in_future(error: StopIteration) -> RuntimeError:
    """StopIteration cannot travel through `await`: TypeError before 3.12, since then what takes its place."""
    words = "StopIteration interacts badly with generators and cannot be raised into a Future"
    if sys.version_info < (3, 12):
        raise TypeError(words)
    replacement = RuntimeError(words)
    replacement.__cause__ = replacement.__context__ = error
    return replacement


def not_an_exception(got: object) -> TypeError:
    """set_exception() was told something that cannot be raised."""
    return TypeError(f"an exception, or a class of exceptions, was expected, got {shown(got)}")


def log_traceback_only_cleared() -> ValueError:
    """The never-retrieved mark may be cleared from outside, not set."""
    return ValueError("_log_traceback can only be set to False")


def awaited_without_yield_from() -> RuntimeError:
    """A future was resumed before it was done."""
    return RuntimeError("await wasn't used with future")


# Tasks


def not_a_coroutine(got: object) -> TypeError:
    """A task was asked to run something that is no coroutine."""
    return TypeError(f"a coroutine was expected, got {shown(got)}")


def stepped_after_end(task: object) -> asyncio.InvalidStateError:
    """Something woke a task that is done."""
    return asyncio.InvalidStateError(f"a pending task was expected to be woken, got {task!r}")


def task_owns_its_outcome(method: str) -> RuntimeError:
    """Only its coroutine decides what becomes of a task."""
    return RuntimeError(f"Task does not support {method} operation")


def awaits_itself(task: object, _future: object) -> RuntimeError:
    """A task waited for its own end."""
    return RuntimeError(f"Task cannot await on itself: {task!r}")


def foreign_future(task: object, future: object) -> RuntimeError:
    """A task waited for a future of another loop."""
    return RuntimeError(f"Task {task!r} got Future {shown(future)} attached to a different loop")


def yield_instead_of_await(task: object, got: object) -> RuntimeError:
    """A coroutine yielded a future bare, without `await`."""
    return RuntimeError(f"yield was used instead of yield from in task {task!r} with {shown(got)}")


def bad_yield(task: object, got: object) -> RuntimeError:
    """A coroutine yielded something that is neither a future nor None."""
    return RuntimeError(
        f"Task got bad yield: {shown(got)} in {task!r}; await a future, a task or a coroutine"
    )


def yielded_generator(task: object, got: object) -> RuntimeError:
    """A coroutine yielded a generator, a leftover of times before `await`."""
    return RuntimeError(
        f"yield was used instead of yield from for generator in task {task!r} with {shown(got)}"
    )


# The background loop


def nothing_to_send_to(got: object) -> TypeError:
    """PyLoop.create_task() was given something that is no coroutine."""
    return TypeError(f"a coroutine (something with send()) was expected, got {shown(got)}")


def factory_gave_no_loop(got: object) -> TypeError:
    """A loop factory returned something else."""
    return TypeError(f"an event loop was expected from the loop factory, got {shown(got)}")


def close_from_inside() -> RuntimeError:
    """PyLoop.close() was called on the loop's own thread."""
    return RuntimeError("close() waits for the loop's own thread, so it cannot be called there; use another")


def wait_from_inside() -> RuntimeError:
    """BackgroundTask.wait() was called on the loop's own thread."""
    return RuntimeError("wait() on the loop's own thread would wait for itself; use add_done_callback()")
