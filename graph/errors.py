"""What can go wrong between claims and a served release.

GraphError
├── ReleaseUnreadable     a file of a release does not parse, or the folder holds none
├── ConstructFailed       a graph rule (mappings/construct) does not parse or yields what is no quad
├── DecisionInvalid       a line of graph/overrules.csv or graph/retired.csv cannot be read
├── SourcesMissing        the texts of the sources are not where they were looked for
├── SourcesUnread         reading or claiming failed for some documents; the others' claims are kept
├── SchedulerUnreachable  no Dask scheduler answers at the address given
├── ReleaseInvalid        the graph violates shapes; the old release stays
└── OntologyInconsistent  the reasoner found a contradiction; the old release stays
"""

from collections.abc import Mapping, Sequence
from pathlib import Path


class GraphError(Exception):
    """Base of all errors of this layer."""


class ReleaseUnreadable(GraphError):  # noqa: N818  (named by what is wrong)
    """A release cannot be loaded."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Build it again with `yuezhi build`.")
        self.path = path
        self.reason = reason


class ConstructFailed(GraphError):  # noqa: N818
    """A graph rule that does not run."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"mappings/construct/{rule}: {reason}")
        self.rule = rule
        self.reason = reason


class DecisionInvalid(GraphError):  # noqa: N818
    """A curator's decision that cannot be read."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class SourcesMissing(GraphError):  # noqa: N818
    """No text to build from."""

    def __init__(self, missing: Sequence[str], folder: Path | None) -> None:
        where = str(folder) if folder else "mappings/sources/texts"
        super().__init__(
            f"No text in {where} for: {', '.join(missing)}. Say where they are with --sources or "
            "YUEZHI_SOURCES, or take them in with `yuezhi sources add ID FILE`."
        )
        self.missing = tuple(missing)
        self.folder = folder


class SourcesUnread(GraphError):  # noqa: N818
    """Documents whose reading failed, each with its reason; all others were read."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        lines = (f"  {name}: {reason}" for name, reason in failures.items())
        super().__init__(
            f"{len(failures)} document(s) could not be read; the old release stays in place. What the others "
            "say is kept, and only these are read again by the next build:\n" + "\n".join(lines)
        )
        self.failures = dict(failures)


class SchedulerUnreachable(GraphError):  # noqa: N818
    """No cluster to read on."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"No Dask scheduler answers at {address}: {reason}. Start one with `dask scheduler` and "
            "`dask worker`, or read on this machine with --jobs N."
        )
        self.address = address


class ReleaseInvalid(GraphError):  # noqa: N818
    """The graph that was built violates shapes. `violations` are ready-made lines for people."""

    def __init__(self, violations: Sequence[str]) -> None:
        shown = "\n".join(f"  {line}" for line in violations[:20])
        more = f"\n  … and {len(violations) - 20} more" if len(violations) > 20 else ""
        count = len(violations)
        super().__init__(
            f"The graph violates {count} constraint(s); the old release stays in place:\n{shown}{more}"
        )
        self.violations = tuple(violations)


class OntologyInconsistent(GraphError):  # noqa: N818
    """The reasoner finds the graph inconsistent."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The graph contradicts the ontology; the old release stays in place. {reason}")
        self.reason = reason
