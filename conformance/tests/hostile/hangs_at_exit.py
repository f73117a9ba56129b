"""Keeps the interpreter from ending; a good loop until then."""

import asyncio
import atexit
import threading

atexit.register(threading.Event().wait)

new_event_loop = asyncio.SelectorEventLoop
