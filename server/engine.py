"""The engine: a process of its own that holds the graph, forks workers and carries queries and answers.

Single-threaded and without asyncio, so that forking is safe. It is started by exec (`server.supervisor`),
loads the release, listens on a Unix socket, and ends when the process that started it has gone (its standard
input ends) or asks it to (SIGTERM: after the last answer).
"""

import contextlib
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from graph.errors import GraphError
from graph.store import open_release
from server.admission import Admission
from server.frames import TOGETHER, FrameError, Kind, failed, frame, message
from server.jobs import Client, Job, Worker
from server.pool import HEAVY, SLOW, Pool, cause
from server.release import identify
from server.worker import Limits
from sparql.execute import Stores
from sparql.service import QueryFault

log: Final = logging.getLogger("yuezhi.engine")

#: How often the engine looks at what time brings, while something runs.
_TICK: Final = 0.02
_READ: Final = 262_144
#: Bytes of an answer that may wait for a slow client before its worker is not read any more.
_HELD: Final = 4 << 20
#: A query that had no processor time counts as slow after this many times the age of others.
_STARVED: Final = 4
_CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What an engine is told when it is started."""

    socket: str
    release: str
    quotations: str
    fast_workers: int = 0
    slow_places: int = 8
    slow_after_ms: int = 300
    time_limit_ms: int = 30_000
    memory_limit_mb: int = 1024
    memory_total_mb: int = 2048
    queue_length: int = 256
    queue_per_client: int = 64

    @property
    def fast(self) -> int:
        """How many queries younger than `slow_after_ms` run at once."""
        return self.fast_workers or 2 * _CORES


class Engine:
    """Carries queries between the web processes and the workers."""

    def __init__(
        self, settings: EngineSettings, stores: Stores, release: str, listener: socket.socket
    ) -> None:
        self.settings, self.release, self.listener = settings, release, listener
        self.limits = Limits(settings.memory_limit_mb << 20, settings.time_limit_ms / 1000)
        self.queue: Admission[Job] = Admission(
            length=settings.queue_length, per_client=settings.queue_per_client
        )
        self.selector = selectors.DefaultSelector()
        self.clients: set[Client] = set()
        self.running: set[Job] = set()
        self.pool = Pool(
            stores,
            self.limits,
            self.selector,
            places=settings.fast,
            on_frame=self._answered,
            on_death=self._died,
        )
        self.queries = self.ended_early = 0
        self.draining = False
        self._looked = 0.0

    def run(self, lifeline: int) -> None:
        """Works until the lifeline ends, or until it is asked to end and the last answer is out."""
        self.listener.setblocking(False)
        self.selector.register(self.listener, selectors.EVENT_READ, self._accept)
        self.selector.register(lifeline, selectors.EVENT_READ, self._orphaned)
        signal.signal(signal.SIGTERM, self._drain)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._keep_ready()
        try:
            self._work()
        finally:
            self.pool.kill_all(self.running)

    def _work(self) -> None:
        while not (self.draining and self._silent()):
            for key, mask in self.selector.select(_TICK if self.running or self.pool.dying else 1.0):
                key.data(mask)
            self._look_after()

    def _silent(self) -> bool:
        """Whether nothing is asked, running or on its way out."""
        return not self.running and not self.queue.waiting and not any(c.held for c in self.clients)

    def _drain(self, _signal: int, _frame: object) -> None:
        """Takes no new connection any more; `run` ends when the last answer is out."""
        if not self.draining:
            self.draining = True
            self.selector.unregister(self.listener)
            self.listener.close()

    def _orphaned(self, _mask: int) -> None:
        """The process that started this one has gone: nobody may be left behind."""
        self.pool.kill_all(self.running)
        os._exit(0)

    # -- clients ---------------------------------------------------------------------------------------------

    def _accept(self, _mask: int) -> None:
        with contextlib.suppress(BlockingIOError, ConnectionAbortedError):
            connection, _ = self.listener.accept()
            connection.setblocking(False)
            client = Client(connection)
            self.clients.add(client)
            self.selector.register(connection, selectors.EVENT_READ, partial(self._client_ready, client))
            self._tell(client, message(Kind.HELLO, release=self.release))

    def _client_ready(self, client: Client, mask: int) -> None:
        if client.is_closed():  # by what was ready before it
            return
        try:
            if mask & selectors.EVENT_WRITE:
                self._push(client)
            if mask & selectors.EVENT_READ and not client.is_closed():
                data = client.socket.recv(_READ)
                if not data:
                    self._lose(client)
                    return
                for kind, body in client.reader.feed(data):
                    self._asked(client, kind, body)
        except BlockingIOError:
            return
        except (OSError, FrameError, ValueError, KeyError) as error:
            log.warning("a connection is given up: %s", error)
            self._lose(client)

    def _asked(self, client: Client, kind: Kind, body: bytes) -> None:
        """Takes in what a client asks."""
        if client.job is not None:
            raise FrameError("a second question before the first was answered")
        if kind is Kind.STATE:
            self._tell(client, message(Kind.END, **self.state()))
        elif kind is Kind.QUERY:
            self._take_in(client, body)
        else:
            raise FrameError(f"{kind.name} is nothing to ask")

    def _take_in(self, client: Client, body: bytes) -> None:
        asked = json.loads(body)
        limit_ms = min(asked.get("limit_ms") or self.settings.time_limit_ms, self.settings.time_limit_ms)
        job = Job(client, str(asked["client"]), body, limit_ms / 1000)
        try:
            self.queue.offer(job.address, job, monotonic())
        except QueryFault as fault:
            self._tell(client, failed(fault))
            return
        client.job = job
        self.queries += 1
        self._dispatch()

    def _tell(self, client: Client, data: bytes) -> None:
        """Sends `data` to a client, as fast as it takes it."""
        client.queue(data)
        self._push(client)

    def _push(self, client: Client) -> None:
        try:
            client.send()
        except OSError:
            self._lose(client)
            return
        if client not in self.clients:
            return
        wish = selectors.EVENT_READ | (selectors.EVENT_WRITE if client.held else 0)
        key = self.selector.get_key(client.socket)
        if key.events != wish:
            self.selector.modify(client.socket, wish, key.data)
        worker = client.job.worker if client.job else None
        if worker and worker.paused and client.held < _HELD // 2:
            self.pool.resume(worker)

    def _lose(self, client: Client) -> None:
        """A client has gone: what it asked is given up."""
        if client not in self.clients:
            return
        self.clients.discard(client)
        self.selector.unregister(client.socket)
        client.socket.close()
        job = client.job
        if job is None:
            return
        client.job = None
        if job.worker is None:
            self.queue.withdraw(job.address, job)
        else:
            self._stop(job)

    # -- queries ---------------------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Gives waiting queries to workers while there are fast places."""
        while self.queue.waiting and self._fast_running() < self.settings.fast:
            now = monotonic()
            # One place is kept for those who asked for little so far, whatever the others do.
            heavy_running = sum(job.heavy and not job.slow for job in self.running)
            room = heavy_running < max(1, self.settings.fast - 1)
            taken = self.queue.next(now, heavy=room)
            if taken is None:
                return
            address, job = taken
            job.heavy = self.queue.is_heavy(address, now)
            self.queue.started(address, job, now)
            job.began = now
            self.running.add(job)
            self.pool.give(job, behind=job.heavy and self._crowded())

    def _crowded(self) -> bool:
        """Whether more queries run than the machine has cores for: then some have to stand behind others."""
        return len(self.running) > _CORES

    def _fast_running(self) -> int:
        return sum(not job.slow for job in self.running)

    def _look_after(self) -> None:
        """What time brings: slow queries, limits reached, dead processes."""
        now = monotonic()
        if now - self._looked < _TICK:
            return
        self._looked = now
        for job in list(self.running):
            age = now - job.began
            if age > job.limit:
                reached = f"the query ran for {job.limit:g} s, the longest that it may"
                self._give_up(job, QueryFault("time", reached))
            elif not job.slow and self._is_slow(job, age):
                self._turn_slow(job)
        self._put_behind()
        self._watch_memory()
        self.pool.reap()
        self._dispatch()
        self._keep_ready()

    def _is_slow(self, job: Job, age: float) -> bool:
        """Whether a query is no short one; one that the machine let wait has not had its time yet."""
        after = self.settings.slow_after_ms / 1000
        if age <= after:
            return False
        return age > _STARVED * after or job.worker is None or job.worker.used() > after / 2

    def _turn_slow(self, job: Job) -> None:
        """Moves a query to a slow place, or ends it when there is none."""
        places = self.settings.slow_places
        if sum(other.slow for other in self.running) >= places:
            age = f"{self.settings.slow_after_ms} ms"
            why = f"the query takes longer than {age}, and all {places} places for such are taken"
            self._give_up(job, QueryFault("queue", why, retry_after=5))
        else:
            job.slow = True

    def _put_behind(self) -> None:
        """Lets the kernel put slow queries, and those of clients who used much, behind the others."""
        for job in self.running if self._crowded() else ():
            if job.worker is not None and (job.slow or job.heavy):
                job.worker.put_behind(SLOW if job.slow else HEAVY)

    def _watch_memory(self) -> None:
        """Ends the largest queries while all together take more than they may."""
        slow = [(job.worker.grown(), job) for job in self.running if job.slow and job.worker]
        total = sum(size for size, _ in slow)
        for size, job in sorted(slow, key=lambda pair: -pair[0]):
            if total <= self.settings.memory_total_mb << 20:
                return
            total -= size
            why = f"the query took {size >> 20} MiB, and all queries together took more than they may"
            self._give_up(job, QueryFault("memory", why))

    def _give_up(self, job: Job, fault: QueryFault) -> None:
        """Ends a running query with a fault."""
        job.client.job = None
        self._stop(job)
        self._tell(job.client, failed(fault))

    def _stop(self, job: Job) -> None:
        """Ends the worker of a running query; another takes its place."""
        worker = job.worker
        self._finished(job, worker.used() if worker else 0.0)
        if worker is not None:
            self.ended_early += 1
            self.pool.end(worker)

    def _finished(self, job: Job, used: float) -> None:
        """A query is over; what counts is the processor time that it had, as the machine may let it wait."""
        self.running.discard(job)
        self.queue.ended(job.address, job, monotonic(), used=used)
        if job.worker is not None:
            job.worker.job = None

    def _keep_ready(self) -> None:
        busy = sum(job.worker is not None and not job.worker.niceness for job in self.running)
        self.pool.keep_ready(busy, quiet=not self.running and not self.queue.waiting)

    def _answered(self, worker: Worker, kind: Kind, body: bytes) -> None:
        """Passes on what a worker made."""
        job = worker.job
        if job is None:
            return
        if kind is Kind.END:
            job.client.job = None
            used = worker.used()
            self._finished(job, used)
            self._tell(job.client, job.last + frame(kind, body))
            self.pool.rest(worker, used)
            self._dispatch()
            return
        if len(body) < TOGETHER:
            job.last = frame(kind, body)
            return
        self._tell(job.client, frame(kind, body))
        if worker.job is job and job.client.held > _HELD:
            self.pool.pause(worker)

    def _died(self, job: Job, status: int, used: float) -> None:
        """The worker of a query ended by itself: the query failed, for the reason that the kernel gives."""
        job.client.job = None
        self._finished(job, used)
        self._tell(job.client, failed(self._why(status)))
        self._dispatch()

    def _why(self, status: int) -> QueryFault:
        """The fault of a query whose worker ended with `status`."""
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if number == signal.SIGABRT:
            return QueryFault("memory", f"the query took more than {self.settings.memory_limit_mb} MiB")
        if number == signal.SIGSEGV:
            return QueryFault("memory", "the query nests deeper than it can be read or evaluated")
        if number == signal.SIGXCPU:
            return QueryFault("time", f"the query ran for {self.limits.seconds:g} s, the longest that it may")
        return QueryFault("internal", f"the query could not be evaluated ({cause(status)})")

    def state(self) -> dict[str, float]:
        """The engine in numbers."""
        slow = sum(job.slow for job in self.running)
        return {
            "queries_waiting": self.queue.waiting,
            "queries_running": len(self.running) - slow,
            "queries_running_slow": slow,
            "workers_idle": self.pool.ready,
            "engine_queries_total": self.queries,
            "workers_forked_total": self.pool.forks,
            "workers_killed_total": self.ended_early,
        }


def main() -> None:
    """Starts an engine as the JSON of its settings, the one argument, says."""
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    settings = EngineSettings(**json.loads(sys.argv[1]))
    folders = Path(settings.release), Path(settings.quotations) if settings.quotations else None
    try:
        stores = Stores(open_release(*folders))
    except GraphError as error:
        log.error("%s", error)  # noqa: TRY400  (the message says it all)
        sys.exit(2)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(settings.socket)
    listener.listen(1024)
    engine = Engine(settings, stores, identify(folders), listener)
    log.info("%d triples, %d places for queries", len(stores.whole), settings.fast + settings.slow_places)
    gc.collect()
    gc.freeze()
    engine.run(sys.stdin.fileno())


if __name__ == "__main__":
    main()
