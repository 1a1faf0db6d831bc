"""The workers of an engine: forked so that some always stand ready, replaced when they are worn or dead.

The pool knows nothing of clients and queries but what the engine hands a worker; what a worker sends and that
it ended goes to the engine by the two functions it gave.
"""

import contextlib
import logging
import os
import selectors
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Final

from server.frames import Kind, frame
from server.jobs import Job, Worker
from server.worker import Limits, seal, serve
from sparql.execute import Stores

log: Final = logging.getLogger("yuezhi.engine")

_READ: Final = 262_144
#: A worker that kept more than this after an answer is replaced.
_GROWN: Final = 64 << 20
#: Seconds after which a query may have left its worker with more memory than it should keep,
_LONG: Final = 0.02
#: and after which it has read so much that its worker has copied a good part of the graph.
_WARMING: Final = 0.1
#: How far the kernel puts the queries of clients who used much behind the others, and those that are slow.
HEAVY, SLOW = 10, 15


class Pool:
    """Workers over one graph. Some stand behind the others: they serve clients who used much."""

    def __init__(
        self,
        stores: Stores,
        limits: Limits,
        selector: selectors.BaseSelector,
        *,
        places: int,
        on_frame: Callable[[Worker, Kind, bytes], None],
        on_death: Callable[[Job, int, float], None],
    ) -> None:
        self.stores, self.limits, self.selector, self.places = stores, limits, selector, places
        self.on_frame, self.on_death = on_frame, on_death
        self.idle: list[Worker] = []
        self.dying: set[int] = set()
        self.forks = 0

    # -- who works -------------------------------------------------------------------------------------------

    def give(self, job: Job, *, behind: bool) -> None:
        """Hands `job` to a worker that stands ready, or to a new one; to one `behind` others if so wished."""
        worker = self._take(behind=behind)
        job.worker, worker.job = worker, job
        worker.begin()
        worker.queue(frame(Kind.QUERY, job.body))
        self._push(worker)

    def rest(self, worker: Worker, used: float) -> None:
        """A worker is done with a query that used so many seconds: it waits for the next, unless it is worn.

        Of too many the one goes that has rested longest: one that worked has copied of the shared memory what
        queries read, and need not do so again. But only one may have copied much.
        """
        if worker.niceness >= SLOW or worker.has_kept(_GROWN, after_long=used > _LONG):
            self.end(worker)
            return
        worker.warm = worker.warm or used > _WARMING
        for other in [other for other in self.idle if other.warm and worker.warm]:
            self.end(other)
        alike = [other for other in self.idle if other.niceness == worker.niceness]
        self.idle.append(worker)
        if len(alike) >= self.places:
            self.end(alike[0])

    def keep_ready(self, busy: int, *, quiet: bool) -> None:
        """Forks workers that should stand ready, so that no query waits for a fork.

        `busy` is how many work that do not stand behind others; when all is `quiet`, those that do go.
        """
        if self.ready < self.places - busy:  # one at a time: nobody waits for forks that nobody needs yet
            self.idle.append(self._fork())
        if quiet:
            for worker in [worker for worker in self.idle if worker.niceness]:
                self.end(worker)

    @property
    def ready(self) -> int:
        """How many workers stand ready, not behind others."""
        return sum(not worker.niceness for worker in self.idle)

    def _take(self, *, behind: bool) -> Worker:
        worker = next((w for w in reversed(self.idle) if bool(w.niceness) == behind), None)
        if worker is not None:
            self.idle.remove(worker)
            return worker
        worker = self._fork()
        if behind:
            worker.put_behind(HEAVY)
        return worker

    # -- birth and death -------------------------------------------------------------------------------------

    def _fork(self) -> Worker:
        """A new worker."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                seal(theirs.fileno(), self.limits)
                serve(self.stores, self.limits)
            finally:
                os._exit(1)
        theirs.close()
        ours.setblocking(False)
        worker = Worker(pid, ours)
        self.forks += 1
        self.selector.register(ours, selectors.EVENT_READ, partial(self._ready, worker))
        return worker

    def end(self, worker: Worker) -> None:
        """Kills a worker; it is buried when it is dead, and nobody waits for that."""
        _kill(worker)
        self._part(worker)
        self.dying.add(worker.pid)

    def reap(self) -> None:
        """Buries the workers that are dead by now."""
        for pid in list(self.dying):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self.dying.discard(pid)

    def kill_all(self, running: set[Job]) -> None:
        """No worker outlives its engine."""
        for worker in [*self.idle, *(job.worker for job in running if job.worker)]:
            _kill(worker)

    def _died(self, worker: Worker) -> None:
        """A worker ended by itself."""
        _, status, use = os.wait4(worker.pid, 0)
        self._part(worker)
        log.warning("worker %d ended: %s", worker.pid, cause(status))
        if worker.job is not None:
            self.on_death(worker.job, status, use.ru_utime + use.ru_stime - worker.worked)

    def _part(self, worker: Worker) -> None:
        if worker in self.idle:
            self.idle.remove(worker)
        if not worker.paused:
            self.selector.unregister(worker.socket)
        worker.socket.close()

    # -- what goes to and fro --------------------------------------------------------------------------------

    def pause(self, worker: Worker) -> None:
        """Reads no more of an answer until its client has taken some."""
        if not worker.paused:
            worker.paused = True
            self.selector.unregister(worker.socket)

    def resume(self, worker: Worker) -> None:
        """Reads on."""
        worker.paused = False
        self.selector.register(worker.socket, selectors.EVENT_READ, partial(self._ready, worker))

    def _ready(self, worker: Worker, mask: int) -> None:
        if worker.is_closed():  # by what was ready before it
            return
        if mask & selectors.EVENT_WRITE:
            self._push(worker)
        if not mask & selectors.EVENT_READ:
            return
        try:
            data = worker.socket.recv(_READ)
        except BlockingIOError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self._died(worker)
            return
        for kind, body in worker.reader.feed(data):
            if worker.is_closed():  # its client has gone meanwhile
                return
            self.on_frame(worker, kind, body)

    def _push(self, worker: Worker) -> None:
        """Sends a worker its query, as fast as it takes it."""
        with contextlib.suppress(OSError):  # that it died shows when it is read
            worker.send()
        wish = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.held else 0)
        key = self.selector.get_key(worker.socket)
        if key.events != wish:
            self.selector.modify(worker.socket, wish, key.data)


def _kill(worker: Worker) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGKILL)


def cause(status: int) -> str:
    """Why a process ended, in words."""
    if os.WIFSIGNALED(status):
        return f"signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"status {os.WEXITSTATUS(status)}"
