"""Every private asyncio name we touch, in one place, guarded per Python version.

Keeps true: no other module of the package spells an underscore name of asyncio; a test counts the names here.
Does not know: what they are used for. When a new Python moves one, this page is the only one to mend.
"""

from __future__ import annotations

import asyncio
import asyncio.events
import asyncio.futures
import asyncio.tasks
import sys
from typing import TYPE_CHECKING, Any

EAGER_TASKS = sys.version_info >= (3, 12)
"""The library can start tasks eagerly: the current task can be swapped, eager tasks are registered apart."""

FACTORY_TAKES_NAME = sys.version_info >= (3, 13, 3)
"""Task factories are told the name, and whatever else create_task() was told, by keyword."""

FUTURE_BLOCKING = "_asyncio_future_blocking"
"""The attribute by which any class is admitted as a future (`asyncio.isfuture`): None on the class means
"no".

A task that receives an object with this attribute set to True owns it: it sets it to False and adds its
wake-up.
"""

LOG_DESTROY_PENDING = "_log_destroy_pending"
"""The attribute that gather() sets to False on futures whose pending destruction nobody needs to hear of."""

LOG_TRACEBACK = "_log_traceback"
"""The attribute that the library clears (it may only be set to False) when it has dealt with an exception."""

MAKE_CANCELLED_ERROR = "_make_cancelled_error"
"""The method by which gather() asks a cancelled child for its CancelledError."""

HANDLE_SLOTS = ("_callback", "_args", "_context", "_loop", "_cancelled", "_source_traceback", "_repr")
"""The slots of `asyncio.Handle` that our handles fill instead of adding their own."""

TIMER_SLOTS = ("_when",)
"""The same for `asyncio.TimerHandle`."""

if TYPE_CHECKING:
    Loop = asyncio.AbstractEventLoop
    AnyTask = asyncio.Task[Any]

    def set_running_loop(loop: Loop | None, /) -> None: ...
    def get_running_loop_or_none() -> Loop | None: ...
    def register_task(task: AnyTask) -> None: ...
    def unregister_task(task: AnyTask) -> None: ...
    def enter_task(loop: object, task: AnyTask) -> None: ...
    def leave_task(loop: object, task: AnyTask) -> None: ...
    def loop_of(future: object) -> object: ...
    def swap_current_task(loop: Loop, task: AnyTask | None) -> AnyTask | None: ...
    def register_eager_task(task: AnyTask) -> None: ...
    def unregister_eager_task(task: AnyTask) -> None: ...
else:
    set_running_loop = asyncio.events._set_running_loop
    get_running_loop_or_none = asyncio.events._get_running_loop
    register_task = asyncio.tasks._register_task
    unregister_task = asyncio.tasks._unregister_task
    enter_task = asyncio.tasks._enter_task
    leave_task = asyncio.tasks._leave_task
    loop_of = asyncio.futures._get_loop
    if EAGER_TASKS:
        swap_current_task = asyncio.tasks._swap_current_task
        register_eager_task = asyncio.tasks._register_eager_task
        unregister_eager_task = asyncio.tasks._unregister_eager_task
