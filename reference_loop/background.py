"""PyLoop: an event loop on a thread of its own, and tasks that any thread may create and steer.

Keeps true: all that touches the hosted loop is handed to it by ``call_soon_threadsafe``, so that it wakes by
an event; a `BackgroundTask` is done once, seen alike from every thread; after ``close`` no task is left
pending and no thread alive.
Deliberately does not know: which loop it hosts. Any factory will do, the reference is the default.

The life of a background task, and who takes each step:

    create_task()  any thread   hands `_begin` to the loop, and returns at once
    cancel()       any thread   before `_begin`: leaves word that the coroutine is not to begin at all;
                                afterwards: hands `_cancel_inside` to the loop
    _begin         loop         makes the real task, whose done callback is `_end`
    _end           loop         marks the task done: from here on cancel() returns False
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import Future as Handover
from contextvars import Context, copy_context
from typing import Any, Generic, Self, TypeVar, cast

from . import describe, errors
from .loop import new_event_loop
from .tasks import next_name

T = TypeVar("T")
LoopFactory = Callable[[], asyncio.AbstractEventLoop]


class PyLoop:
    """Runs `loop_factory()` (default: the reference loop) on a thread of its own, until `close`. Thread-safe.

    Raises what the factory raises. As a context manager it closes at the end of the block. The thread is a
    daemon: a PyLoop that nobody closes does not keep the process alive.
    """

    def __init__(self, loop_factory: LoopFactory | None = None) -> None:
        self._lock = threading.Lock()
        self._closed = False  # guarded by the lock: nothing is handed to the loop once it is True
        self._ending = False  # belongs to the loop's thread: the request to close has arrived there
        # PYLOOP-28: a loop keeps its tasks weakly, we do not. Guarded by the lock.
        self._live: set[BackgroundTask[Any]] = set()
        started: Handover[asyncio.AbstractEventLoop] = Handover()
        arguments = (loop_factory or new_event_loop, started)
        self._thread = threading.Thread(target=self._host, args=arguments, name="PyLoop", daemon=True)
        self._thread.start()
        try:
            self._loop = started.result()
        except BaseException:
            self._thread.join()  # PYLOOP-27
            raise

    def create_task(self, coro: Coroutine[Any, Any, T], *, name: object = None) -> BackgroundTask[T]:
        """Have `coro` run in the background, in a copy of the caller's context, and return its task at once.

        `name` is made a str; by default it is unique. TypeError if `coro` has no ``send``; RuntimeError if
        closed.
        """
        if not hasattr(coro, "send"):
            raise errors.nothing_to_send_to(coro)  # PYLOOP-02
        task = self._new_task(coro, next_name() if name is None else str(name))
        with self._lock:
            if self._closed:
                raise errors.loop_closed()  # PYLOOP-03
            self._live.add(task)
            self._start(task)
        return task

    def close(self) -> None:
        """Cancel what is pending, let it end, shut generators and the default executor down, join the thread.

        Waits as long as tasks refuse to end. A second call only waits. RuntimeError from the loop's own
        thread, which cannot wait for itself.
        """
        if self._is_inside():
            raise errors.close_from_inside()  # PYLOOP-25
        with self._lock:
            first, self._closed = not self._closed, True  # PYLOOP-24
        if first:
            with contextlib.suppress(RuntimeError):  # a loop that broke may have closed itself meanwhile
                self._loop.call_soon_threadsafe(self._heard)
        self._thread.join()  # PYLOOP-23

    def is_closed(self) -> bool:
        """Tell whether close() has been called."""
        return self._closed

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the hosted loop. From other threads, only its thread-safe methods may be called."""
        return self._loop

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()  # PYLOOP-26

    def __repr__(self) -> str:
        return f"<PyLoop {'closed' if self._closed else 'open'} over {describe.shown(self._loop)}>"

    def _new_task(self, coro: Coroutine[Any, Any, T], name: str) -> BackgroundTask[T]:
        return BackgroundTask(self, coro, name)

    def _start(self, task: BackgroundTask[Any]) -> None:
        context = copy_context()  # PYLOOP-19
        self._loop.call_soon_threadsafe(task._begin, context=context)  # PYLOOP-01 PYLOOP-20

    def _is_inside(self) -> bool:
        return threading.current_thread() is self._thread

    # ----------------------------------------------------------------------------------- on the loop's thread

    def _host(self, factory: LoopFactory, started: Handover[asyncio.AbstractEventLoop]) -> None:
        """Make the loop, run it until close, clean up as asyncio.run() does. The life of the thread."""
        try:
            loop = _usable(factory())
        except BaseException as error:
            started.set_exception(error)
            return
        try:
            with self._tidied(loop):
                started.set_result(loop)
                self._serve(loop)
        except BaseException as error:
            loop.call_exception_handler({"message": "The loop of a PyLoop broke", "exception": error})
        finally:
            with self._lock:
                self._closed = True
            for task in tuple(self._live):  # none, unless the loop broke: let no one wait for ever
                task._end(_cancelled_future(loop))

    def _tidied(self, loop: asyncio.AbstractEventLoop) -> contextlib.AbstractContextManager[object]:
        """What, left at the end, winds up all that the loop began, and closes it."""
        return asyncio.Runner(loop_factory=lambda: loop)  # PYLOOP-22 PYLOOP-31

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run the loop until it is told to end, and on until the tasks cancelled then are done.

        It must not look at `_closed`: the word of close(), still on its way, would stop the clean-up later.
        """
        while not self._ending:
            _run(loop)
        for task in tuple(self._live):
            task.cancel()  # PYLOOP-21
        while self._live:
            _run(loop)

    def _heard(self) -> None:
        self._ending = True
        self._loop.stop()

    def _forget(self, task: BackgroundTask[Any]) -> None:
        with self._lock:
            self._live.discard(task)  # PYLOOP-29
        if self._ending and not self._live and not self._loop.is_closed():
            self._loop.stop()


class BackgroundTask(Generic[T]):
    """A task of a PyLoop, made by its create_task(). Every method may be called from any thread."""

    def __init__(self, host: PyLoop, coro: Coroutine[Any, Any, T], name: str) -> None:
        self._host = host
        self._coroutine = coro
        self._lock = threading.RLock()  # guards all below; a callback called under it may ask us things
        self._name = name
        self._begun = False
        self._cancel_asked = False
        self._last_words: Any = None  # the message of a cancel() that came before `_begin`
        self._task: Any = None  # INVARIANT: a done asyncio future once `_done` is set
        self._done = threading.Event()
        self._callbacks: list[tuple[Callable[[BackgroundTask[T]], object], Context]] = []

    # ------------------------------------------------------------------------------------------- the outcome

    def done(self) -> bool:
        """Tell whether the coroutine has returned, raised or been cancelled."""
        return self._done.is_set()

    def cancelled(self) -> bool:
        """Tell whether it was cancelled."""
        return self.done() and self._outcome().cancelled()

    def result(self) -> T:
        """Return the coroutine's value or raise its exception, the same object each time.

        Raises CancelledError if cancelled, InvalidStateError while pending. Does not wait: see `wait`.
        """
        return self._outcome().result()  # PYLOOP-05 PYLOOP-06 PYLOOP-07

    def exception(self) -> BaseException | None:
        """Return the coroutine's exception, None if it returned. Otherwise raises as `result` does."""
        return self._outcome().exception()  # PYLOOP-06 PYLOOP-07

    def _outcome(self) -> asyncio.Future[T]:
        if not self._done.is_set():
            raise errors.not_done()  # PYLOOP-04
        return cast("asyncio.Future[T]", self._task)

    def wait(self, timeout: float | None = None) -> bool:
        """Block until done, or for `timeout` seconds, and tell whether it is done.

        RuntimeError from the loop's own thread while pending: it would wait for itself.
        """
        if self._host._is_inside() and not self.done():
            raise errors.wait_from_inside()  # PYLOOP-12
        return self._done.wait(timeout)  # PYLOOP-11

    def add_done_callback(self, fn: Callable[[BackgroundTask[T]], object], /) -> None:
        """Have ``fn(self)`` called on the loop's thread once done, or soon if it is done already.

        It runs in a copy of the caller's context. On a closed loop it is called here and now. What it raises
        goes to the loop's exception handler.
        """
        context = copy_context()  # PYLOOP-18
        with self._lock:
            if not self._done.is_set():
                self._callbacks.append((fn, context))
                return
        self._deliver(fn, context)  # PYLOOP-17

    # ---------------------------------------------------------------------------------------------- steering

    def cancel(self, msg: Any | None = None) -> bool:
        """Ask for a CancelledError(msg) inside the coroutine. Return False if the task is done, else True.

        The coroutine may refuse. A task that has not begun never begins.
        """
        with self._lock:
            if self._done.is_set():
                return False  # PYLOOP-08
            self._cancel_asked = True
            if self._begun:
                self._host._loop.call_soon_threadsafe(self._cancel_inside, msg)
            else:
                self._last_words = msg
            return True

    def get_name(self) -> str:
        """Return the name; the coroutine may have changed it."""
        with self._lock:
            return cast(str, self._task.get_name()) if hasattr(self._task, "get_name") else self._name

    def set_name(self, value: object, /) -> None:
        """Set the name to ``str(value)``, here and for the coroutine."""
        with self._lock:
            self._name = str(value)  # PYLOOP-14
            if hasattr(self._task, "set_name"):
                self._task.set_name(self._name)

    def __repr__(self) -> str:
        where = describe.coroutine(self._coroutine)
        return f"<BackgroundTask {self._state()} name={self.get_name()!r} coro=<{where}>>"

    def _state(self) -> str:
        if not self.done():
            return "cancelling" if self._cancel_asked else "pending"  # PYLOOP-15
        return "cancelled" if self.cancelled() else "finished"

    # ----------------------------------------------------------------------------------- on the loop's thread

    def _begin(self) -> None:
        """Make the real task. What the loop refuses becomes the outcome."""
        with self._lock:
            self._begun = True
            name, unborn = self._name, self._cancel_asked
        task = self._never_begun() if unborn else self._make_task(name)
        with self._lock:
            self._task = task
            if self._name != name:
                self._task.set_name(self._name)
        task.add_done_callback(self._end)

    def _make_task(self, name: str) -> asyncio.Future[T]:
        loop = self._host._loop
        try:
            return loop.create_task(_whole(self._coroutine), name=name)  # PYLOOP-13
        except BaseException as error:  # an eager first step may even ask the process to exit
            refused: asyncio.Future[T] = loop.create_future()
            refused.set_exception(error)
            return refused

    def _never_begun(self) -> asyncio.Future[T]:
        _whole(self._coroutine).close()  # PYLOOP-09
        return _cancelled_future(self._host._loop, self._last_words)

    def _cancel_inside(self, msg: Any) -> None:
        self._task.cancel(msg=msg)  # PYLOOP-10

    def _end(self, task: asyncio.Future[T]) -> None:
        """Be done: the outcome can be had, those who wait go on, callbacks are due."""
        with self._lock:  # until all are handed over: who adds one later comes after them
            self._task = task
            self._done.set()
            for fn, context in self._callbacks:  # PYLOOP-16
                self._deliver(fn, context)
            self._callbacks.clear()
        self._host._forget(self)

    def _deliver(self, fn: Callable[[BackgroundTask[T]], object], context: Context) -> None:
        """Hand `fn` to the loop; call it here if the loop is closed."""
        loop = self._host._loop
        try:
            loop.call_soon_threadsafe(fn, self, context=context)
        except RuntimeError:
            try:
                context.run(fn, self)
            except Exception as error:
                message = f"Exception in callback {describe.callback(fn, ())}"
                loop.call_exception_handler({"message": message, "exception": error})


class _Whole(Coroutine[Any, Any, T]):
    """Anything with `send`, completed to a coroutine: tasks want `throw` and `close` as well."""

    def __init__(self, part: Any) -> None:
        self._part = part

    def send(self, value: Any, /) -> Any:
        return self._part.send(value)

    def throw(self, error: Any, /, *more: Any) -> Any:
        if hasattr(self._part, "throw"):
            return self._part.throw(error)
        raise error

    def close(self) -> None:
        if hasattr(self._part, "close"):
            self._part.close()

    def __await__(self) -> Generator[Any, Any, T]:
        raise errors.not_a_coroutine(self._part)


def _whole(coro: Any) -> Coroutine[Any, Any, Any]:
    return coro if asyncio.iscoroutine(coro) else _Whole(coro)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """Run until someone stops the loop. A task that asks the process to exit does not end the others."""
    with contextlib.suppress(SystemExit, KeyboardInterrupt):  # PYLOOP-30: it is that task's outcome
        loop.run_forever()


def _cancelled_future(loop: asyncio.AbstractEventLoop, msg: Any = None) -> asyncio.Future[Any]:
    future: asyncio.Future[Any] = loop.create_future()
    future.cancel(msg=msg)
    return future


def _usable(loop: Any) -> asyncio.AbstractEventLoop:
    """Return `loop`, or refuse what a factory should not have returned."""
    if not isinstance(loop, asyncio.AbstractEventLoop):
        raise errors.factory_gave_no_loop(loop)
    if loop.is_closed():
        raise errors.loop_closed()
    return loop
