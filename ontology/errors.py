"""What can go wrong with the ontology.

OntologyError
├── ModuleUnreadable      a file is not RDF
├── ImportUnknown         an imported ontology is not in the catalogue
├── ReasonerFailed        Java or the reasoner gave up
│   ├── ReasonerRejected  the ontology cannot be reasoned over as it stands
│   └── ReasonerTooSlow   the time limit was reached
├── ProfileUnchecked      the OWL API could not check the profile
└── CheckBroken           a query of a check does not parse or has no message
"""

from pathlib import Path


class OntologyError(Exception):
    """Anything wrong with the ontology, its files or the tools that read it."""


class ModuleUnreadable(OntologyError):  # noqa: N818  (the tree above says what each is)
    """A file that is not RDF in the syntax that its ending names."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{path}: not readable as RDF: {reason}; mend the file, then run `yuezhi check`")


class ImportUnknown(OntologyError):  # noqa: N818
    """An `owl:imports` whose target the catalogue does not know."""

    def __init__(self, imported: str, importing: str) -> None:
        self.imported = imported
        self.importing = importing
        super().__init__(
            f"{importing} imports {imported}, which catalog-v001.xml does not list; "
            "add a line there or drop the import (nothing is ever fetched)"
        )


class ReasonerFailed(OntologyError):  # noqa: N818
    """Java or the reasoner gave up; `detail` is what it said."""

    def __init__(self, what: str, detail: str, advice: str) -> None:
        self.detail = detail
        super().__init__(f"{what}: {detail}; {advice}")


class ReasonerRejected(ReasonerFailed):
    """The reasoner refuses the ontology: a datatype, a literal or an axiom it cannot work with."""


class ReasonerTooSlow(ReasonerFailed):
    """The reasoner was stopped at its time limit."""


class ProfileUnchecked(OntologyError):  # noqa: N818
    """The OWL API could not load the ontology or was not found."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"the OWL 2 DL profile could not be checked: {detail}; run `yuezhi check` for the cause"
        )


class CheckBroken(OntologyError):  # noqa: N818
    """A check that cannot be run as it is written."""

    def __init__(self, check: str, reason: str) -> None:
        self.check = check
        super().__init__(f"ontology/checks/{check}.rq: {reason}")
