"""What the OWL API makes of our files: the profile OWL 2 DL, and the way through its syntaxes and back.

Protégé is the OWL API with windows; what it accepts here, editors can open there. It runs in a process of its
own, because a Java started inside a Python process can be neither stopped nor started again.
"""

import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from ontology import java
from ontology.assemble import HOME, catalog
from ontology.errors import ProfileUnchecked

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
    documents: Sequence[Path], *, home: Path = HOME, jars: Sequence[Path] | None = None
) -> list[ProfileReport]:
    """Loads each file with its imports, by the catalogue, and checks it against OWL 2 DL.

    Args:
        documents: Files in any syntax that the OWL API reads.
        home: The folder whose catalogue finds the imports.
        jars: Another OWL API than the 3.4.3 in HermiT's jar.

    Raises:
        ProfileUnchecked: a file or an import cannot be loaded, or Java failed.
    """
    answers = _ask(_profile_in_java, list(documents), home=home, jars=jars)
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


def save_as(
    document: Path, targets: Mapping[str, Path], *, home: Path = HOME, jars: Sequence[Path] | None = None
) -> None:
    """Loads `document` and saves it in each syntax of `targets` (keys of SYNTAXES), as Protégé does.

    Raises:
        ProfileUnchecked: it cannot be loaded or saved.
    """
    _ask(_save_in_java, [(document, dict(targets))], home=home, jars=jars)


def _ask(
    work: Callable[[Any, Any, dict[str, Path]], dict[str, Any]],
    items: list[Any],
    *,
    home: Path,
    jars: Sequence[Path] | None,
) -> list[dict[str, Any]]:
    """What `work` answers for each item, out of a Java in another process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    classpath = [str(path) for path in (jars or java.hermit_classpath())]
    process = context.Process(
        target=_in_process, args=(theirs, work, items, classpath, catalog(home)), daemon=True
    )
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            raise ProfileUnchecked(f"no answer within {SECONDS} s")
        answer = ours.recv()
    except EOFError as error:
        process.join()
        raise ProfileUnchecked(f"Java ended with code {process.exitcode}") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, str):
        raise ProfileUnchecked(answer)
    return list(answer)


def _in_process(
    answers: Connection,
    work: Callable[[Any, Any, dict[str, Path]], dict[str, Any]],
    items: list[Any],
    classpath: list[str],
    imports: dict[str, Path],
) -> None:
    """The other process: starts Java, does the work, sends a list or, as text, what went wrong."""
    try:
        import jpype  # noqa: PLC0415  (only in the process that becomes Java's)

        jpype.startJVM(
            f"-Xmx{java.MEMORY_MB}m",
            f"-Xss{java.STACK}",
            "--enable-native-access=ALL-UNNAMED",
            jvmpath=str(java.virtual_machine()),
            classpath=classpath,
        )
        answers.send([work(jpype, item, imports) for item in items])
    except Exception as error:  # noqa: BLE001  (the edge of a process: everything must be told, whatever it is)
        answers.send(" ".join(str(error).split())[:600] or type(error).__name__)


def _load(jpype: Any, document: Path, imports: dict[str, Path]) -> tuple[Any, Any]:
    """The OWL API's manager and ontology of a file, imports found by the catalogue alone."""
    api = jpype.JPackage("org.semanticweb.owlapi")
    manager = api.apibinding.OWLManager.createOWLOntologyManager()
    for iri, path in imports.items():
        mapper = _mapper(jpype)(api.model.IRI.create(iri), api.model.IRI.create(path.as_uri()))
        if hasattr(manager, "addIRIMapper"):
            manager.addIRIMapper(mapper)
        else:
            manager.getIRIMappers().add(mapper)
    return manager, manager.loadOntologyFromOntologyDocument(jpype.java.io.File(str(document)))


def _mapper(jpype: Any) -> Any:
    return jpype.JClass("org.semanticweb.owlapi.util.SimpleIRIMapper")


def _profile_in_java(jpype: Any, document: Path, imports: dict[str, Path]) -> dict[str, Any]:
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
    return str(jpype.JClass("org.semanticweb.owlapi.util.VersionInfo").getVersionInfo().getVersion())


def _save_in_java(jpype: Any, item: tuple[Path, dict[str, Path]], imports: dict[str, Path]) -> dict[str, Any]:
    document, targets = item
    manager, ontology = _load(jpype, document, imports)
    iri = jpype.JClass("org.semanticweb.owlapi.model.IRI")
    for syntax, target in targets.items():
        format_ = _syntax(jpype, SYNTAXES[syntax])()
        format_.setPrefix("yz:", "https://w3id.org/yuezhi/ontology#")
        manager.saveOntology(ontology, format_, iri.create(target.as_uri()))
    return {"saved": sorted(targets)}


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
