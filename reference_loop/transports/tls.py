"""A TLS transport: for a protocol above it a transport, for a transport below it a protocol.

Keeps true: the protocol meets bytes only between the end of the handshake and the first goodbye, in order and
once; nothing that was written is overtaken by our goodbye; a connection that cannot be saved is aborted, and
the protocol hears why. Whoever waits for the handshake gets one answer.
Does not know: what the bytes are (`Codec`), and where the ciphertext goes: any transport will do, another of
this kind, too. How much waits to be sent, and when writers pause, is that transport's to say.

Two tables say where it stands: `TLS` (its life) and `PROTOCOL` (what was told). What a protocol raises passes
through to the transport below, which reports it and gives the connection up.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any, cast

from .. import io_errors
from ..contracts import Wires
from ..futures import set_unless_done
from ..states import DISCONNECTED, NEW, PROTOCOL, ProtocolState, advance
from .codec import Codec
from .stream import Bytes, StreamTransport
from .terms import Terms
from .tls_states import HANDSHAKING, PARTING, SECURE, TLS, TlsState


class TlsTransport(asyncio.Transport, asyncio.Protocol):
    """The two-interface instance of the documentation. Not thread-safe.

    `told` is what the protocol has heard so far: nothing, or, when its connection is upgraded,
    connection_made(). `made` gets the answer to the handshake, if anybody waits for it.
    """

    codec_type: type[Codec] = Codec

    _below: asyncio.Transport
    """INVARIANT: set before anybody but the loop knows of us."""

    def __init__(
        self,
        loop: Wires,
        protocol: asyncio.BaseProtocol,
        terms: Terms,
        made: asyncio.Future[None] | None = None,
        told: ProtocolState = NEW,
    ) -> None:
        self._known: dict[str, Any] = {"sslcontext": terms.context}  # TLS-13
        super().__init__(self._known)
        self._loop = loop
        self._terms = terms
        self._made: asyncio.Future[None] | None = made
        self._told = told
        self._codec = self.codec_type(terms.context, terms.server_side, terms.hostname)
        self._state: TlsState = TLS.start
        self._paused = False
        self._error: BaseException | None = None
        self._timer: asyncio.Handle | None = None  # INVARIANT: of the handshake, then of the parting
        self.set_protocol(protocol)

    # ------------------------------------------------------------------------------------------------ whose

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let `protocol` be told from now on."""
        self._protocol: Any = protocol  # TLS-56

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the one that is told."""
        return cast("asyncio.BaseProtocol", self._protocol)  # TLS-56

    def _say(self, call: str, *args: object) -> Any:
        """Call a method of the protocol, if it is its turn. Raises what that raises."""
        self._told = advance(PROTOCOL, self._told, call)  # TLS-54
        return getattr(self._protocol, call)(*args)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what TLS knows of that name, else what the transport below does."""
        if name in self._known:
            return self._known[name]
        return self._below.get_extra_info(name, default)  # TLS-15

    # -------------------------------------------------------------------------------------------- handshake

    def begin(self, below: StreamTransport) -> None:
        """Have `below` begin, which calls connection_made() in the next turn."""
        self._below = below
        below.begin(self._loop.create_future())

    def when_lost(self, call: Callable[[Any], object]) -> None:
        """Have ``call(self)`` called when all is over, and the socket below closed."""
        cast("StreamTransport", self._below).when_lost(lambda _below: call(self))  # TLS-73

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin the handshake over `transport`."""
        self._below = cast("asyncio.Transport", transport)
        self._below.resume_reading()
        self._timer = self._loop.call_later(self._terms.handshake_timeout, self._handshake_late)
        self._shake()

    def _shake(self) -> None:
        try:
            done = self._codec.shake()
        except ssl.SSLError as error:
            self._lose(error)  # TLS-04 TLS-05 TLS-14 TLS-22 TLS-27
            return
        self._flush()
        if done:
            self._secured()

    def _secured(self) -> None:
        self._move("shaken")
        self._stop_timer()
        self._known.update(_about(self._codec.ssl_object))
        if self._told is NEW:
            self._say("connection_made", self)  # TLS-02 TLS-25 TLS-65
        if self._made is not None:
            set_unless_done(self._made)  # TLS-01
        self._hand_on()  # TLS-34

    def _handshake_late(self) -> None:
        self._lose(io_errors.handshake_late(self._terms.handshake_timeout))  # TLS-19 TLS-20 TLS-28

    # ----------------------------------------------------------------------------------------- what comes in

    def data_received(self, data: bytes) -> None:
        """Take ciphertext from below."""
        self._codec.feed(data)
        if self._state is HANDSHAKING:
            self._shake()
        elif self._state is SECURE:
            self._hand_on()
        elif self._state is PARTING:
            self._part()

    def _hand_on(self) -> None:
        """Hand on all that can be decrypted, as long as it is wanted."""
        while self._state is SECURE and not self._paused and self._hand_on_some():  # TLS-35 TLS-38 TLS-48
            pass
        self._attempt(self._codec.encrypt)
        self._flush()  # TLS-37

    def _hand_on_some(self) -> bool:
        """Return whether there may be more."""
        if isinstance(self._protocol, asyncio.BufferedProtocol):
            some = self._hand_on_into(self._say("get_buffer", -1))
        else:
            some = self._attempt(self._codec.decrypt)
            if some:
                self._say("data_received", some)  # TLS-35
        if some is not None and not some:
            self._end_of_data()
        return bool(some)

    def _hand_on_into(self, room: Any) -> Any:
        if not len(room):
            raise io_errors.empty_read_buffer()
        if self._state is not SECURE:
            return None
        size = self._attempt(self._codec.decrypt_into, room)  # TLS-63
        if size:
            self._say("buffer_updated", size)  # TLS-42
        return size

    def _end_of_data(self) -> None:
        self._say("eof_received")  # TLS-45 TLS-57
        self.close()  # TLS-45

    def eof_received(self) -> None:
        """Hear that no more comes from below; None: the transport below is to close."""
        if self._state is HANDSHAKING:
            self._lose(io_errors.handshake_cut_off())  # TLS-21
        elif self._state is SECURE:
            self._say("eof_received")  # TLS-46
        self._move("parted")

    # ----------------------------------------------------------------------------------------------- reading

    def is_reading(self) -> bool:
        """Tell whether what comes in is handed on."""
        return self._state is SECURE and not self._paused

    def pause_reading(self) -> None:
        """Leave what comes in where it is; a second call does nothing."""
        self._paused = True  # TLS-38
        if self._state is SECURE:
            self._below.pause_reading()

    def resume_reading(self) -> None:
        """Hand on again what comes in, in a later turn; a second call does nothing."""
        if self._paused:
            self._paused = False
            self._loop.call_soon(self._resume)  # TLS-39

    def _resume(self) -> None:
        if self._paused:
            return
        try:
            self.data_received(b"")
        except Exception as error:  # no transport below called us, so nobody else would give up
            self._lose(error)
            raise
        if not self._paused:
            self._below.resume_reading()  # TLS-39

    # ----------------------------------------------------------------------------------------------- writing

    def write(self, data: Bytes) -> None:
        """Encrypt `data` and send it, now or later. TypeError unless it is bytes-like."""
        view = memoryview(data).cast("B")  # TLS-58
        if self._state is SECURE and self._attempt(self._codec.encrypt, view) is not None:  # TLS-36 TLS-59
            self._flush()

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        """Write all elements, in order."""
        self.write(b"".join(list_of_data))  # TLS-36

    def can_write_eof(self) -> bool:
        """Return False: TLS ends in both directions at once. write_eof() raises NotImplementedError."""
        return False  # TLS-43

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes, as they are sent, that the system has not taken yet."""
        return self._below.get_write_buffer_size()  # TLS-41

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return the marks ``(low, high)``, in bytes."""
        return self._below.get_write_buffer_limits()  # TLS-41

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the marks, in bytes; see `Flow.set_limits`."""
        self._below.set_write_buffer_limits(high, low)  # TLS-40 TLS-41

    def is_full(self) -> bool:
        """Tell whether the protocol was told to pause, and not yet to go on."""
        return cast("StreamTransport | TlsTransport", self._below).is_full()

    def pause_writing(self) -> None:
        """Pass on, from the transport below, that enough is waiting."""
        if self._told is not NEW:
            self._say("pause_writing")  # TLS-40

    def resume_writing(self) -> None:
        """Pass on that there is room again."""
        if self._told is not NEW:
            self._say("resume_writing")  # TLS-40

    def _flush(self) -> None:
        data = self._codec.take()
        if data:
            self._below.write(data)

    # ------------------------------------------------------------------------------------------------ ending

    def is_closing(self) -> bool:
        """Tell whether the end has begun, or is over."""
        return self._state not in (HANDSHAKING, SECURE)  # TLS-55

    def close(self) -> None:
        """Say goodbye behind all that was written, wait for the peer's, then end; again: nothing."""
        if self._state is HANDSHAKING:
            self.abort()
        elif self._state is SECURE:
            self._move("close")
            self._timer = self._loop.call_later(self._terms.shutdown_timeout, self._parting_late)
            self._part()

    def _part(self) -> None:
        """Drop what comes in until the peer has said goodbye, too; then let the connection below end."""
        parted = self._attempt(self._codec.part)  # TLS-47 TLS-48
        self._flush()
        if parted:
            self._move("parted")
            self._below.close()
        elif self._state is PARTING:
            self._below.resume_reading()

    def _parting_late(self) -> None:
        self._lose(io_errors.parting_late(self._terms.shutdown_timeout))  # TLS-49 TLS-50

    def abort(self) -> None:
        """End now: what waits is lost, and nobody says goodbye."""
        self._lose(None)  # TLS-51

    def _lose(self, error: BaseException | None) -> None:
        """Give the connection up; the first error is the one that is told."""
        self._error = self._error or error
        self._flush()  # an alert may tell the peer why
        self._move("abort")
        self._below.abort()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Hear that the connection below is gone: an unanswered handshake fails, the protocol is told."""
        self._move("lost")
        self._stop_timer()
        error = self._error or exc
        if self._made is not None and not self._made.done():
            self._made.set_exception(error or io_errors.handshake_cut_off())  # TLS-04 TLS-05 TLS-19
        if self._told not in (NEW, DISCONNECTED):  # TLS-24
            self._say("connection_lost", error)  # TLS-52 TLS-53

    # ------------------------------------------------------------------------------------------------- parts

    def _move(self, event: str) -> None:
        self._state = advance(TLS, self._state, event)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _attempt(self, call: Callable[..., Any], *args: object) -> Any:
        """Return what the codec answers; None, too, when it cannot go on, and the connection is lost."""
        try:
            return call(*args)
        except ssl.SSLError as error:
            self._lose(error)  # TLS-53
            return None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.value} over {getattr(self, '_below', None)!r}>"


def _about(secured: ssl.SSLObject) -> dict[str, Any]:
    """What get_extra_info() knows once the handshake is done."""
    return {
        "peercert": secured.getpeercert(),  # TLS-10
        "cipher": secured.cipher(),  # TLS-11
        "compression": secured.compression(),  # TLS-12
        "ssl_object": secured,  # TLS-09
    }
