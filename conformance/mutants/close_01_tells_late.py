"""is_closed() turns true only when a closed loop is asked to run or to close again."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-01"


class Mutant(ReferenceLoop):
    _told = False

    def is_closed(self) -> bool:
        return super().is_closed() and self._told

    def _check_can_run(self) -> None:
        self._told = super().is_closed()
        super()._check_can_run()

    def close(self) -> None:
        self._told = super().is_closed()
        super().close()


new_event_loop = Mutant
