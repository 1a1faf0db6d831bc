"""What the engine keeps track of: clients (web processes), workers, and the queries between them."""

import contextlib
import os
import resource
import socket
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.frames import FrameReader

_PAGE: Final = resource.getpagesize()
#: Which clock of a process Linux means by the last three bits of a clock's number: what the scheduler counts.
_SCHEDULED: Final = 2
#: The memory of a worker that answers short queries only is looked at after as many.
_LOOK_EVERY: Final = 16


class Peer:
    """One end of a socket that is never waited for: bytes to send are kept until it takes them."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.reader = FrameReader()
        self.held = 0
        self._out: deque[memoryview] = deque()

    def is_closed(self) -> bool:
        """Whether the socket was given up."""
        return self.socket.fileno() < 0

    def queue(self, data: bytes) -> None:
        """Keeps `data` for sending."""
        self._out.append(memoryview(data))
        self.held += len(data)

    def send(self) -> None:
        """Sends what the socket takes now.

        Raises:
            OSError: the other end has gone.
        """
        while self._out:
            part = self._out[0]
            try:
                sent = self.socket.send(part)
            except BlockingIOError:
                return
            self.held -= sent
            if sent < len(part):
                self._out[0] = part[sent:]
                return
            self._out.popleft()


class Client(Peer):
    """A connection of a web process; it asks one thing at a time."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__(connection)
        self.job: Job | None = None


class Worker(Peer):
    """A worker process. `born` is its memory at its fork, `niceness` how far it stands behind others."""

    def __init__(self, pid: int, connection: socket.socket) -> None:
        super().__init__(connection)
        self.pid = pid
        self.job: Job | None = None
        self.paused = False
        self.niceness = 0
        #: It has copied much of the memory that it shared at first: a second one would double that.
        self.warm = False
        self.born = memory_of(pid)
        self.worked = 0.0
        self.rests = 0

    def begin(self) -> None:
        """Notes how much processor time it had used when a query began."""
        self.worked = processor_time_of(self.pid)

    def used(self) -> float:
        """Seconds of processor time that it has used for its query."""
        return max(0.0, processor_time_of(self.pid) - self.worked)

    def put_behind(self, niceness: int) -> None:
        """Puts it behind the others, for good: a process may not come forward again."""
        if niceness > self.niceness:
            self.niceness = niceness
            with contextlib.suppress(OSError):  # where it is not allowed, it stays where it is
                os.setpriority(os.PRIO_PROCESS, self.pid, niceness)

    def grown(self) -> int:
        """Bytes of memory it took since it was forked."""
        return max(0, memory_of(self.pid) - self.born)

    def has_kept(self, much: int, *, after_long: bool) -> bool:
        """Whether it kept more than `much` memory after an answer; not looked at after every short one."""
        self.rests += 1
        return (after_long or self.rests % _LOOK_EVERY == 0) and self.grown() > much


@dataclass(slots=True, eq=False)
class Job:
    """A query on its way: who asks, for whom, since when."""

    client: Client
    address: str
    body: bytes
    limit: float
    worker: Worker | None = None
    began: float = 0.0
    #: The last bytes of its answer, which go out with its end.
    last: bytes = b""
    slow: bool = False
    heavy: bool = False


def memory_of(pid: int) -> int:
    """Bytes of memory that a process has in use; 0 where the system does not say, or it has gone."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def processor_time_of(pid: int) -> float:
    """Seconds of processor time that a process has used; 0 where the system does not say, or it has gone."""
    with contextlib.suppress(OSError):
        return time.clock_gettime(~pid << 3 | _SCHEDULED)
    return 0.0
