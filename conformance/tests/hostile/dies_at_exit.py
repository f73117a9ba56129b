"""Reads address zero when the interpreter ends; a good loop until then."""

import asyncio
import atexit
import ctypes

atexit.register(ctypes.string_at, 0)

new_event_loop = asyncio.SelectorEventLoop
