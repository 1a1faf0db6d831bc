"""A worker of the engine: a sealed process that answers one query after the other until it is ended.

Its socket is file 0 and 1, the log is file 2, and it can open nothing else: no file, no socket, so SERVICE
reaches nobody. Memory and processor time are limited by the kernel. It never returns.
"""

import contextlib
import ctypes
import io
import os
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import IO, Any, Final, NoReturn, cast

from server.frames import HEAD, LONGEST, TOGETHER, Kind, end, failed, frame, request_of
from sparql.counting import RowCounter
from sparql.execute import Stores, execute
from sparql.service import QueryFault

_SOCKET_IN, _SOCKET_OUT = 0, 1
_FILES: Final = 3
#: Loaded before the fork, as a sealed process loads nothing.
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None
_SET_DEATH_SIGNAL: Final = 1
#: Workers stand a little behind the processes that carry their answers.
_NICENESS: Final = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use for one query."""

    memory_bytes: int
    seconds: float


def seal(socket_file: int, limits: Limits) -> None:
    """Makes the process that was just forked a worker: its files, its limits, its end with the engine's."""
    if _LIBC is not None:
        _LIBC.prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    os.nice(_NICENESS)
    os.dup2(socket_file, _SOCKET_IN)
    os.dup2(socket_file, _SOCKET_OUT)
    os.closerange(_FILES, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    size = _address_space()
    if size is not None:
        resource.setrlimit(resource.RLIMIT_AS, (size + limits.memory_bytes,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # With 0 the process could not even wait for its own socket.
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))


def serve(stores: Stores, limits: Limits) -> NoReturn:
    """Answers the queries that come by the socket; ends the process when nothing more can come."""
    status = 1
    try:
        while (body := _next_query()) is not None:
            _renew_processor_time(limits.seconds)
            _write(_answer(stores, body))
        status = 0
    except (BrokenPipeError, ConnectionResetError):
        status = 0
    finally:
        # Destructors belong to the engine, whose copy this process is.
        os._exit(status)


def _answer(stores: Stores, body: bytes) -> bytes:
    """Sends the answer to the query in `body`; returns its last bytes and the frame that ends it."""
    began = perf_counter()
    try:
        request = request_of(body)
        counter = RowCounter(request.results_format)
        sink = _Sink(counter)
        media_type = execute(stores.of(request), request, cast("IO[bytes]", sink))
    except QueryFault as fault:
        return failed(fault)
    except MemoryError:
        return failed(QueryFault("memory", "the query needs more memory than a query may take"))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except (OSError, ValueError, RuntimeError) as error:
        return failed(QueryFault("evaluation", f"the query could not be evaluated: {error}"))
    last = sink.take()
    rows = counter.rows if media_type == request.results_format else None
    return last + end((perf_counter() - began) * 1000, rows)


class _Sink(io.RawIOBase):
    """Takes the bytes of an answer, has them counted, and sends them as frames."""

    def __init__(self, counter: RowCounter) -> None:
        self._held = bytearray()
        self._counter = counter

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        held = self._held
        held += data
        if len(held) >= TOGETHER:
            _write(self.take())
        return len(data)

    def take(self) -> bytes:
        """What is held, as a frame; nothing if nothing is."""
        if not self._held:
            return b""
        held = bytes(self._held)
        self._counter.feed(held)
        self._held.clear()
        return frame(Kind.DATA, held)


def _next_query() -> bytes | None:
    """The body of the next QUERY frame, or None when the engine has gone."""
    head = _read(HEAD.size)
    if head is None:
        return None
    length, kind = HEAD.unpack(head)
    return _read(length) if kind == Kind.QUERY and length <= LONGEST else None


def _read(count: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < count:
        part = os.read(_SOCKET_IN, count - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _write(data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(_SOCKET_OUT, rest) :]


def _renew_processor_time(seconds: float) -> None:
    """Lets the process use `seconds` more and one: the end of a worker whose engine died in the meantime."""
    allowed = int(process_time() + seconds + 1) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def _address_space() -> int | None:
    """Bytes of address space in use; None where the system does not say."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return None
