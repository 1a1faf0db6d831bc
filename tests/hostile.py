"""Fifty hostile clients of a server, each with an address of its own, in a process of their own.

    python -m tests.hostile PORT

They go on until they are ended. In the process that measures they would keep the measuring thread waiting.
"""

import contextlib
import random
import socket
import sys
import threading
import time
from urllib.parse import quote

CLIENTS = 50
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c ?a ?d",
    "SELECT (GROUP_CONCAT(STR(?c)) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (<http://e.org/q>|!<http://e.org/x>)* ?b . ?b (<http://e.org/q>|!<http://e.org/x>)* ?c }",
    'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), "(0|1|2)+(3|4)*$") && REGEX(STR(?f), "9+8*7?$")) }',
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "ASK { ?s ?p " + "(" * 60 + "1" + ")" * 60 + " }",
    "ASK " + "{" * 3000 + "}" * 3000,
)


def exchange(port: int, source: str, text: str, wait: float) -> bytes:
    """The first bytes of the answer to a query that comes from the address `source`."""
    request = f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with socket.create_connection(
        ("127.0.0.1", port), timeout=wait, source_address=(source, 0)
    ) as connection:
        connection.sendall(request.encode())
        return connection.recv(4096)


def attack(port: int, number: int) -> None:
    """One hostile client: heavy queries, sockets closed at once, requests half sent."""
    chance = random.Random(number)  # noqa: S311  (the same attack every time)
    source = f"127.0.0.{number + 2}"
    while True:
        with contextlib.suppress(OSError):
            mood = chance.random()
            if mood < 0.1:
                with socket.create_connection(
                    ("127.0.0.1", port), timeout=1, source_address=(source, 0)
                ) as half:
                    half.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nquery=")
                    time.sleep(chance.random())
            else:
                exchange(port, source, chance.choice(HOSTILE), 0.2 if mood < 0.3 else 40)


def main() -> None:
    """Attacks the port of loopback that the command line names."""
    threads = [
        threading.Thread(target=attack, args=(int(sys.argv[1]), number), daemon=True)
        for number in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    threads[0].join()


if __name__ == "__main__":
    main()
