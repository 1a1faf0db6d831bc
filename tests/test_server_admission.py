"""Who is served next and who is turned away, without processes and without a clock."""

import pytest

from server.admission import Admission
from sparql.service import QueryFault


def queue(length: int = 100, per_client: int = 10) -> Admission[str]:
    return Admission(length=length, per_client=per_client)


def run(admission: Admission[str], now: float, seconds: float) -> tuple[str, str]:
    """Takes the next job and runs it for a while."""
    taken = admission.next(now)
    assert taken is not None
    admission.started(*taken, now)
    admission.ended(*taken, now + seconds)
    return taken


def test_the_client_who_used_least_is_served_first() -> None:
    admission = queue()
    for number in range(3):
        admission.offer("greedy", f"g{number}", 0)
    assert run(admission, 0, 5) == ("greedy", "g0")
    admission.offer("modest", "m0", 5)
    assert run(admission, 5, 1) == ("modest", "m0")
    admission.offer("modest", "m1", 6)
    assert run(admission, 6, 1) == ("modest", "m1")
    assert run(admission, 7, 1) == ("greedy", "g1")


def test_what_runs_counts_before_it_has_ended() -> None:
    admission = queue()
    for job in ("g0", "g1"):
        admission.offer("greedy", job, 0)
    taken = admission.next(0)
    assert taken is not None
    admission.started(*taken, 0)
    admission.offer("modest", "m0", 1)
    assert admission.next(1) == ("modest", "m0")


def test_use_is_forgotten_after_a_minute() -> None:
    admission = queue()
    admission.offer("once", "o0", 0)
    run(admission, 0, 20)
    admission.offer("other", "x0", 75)
    run(admission, 75, 1)
    admission.offer("once", "o1", 90)
    admission.offer("other", "x1", 90)
    assert admission.next(90) == ("once", "o1")


def test_equal_clients_take_turns() -> None:
    admission = queue()
    for client in ("a", "b", "a", "b"):
        admission.offer(client, client, 0)
    order = [taken[0] for taken in (admission.next(0) for _ in range(4)) if taken]
    assert order == ["a", "b", "a", "b"]


def test_one_client_may_not_have_more_than_its_share() -> None:
    admission = queue(per_client=2)
    admission.offer("a", "1", 0)
    admission.offer("a", "2", 0)
    with pytest.raises(QueryFault) as caught:
        admission.offer("a", "3", 0)
    assert caught.value.kind == "share"
    assert caught.value.retry_after
    admission.offer("b", "1", 0)


def test_the_queue_is_bounded_in_all() -> None:
    admission = queue(length=3, per_client=10)
    for number in range(3):
        admission.offer(f"c{number}", "job", 0)
    with pytest.raises(QueryFault) as caught:
        admission.offer("c9", "job", 0)
    assert caught.value.kind == "queue"
    assert caught.value.retry_after


def test_who_withdraws_is_not_served() -> None:
    admission = queue()
    admission.offer("a", "1", 0)
    admission.offer("a", "2", 0)
    admission.withdraw("a", "1")
    assert admission.waiting == 1
    assert admission.next(0) == ("a", "2")
    assert admission.next(0) is None


def test_clients_of_whom_nothing_is_left_are_forgotten() -> None:
    admission = queue(length=5)
    for number in range(1000):
        admission.offer(f"c{number}", "job", number * 30)
        run(admission, number * 30, 1)
    assert len(admission._accounts) < 10


def test_heavy_clients_are_passed_over_where_a_place_is_kept_for_others() -> None:
    admission = queue()
    admission.offer("greedy", "g0", 0)
    run(admission, 0, 5)
    admission.offer("greedy", "g1", 5)
    assert admission.is_heavy("greedy", 5)
    assert admission.next(5, heavy=False) is None
    admission.offer("modest", "m0", 5)
    assert admission.next(5, heavy=False) == ("modest", "m0")
    assert admission.next(5) == ("greedy", "g1")


def test_who_was_let_wait_by_the_machine_counts_with_what_he_had() -> None:
    queue: Admission[str] = Admission(length=9, per_client=9)
    for client, used in (("starved", 0.01), ("busy", None)):
        queue.offer(client, "q", 0.0)
        queue.next(0.0)
        queue.started(client, "q", 0.0)
        queue.ended(client, "q", 2.0, used=used)
    assert (queue.is_heavy("starved", 3.0), queue.is_heavy("busy", 3.0)) == (False, True)


def test_many_short_jobs_make_nobody_heavy() -> None:
    admission = queue()
    for number in range(200):
        for client, seconds in (("many", 0.005), ("few", 0.1)):
            if client == "many" or number < 10:
                admission.offer(client, client, number)
                run(admission, number, seconds)
    now = 50.0
    assert not admission.is_heavy("many", now)
    assert admission.is_heavy("few", now)
