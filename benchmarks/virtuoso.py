"""Starts Virtuoso (Debian: virtuoso-opensource) on loopback in a folder of its own."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROGRAM, CONSOLE = "virtuoso-t", "isql-vt"
#: The user that a new database has, and its password there.
LOGIN = ("dba", "dba")
_STARTS_WITHIN = 90.0

_CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = {sql_port}
ListenAddress = 127.0.0.1
DisableUnixSocket = 1
CheckpointInterval = 60
CaseMode = 2
AllowOSCalls = 0
DirsAllowed = {folder}, {data}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 1G
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 16
MaxClientConnections = 16
MaxKeepAlives = 16
KeepAliveTimeout = 10
EnabledGzipContent = 0
[SPARQL]
{limits}
"""


@dataclass
class Virtuoso:
    """A Virtuoso: where it is asked, where it takes updates, its folder, and its process while it runs."""

    folder: Path
    sql_port: int
    http_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.http_port}/sparql"

    @property
    def update_url(self) -> str:
        """Where it takes updates, of those who log in."""
        return f"{self.url}-auth"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        self.process = subprocess.Popen(
            [PROGRAM, "+foreground", "+configfile", str(self.folder / "virtuoso.ini")],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(self.url, params={"query": "ASK { ?s ?p ?o }"}, timeout=10).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        log = self.folder / "virtuoso.log"
        told = log.read_text(encoding="utf-8", errors="replace")[-1000:] if log.exists() else "no log"
        raise RuntimeError(f"Virtuoso did not start: {told}")

    def stop(self) -> None:
        """Ends it; its database stays."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def run(self, *statements: str) -> str:
        """What its console answers to statements of SQL."""
        command = [CONSOLE, f"127.0.0.1:{self.sql_port}", *LOGIN, "ERRORS=STDOUT"]
        text = "".join(f"{statement};\n" for statement in statements)
        return subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout


def missing() -> str | None:
    """What is missing to start it here, or None."""
    for program in (PROGRAM, CONSOLE):
        if shutil.which(program) is None:
            return f"no {program} here (Debian package virtuoso-opensource)"
    return None


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def virtuoso(*, buffers: int = 10_000, limits: str = "", data: Path | None = None) -> Iterator[Virtuoso]:
    """A Virtuoso over an empty database; it is gone afterwards, with its folder.

    `limits` are lines of its section SPARQL; `data` is a folder from which its bulk loader may read.
    """
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as name:
        folder, sql_port, http_port = Path(name), free_port(), free_port()
        (folder / "virtuoso.ini").write_text(
            _CONFIGURATION.format(
                folder=folder, data=data or folder, sql_port=sql_port, http_port=http_port,
                buffers=buffers, dirty=buffers * 3 // 4, limits=limits,
            ),
            encoding="ascii",
        )  # fmt: skip
        server = Virtuoso(folder, sql_port, http_port)
        try:
            server.start()
            yield server
        finally:
            server.stop()
