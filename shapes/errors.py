"""What can go wrong with shapes and with what is held against them.

ShapesError
├── ShapeFileError      a file of shapes, or stages.toml, cannot be read or says something it may not
├── UnknownStage        a stage that stages.toml does not have
├── UnreadableData      what was handed over to be validated is no RDF
└── ReferenceFailed     pySHACL made no report

A graph that violates a shape is no error of this layer: that is what a Report says, and what the caller
makes of it.
"""

from collections.abc import Iterable


class ShapesError(Exception):
    """Any error of this layer."""


class ShapeFileError(ShapesError):
    """A file of shapes that cannot be used: which, what is wrong with it, what to do."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {problem}; {remedy}")
        self.file = file
        self.problem = problem
        self.remedy = remedy


class UnknownStage(ShapesError):  # noqa: N818  (named for what was asked, like the others)
    """A stage that is none of those in stages.toml."""

    def __init__(self, stage: str, known: Iterable[str]) -> None:
        self.stage = stage
        self.known = tuple(known)
        super().__init__(f"no stage {stage!r} in shapes/stages.toml; take one of {', '.join(self.known)}")


class UnreadableData(ShapesError):  # noqa: N818  (named for what was handed over)
    """Data that is no RDF: which file, and what its parser said."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(
            f"{file}: not readable as RDF: {problem}; mend the file, or name it by its syntax "
            "(.ttl, .trig, .nt, .nq)"
        )
        self.file = file
        self.problem = problem


class ReferenceFailed(ShapesError):  # noqa: N818  (named by what happened)
    """pySHACL made no report: what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(f"pySHACL made no report: {said}; look for a shape that it cannot read")
        self.said = said
