"""remove_signal_handler() answers True even if there was nothing to remove."""

from reference_loop import ReferenceLoop

BREAKS = "SIG-10"


class Mutant(ReferenceLoop):
    def remove_signal_handler(self, sig: int) -> bool:
        super().remove_signal_handler(sig)
        return True


new_event_loop = Mutant
