"""A loop whose run was left by an exception remains the running loop of its thread."""

import asyncio

from reference_loop import ReferenceLoop

BREAKS = "LIFE-07"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        try:
            super().run_forever()
        except BaseException:
            if not self.is_running() and not self.is_closed():
                asyncio._set_running_loop(self)
            raise


new_event_loop = Mutant
