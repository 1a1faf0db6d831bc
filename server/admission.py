"""Who is served next, and who is turned away: least time used in the last minute first.

The engine admits queries by it, a web process requests. No processes and no clock in here, so that the rules
can be tried out by themselves.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from sparql.service import QueryFault

_WINDOW: Final = 60.0
#: Seconds of engine time within the window from which a client counts as heavy,
_MUCH: Final = 0.25
#: unless its jobs are so short on average that nobody waits for one: then it is only many.
_SHORT: Final = 0.02
#: Use is kept by the second, so that a client's account is never longer than the window.
_GRAIN: Final = 1.0

JobT = TypeVar("JobT")


@dataclass(slots=True)
class _Account:
    """What one client has used, waits for and runs."""

    #: When, seconds, jobs; and the sums of both.
    used: deque[tuple[float, float, int]] = field(default_factory=deque)
    total: float = 0.0
    jobs: int = 0
    running: dict[int, float] = field(default_factory=dict)
    waiting: int = 0

    def seconds(self, now: float) -> float:
        """Time used within the window, running jobs included."""
        while self.used and self.used[0][0] < now - _WINDOW:
            _, seconds, jobs = self.used.popleft()
            self.jobs -= jobs
            self.total = self.total - seconds if self.used else 0.0  # sums of fractions never end at nothing
        return self.total + sum(now - began for began in self.running.values())

    def average(self, now: float) -> float:
        """Time that a job takes, running ones included."""
        return self.seconds(now) / max(1, self.jobs + len(self.running))

    def add(self, now: float, seconds: float) -> None:
        """Books a job of `seconds`."""
        self.total += seconds
        self.jobs += 1
        if self.used and now - self.used[-1][0] < _GRAIN:
            at, before, jobs = self.used.pop()
            self.used.append((at, before + seconds, jobs + 1))
        else:
            self.used.append((now, seconds, 1))


class Admission(Generic[JobT]):
    """The queue of jobs before the workers, with one line for each client."""

    def __init__(self, *, length: int, per_client: int, remembered: int | None = None) -> None:
        self.length, self.per_client, self.remembered = length, per_client, remembered or length
        self.waiting = 0
        self._lines: OrderedDict[str, deque[JobT]] = OrderedDict()
        self._accounts: dict[str, _Account] = {}
        self._many = self.remembered

    def offer(self, client: str, job: JobT, now: float) -> None:
        """Takes `job` in.

        Raises:
            QueryFault: kind `share` when this client has too much here, kind `queue` when all have.
        """
        account = self._accounts.setdefault(client, _Account())
        here = account.waiting + len(account.running)
        if here >= self.per_client:
            wait = max(1, round(account.seconds(now) / 10))
            raise QueryFault("share", f"{here} queries of {client} wait or run already", retry_after=wait)
        if self.waiting >= self.length:
            raise QueryFault("queue", f"{self.waiting} queries are waiting", retry_after=5)
        self._lines.setdefault(client, deque()).append(job)
        account.waiting += 1
        self.waiting += 1

    def next(self, now: float, *, heavy: bool = True) -> tuple[str, JobT] | None:
        """Takes out the job whose client has used least; of equal ones, the client who has waited longest.

        Without `heavy`, clients who used much are passed over.
        """
        if not self._lines:
            return None
        client = min(self._lines, key=lambda name: self._accounts[name].seconds(now))
        if not heavy and self.is_heavy(client, now):
            return None
        line = self._lines[client]
        job = line.popleft()
        self._left(client)
        return client, job

    def is_heavy(self, client: str, now: float) -> bool:
        """Whether a client used so much that those who used little go before."""
        account = self._accounts[client]
        return account.seconds(now) > _MUCH and account.average(now) > _SHORT

    def withdraw(self, client: str, job: JobT) -> None:
        """Takes `job` out before it was its turn."""
        self._lines[client].remove(job)
        self._left(client)

    def _left(self, client: str) -> None:
        if self._lines[client]:
            self._lines.move_to_end(client)
        else:
            del self._lines[client]
        self._accounts[client].waiting -= 1
        self.waiting -= 1

    def started(self, client: str, job: object, now: float) -> None:
        """Notes that a worker has begun with `job`."""
        self._accounts.setdefault(client, _Account()).running[id(job)] = now

    def ended(self, client: str, job: object, now: float, *, used: float | None = None) -> None:
        """Notes that the worker is done with `job`, and forgets clients of whom nothing is left.

        `used` is the time to book, where the job had less of the machine than time went by.
        """
        account = self._accounts[client]
        took = now - account.running.pop(id(job))
        account.add(now, took if used is None else min(took, used))
        if len(self._accounts) > self._many:
            self._forget(now)
            self._many = max(self.remembered, 2 * len(self._accounts))

    def _forget(self, now: float) -> None:
        idle = [
            c for c, a in self._accounts.items() if not a.waiting and not a.running and a.seconds(now) == 0
        ]
        for client in idle:
            del self._accounts[client]
