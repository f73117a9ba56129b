"""Raises KeyboardInterrupt as it is imported, as if somebody had pressed ctrl-C."""

raise KeyboardInterrupt
