"""Every private asyncio name we touch, in one place, guarded per Python version.

Keeps true: no other module reaches into asyncio for an underscore name, and the underscore names by which
asyncio reaches into *our* objects are listed here; a test
counts both. When a new Python moves one, mend this page.
Does not know: what they are used for.
"""

from __future__ import annotations

import asyncio
import asyncio.events
import asyncio.futures
import asyncio.tasks
import sys
from collections.abc import Callable
from typing import Any

Loop = asyncio.AbstractEventLoop
AnyTask = asyncio.Task[Any]

_events: Any = asyncio.events
_futures: Any = asyncio.futures
_tasks: Any = asyncio.tasks

set_running_loop: Callable[[Loop | None], None] = _events._set_running_loop
"""Say which loop runs in this thread; each implementer of a loop must."""

get_running_loop_or_none: Callable[[], Loop | None] = _events._get_running_loop
"""`asyncio.get_running_loop` without the error."""

loop_of: Callable[[object], Loop] = _futures._get_loop
"""Return the loop of any future, older ones included, which have no get_loop()."""

register_task: Callable[[AnyTask], None] = _tasks._register_task
"""Let `asyncio.all_tasks` know it. Documented for implementers in library/asyncio-extending."""

unregister_task: Callable[[AnyTask], None] = _tasks._unregister_task
"""Let it forget it."""

enter_task: Callable[[object, AnyTask], None] = _tasks._enter_task
"""Make it the loop's `asyncio.current_task`."""

leave_task: Callable[[object, AnyTask], None] = _tasks._leave_task
"""And no longer."""

FACTORY_TAKES_NAME = sys.version_info >= (3, 13, 3)
"""Task factories are told the name, and whatever else create_task() was told, by keyword."""

LOG_DESTROY_PENDING = "_log_destroy_pending"
"""The attribute of a task that is set to False when nobody needs to hear of its destruction while pending."""

SPOKEN_BY_ASYNCIO = {
    "_asyncio_future_blocking": "admits any class as a future; True on one: it was awaited, not yielded",
    LOG_DESTROY_PENDING: "set to False by gather() and by run_until_complete()",
    "_log_traceback": "set to False by whoever has dealt with an exception",
    "_make_cancelled_error": "called by gather() on a cancelled child",
    "_source_traceback": "read for reports, its last frame deleted by wrappers",
    "_fut_waiter": "read by debuggers to draw who waits for whom",
    "_must_cancel": "read by libraries to see whether a request to cancel is owed",
    "_callbacks": "of a task, read by anyio to see whether run_until_complete() waits for it",
    "_loop": "of a task, read by anyio, which was there before get_loop()",
    "_wait": "awaited by asyncio.subprocess.Process to wait for the child of a transport",
}
"""Attributes of our objects that the library, or libraries, use; spelled as they expect."""

HANDLE_SLOTS = ("_callback", "_args", "_context", "_loop", "_cancelled", "_source_traceback", "_repr")
"""The slots of `asyncio.Handle` that our handles fill instead of adding their own."""

TIMER_SLOTS = ("_when",)
"""The same for `asyncio.TimerHandle`."""
