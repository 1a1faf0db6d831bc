"""Starts the engine and the web processes, keeps them up, exchanges the engine for one with a new release.

They are started by exec and hold the reading end of a pipe as standard input: when this process is gone,
however it went, the pipe ends and so do they, and no port stays open.
"""

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from server.engine import EngineSettings
from server.settings import Settings

log: Final = logging.getLogger("yuezhi.serve")

#: A web process that is not yet up must not die of the signal that tells it of a new engine.
_START: Final = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); from {} import main; main()"

_TICK: Final = 0.2
_GRACE: Final = 15.0
#: A process that ended is started again after this, so that one that cannot start does not fill the log.
_AGAIN_AFTER: Final = 1.0
_LOADS_WITHIN: Final = 600.0


class CannotServe(Exception):  # noqa: N818  (named by what is wrong)
    """The server cannot be started here; the message says why and what to do."""


class Supervisor:
    """The process that `yuezhi serve` is."""

    def __init__(self, settings: Settings, announce: Callable[[str], None]) -> None:
        self.settings, self.announce = settings, announce
        self.folder = Path(tempfile.mkdtemp(prefix="yuezhi-"))
        self.engine: subprocess.Popen[bytes] | None = None
        self.leaving: list[subprocess.Popen[bytes]] = []
        self.web: list[subprocess.Popen[bytes]] = []
        self.generation = 0
        self.ending = False
        self.reloading = False
        self.lifeline, self._held = os.pipe()

    @property
    def engine_socket(self) -> Path:
        """Where web processes find the engine of the moment."""
        return self.folder / "engine"

    def run(self) -> None:
        """Serves until a signal asks to end.

        Raises:
            CannotServe: the port is taken, or the release cannot be loaded.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        signal.signal(signal.SIGHUP, self._reload)
        try:
            self._check_port()
            if not self.settings.store:
                self.engine = self._start_engine()
            self.web = [self._start_web() for _ in range(self.settings.web_processes)]
            if (self.engine is None or self._take_over(self.engine)) and self._await_web():
                host, port = self.settings.host, self.settings.port
                self.announce(f"http://{_bracketed(host)}:{port}{self.settings.root_path}/")
            self._watch()
        finally:
            self._stop()

    def _check_port(self) -> None:
        """The web processes share a port; that somebody else has it must not go unnoticed."""
        family = socket.AF_INET6 if ":" in self.settings.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.settings.host, self.settings.port))
            except OSError as error:
                where = f"{self.settings.host}:{self.settings.port}"
                problem = f"cannot listen on {where}: {error.strerror}; choose another with --port"
                raise CannotServe(problem) from error

    def _start_engine(self) -> subprocess.Popen[bytes]:
        self.generation += 1
        told = {f.name: getattr(self.settings, f.name) for f in fields(EngineSettings) if f.name != "socket"}
        told |= {"release": str(self.settings.release), "quotations": str(self.settings.quotations)}
        told["socket"] = str(self.folder / f"engine-{self.generation}")
        return self._start("server.engine", told)

    def _start_web(self) -> subprocess.Popen[bytes]:
        given = {name: str(v) if isinstance(v, Path) else v for name, v in asdict(self.settings).items()}
        engine = None if self.settings.store else str(self.engine_socket)
        return self._start("server.web", {"settings": given, "engine": engine, "folder": str(self.folder)})

    def _start(self, module: str, told: dict[str, object]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", _START.format(module), json.dumps(told)]
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        return subprocess.Popen(command, stdin=self.lifeline, env={**os.environ, "PYTHONPATH": path})

    def _take_over(self, engine: subprocess.Popen[bytes]) -> bool:
        """Waits until `engine` listens and makes it the one that is asked; False when asked to end."""
        path = self.folder / f"engine-{self.generation}"
        until = time.monotonic() + _LOADS_WITHIN
        while not self.ending:
            if engine.poll() is not None or time.monotonic() > until:
                raise CannotServe(
                    f"the engine could not load {self.settings.release}; see above for the reason"
                )
            if path.exists() and _listens(path):
                fresh = self.folder / "fresh"
                fresh.symlink_to(path.name)
                fresh.replace(self.engine_socket)
                return True
            time.sleep(0.02)
        return False

    def _await_web(self) -> bool:
        """Waits until a web process listens; False when asked to end before."""
        while not self.ending:
            if all(process.poll() is not None for process in self.web):
                raise CannotServe("the web process could not start; see above for the reason")
            with contextlib.suppress(OSError), socket.create_connection(self._address, timeout=1):
                return True
            time.sleep(0.02)
        return False

    @property
    def _address(self) -> tuple[str, int]:
        """Where the web processes are reached from here."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  (read, not bound)
        return everywhere.get(self.settings.host, self.settings.host), self.settings.port

    def _watch(self) -> None:
        """Starts again what ended, until this process is to end."""
        while not self.ending:
            time.sleep(_TICK)
            if self.reloading:
                self.reloading = False
                self._exchange()
            if self.engine is not None and self.engine.poll() is not None:
                log.error("the engine ended with %s and is started again", self.engine.returncode)
                time.sleep(_AGAIN_AFTER)
                self.engine = self._start_engine()
                self._take_over(self.engine)
            for index, process in enumerate(self.web):
                if process.poll() is not None and not self.ending:
                    log.error("a web process ended with %s and is started again", process.returncode)
                    time.sleep(_AGAIN_AFTER)
                    self.web[index] = self._start_web()
            self.leaving = [process for process in self.leaving if process.poll() is None]

    def _exchange(self) -> None:
        """Turns to an engine that loads the release anew; the old one ends after its last answer."""
        if self.engine is None:
            return
        fresh = self._start_engine()
        try:
            taken = self._take_over(fresh)
        except CannotServe as error:
            log.error("%s; the release before it stays in service", error)  # noqa: TRY400  (told above)
            return
        if taken:
            for process in self.web:
                process.send_signal(signal.SIGHUP)
            self.engine.terminate()
            self.leaving.append(self.engine)
            self.engine = fresh
            self.announce("the new release is in service")
        else:
            fresh.kill()

    def _end(self, _signal: int, _frame: object) -> None:
        self.ending = True

    def _reload(self, _signal: int, _frame: object) -> None:
        self.reloading = True

    def _stop(self) -> None:
        """Ends the web processes after their last answers, then the engines."""
        for group in (self.web, [p for p in (self.engine, *self.leaving) if p is not None]):
            for process in group:
                process.terminate()
            until = time.monotonic() + _GRACE
            for process in group:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(max(0.0, until - time.monotonic()))
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serves until a signal asks to end.

    Raises:
        CannotServe: not here, or not with these settings.
    """
    if not settings.store and not hasattr(os, "fork"):
        raise CannotServe(
            "queries run in forked processes, which this system does not have; run it on Linux (a container "
            "will do), or put it before another store with --store"
        )
    Supervisor(settings, announce).run()
