"""What the OWL API makes of our files: the profile OWL 2 DL, and the way through its syntaxes and back.

Protégé is the OWL API with windows; what it accepts here, editors can open there. It runs in a Java of its
own (`ontology.java`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ontology import java
from ontology.assemble import catalog
from ontology.errors import ProfileUnchecked, ReasonerFailed

SECONDS: Final = 300
#: The syntaxes to save in: the OWL API's class of each.
SYNTAXES: Final = {
    "rdfxml": "RDFXML",
    "owlxml": "OWLXML",
    "functional": "OWLFunctionalSyntax",
    "turtle": "Turtle",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which an ontology is not OWL 2 DL."""

    rule: str
    where: str


@dataclass(frozen=True, slots=True)
class ProfileReport:
    """One ontology with its imports, as the OWL API loaded it."""

    ontology: str
    axioms: int
    imports: tuple[str, ...]
    violations: tuple[Violation, ...]
    owl_api: str

    @property
    def conforms(self) -> bool:
        """Whether it is OWL 2 DL."""
        return not self.violations


def check_profile(
    documents: Sequence[Path | str],
    *,
    imports: Mapping[str, Path | str] | None = None,
    jars: Sequence[Path] | None = None,
) -> list[ProfileReport]:
    """Loads each document with its imports and checks it against OWL 2 DL.

    Args:
        documents: Files in any syntax that the OWL API reads, or addresses where a server has them.
        imports: Where imported ontologies are found (else as our catalogue says).
        jars: Another OWL API than the 3.4.3 in HermiT's jar.

    Raises:
        ProfileUnchecked: a file or an import cannot be loaded, or Java failed.
    """
    places = {iri: _address(place) for iri, place in (imports or catalog()).items()}
    answers = _ask(_profile_in_java, [(_address(document), places) for document in documents], jars)
    return [
        ProfileReport(
            ontology=found["ontology"],
            axioms=found["axioms"],
            imports=tuple(found["imports"]),
            violations=tuple(Violation(*violation) for violation in found["violations"]),
            owl_api=found["owl_api"],
        )
        for found in answers
    ]


def save_as(jobs: Sequence[tuple[Path, Mapping[str, Path]]], *, jars: Sequence[Path] | None = None) -> None:
    """Loads each document and saves it in each syntax of its targets (keys of SYNTAXES), as Protégé does.

    Raises:
        ProfileUnchecked: one cannot be loaded or saved.
    """
    places = {iri: _address(place) for iri, place in catalog().items()}
    _ask(_save_in_java, [(_address(document), dict(targets), places) for document, targets in jobs], jars)


def _address(place: Path | str) -> str:
    return place.resolve().as_uri() if isinstance(place, Path) else place


def _ask(work: Callable[[Any, Any], Any], items: list[Any], jars: Sequence[Path] | None) -> list[Any]:
    try:
        return java.in_java(work, items, jars=jars, seconds=SECONDS)
    except ReasonerFailed as error:
        raise ProfileUnchecked(error.detail) from error


def _load(jpype: Any, document: str, imports: dict[str, str]) -> tuple[Any, Any]:
    """The OWL API's manager and ontology of a document, imports found where `imports` says."""
    api = jpype.JPackage("org.semanticweb.owlapi")
    manager = api.apibinding.OWLManager.createOWLOntologyManager()
    for iri, place in imports.items():
        mapper = _mapper(jpype)(api.model.IRI.create(iri), api.model.IRI.create(place))
        if hasattr(manager, "addIRIMapper"):
            manager.addIRIMapper(mapper)
        else:
            manager.getIRIMappers().add(mapper)
    return manager, manager.loadOntologyFromOntologyDocument(api.model.IRI.create(document))


def _mapper(jpype: Any) -> Any:
    return jpype.JClass("org.semanticweb.owlapi.util.SimpleIRIMapper")


def _profile_in_java(jpype: Any, item: tuple[str, dict[str, str]]) -> dict[str, Any]:
    document, imports = item
    _, ontology = _load(jpype, document, imports)
    report = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    closure = [_iri_of(part) for part in ontology.getImportsClosure()]
    return {
        "ontology": _iri_of(ontology),
        "axioms": sum(int(part.getAxiomCount()) for part in ontology.getImportsClosure()),
        "imports": sorted(set(closure) - {_iri_of(ontology)}),
        "violations": sorted(
            (str(v.getClass().getSimpleName()), " ".join(str(v).split())[:300])
            for v in report.getViolations()
        ),
        "owl_api": _version(jpype),
    }


def _iri_of(ontology: Any) -> str:
    iri = ontology.getOntologyID().getOntologyIRI()
    if hasattr(iri, "isPresent"):
        return str(iri.get()) if iri.isPresent() else "anonymous"
    return "anonymous" if iri is None else str(iri)


def _version(jpype: Any) -> str:
    """The version of the OWL API in use."""
    found = str(jpype.JClass("org.semanticweb.owlapi.util.VersionInfo").getVersionInfo().getVersion())
    return "3.4.3" if found.startswith("1.3.8") else found  # HermiT's jar tells HermiT's own


def _save_in_java(jpype: Any, item: tuple[str, dict[str, Path], dict[str, str]]) -> list[str]:
    document, targets, imports = item
    manager, ontology = _load(jpype, document, imports)
    iri = jpype.JClass("org.semanticweb.owlapi.model.IRI")
    for syntax, target in targets.items():
        format_ = _syntax(jpype, SYNTAXES[syntax])()
        format_.setPrefix("yz:", "https://w3id.org/yuezhi/ontology#")
        manager.saveOntology(ontology, format_, iri.create(target.as_uri()))
    return sorted(targets)


def _syntax(jpype: Any, name: str) -> Any:
    """The class of a syntax: the OWL API moved and renamed them between its versions."""
    old = {
        "RDFXML": "io.RDFXMLOntologyFormat",
        "OWLXML": "io.OWLXMLOntologyFormat",
        "OWLFunctionalSyntax": "io.OWLFunctionalSyntaxOntologyFormat",
        "Turtle": "io.TurtleOntologyFormat",
    }[name]
    new = {"OWLFunctionalSyntax": "FunctionalSyntax"}.get(name, name)
    try:
        return jpype.JClass(f"org.semanticweb.owlapi.formats.{new}DocumentFormat")
    except TypeError:
        return _old_syntax(jpype, old)


def _old_syntax(jpype: Any, name: str) -> Any:
    for package in ("org.semanticweb.owlapi.", "org.coode.owlapi.turtle.", "org.coode.owlapi."):
        try:
            return jpype.JClass(package + (name if package.endswith("owlapi.") else name.removeprefix("io.")))
        except TypeError:
            continue
    raise ProfileUnchecked(f"this OWL API has no syntax {name}")
