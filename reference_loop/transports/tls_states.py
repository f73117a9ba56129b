"""The life of a TLS transport, as a table of the same kind as those of states.py.

Keeps true: the table is total, and every state can be reached; the same test holds it.
Does not know: what TLS is made of, nor what the connection below is doing.

    HANDSHAKING -- shaken --> SECURE -- close --> PARTING -- parted --> ENDING -- lost --> OVER
         |                      |                    |                    ^
         +--------------------- abort --------------+--------------------+

HANDSHAKING  keys are agreed on. Never together with: bytes of the protocol, in either direction.
SECURE       bytes go both ways.
PARTING      our close_notify is on its way, behind all that was written; what comes in is dropped until the
             peer has said it, too. Never together with: another byte for the protocol.
ENDING       TLS has nothing more to say: the connection below is closing.
OVER         for ever. The connection below is lost, and the protocol has heard it.
"""

from __future__ import annotations

from enum import Enum

from .. import io_errors
from ..states import Machine, Refusal


class TlsState(Enum):
    """Where a TLS transport is in its life."""

    __hash__ = object.__hash__

    HANDSHAKING = "handshaking"
    SECURE = "secure"
    PARTING = "parting"
    ENDING = "ending"
    OVER = "over"


HANDSHAKING, SECURE, PARTING, ENDING, OVER = TlsState

_EVENTS = ("shaken", "close", "parted", "abort", "lost")


def _moves() -> dict[tuple[TlsState, str], TlsState | Refusal]:
    """Whatever is not written here leaves all as it is, but two handshakes are a bug."""
    moves: dict[tuple[TlsState, str], TlsState | Refusal] = {
        (state, event): state for state in TlsState for event in _EVENTS
    }
    moves.update({(state, "shaken"): io_errors.shaken_twice for state in TlsState})
    moves.update({(state, "lost"): OVER for state in TlsState})
    moves.update(
        {
            (HANDSHAKING, "shaken"): SECURE,
            (HANDSHAKING, "close"): ENDING,  # TLS-23
            (HANDSHAKING, "abort"): ENDING,
            (SECURE, "close"): PARTING,
            (SECURE, "parted"): ENDING,
            (SECURE, "abort"): ENDING,
            (PARTING, "parted"): ENDING,
            (PARTING, "abort"): ENDING,
        }
    )
    return moves


TLS: Machine[TlsState] = Machine("tls", HANDSHAKING, _moves())
