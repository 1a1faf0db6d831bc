"""The pages of vocabularies (ontology, shapes) and of named graphs."""

from collections.abc import Mapping
from typing import Final

from ontology import names
from server import modules
from server.contexts_site import GraphPage, GraphsPage, OntologyPage, Term
from server.desk import Desk
from server.errors import NotFound
from server.known import RDF_TYPE, Known, facts, identity
from server.languages import Label, Language
from server.questions import Answers, iris_in, value
from sparql.service import Row

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SH: Final = "http://www.w3.org/ns/shacl#"
_DEFINITION: Final = "http://www.w3.org/2004/02/skos/core#definition"
_COMMENT: Final = "http://www.w3.org/2000/01/rdf-schema#comment"
VERSION: Final = f"{_OWL}versionInfo"
#: The groups of a vocabulary's page, in order, by the type of a term.
GROUPS: Final[Mapping[str, str]] = {
    f"{_OWL}Class": "classes",
    f"{_OWL}ObjectProperty": "object-properties",
    f"{_OWL}DatatypeProperty": "datatype-properties",
    f"{_OWL}AnnotationProperty": "annotation-properties",
    f"{_SH}NodeShape": "node-shapes",
    f"{_SH}PropertyShape": "property-shapes",
}


async def page(desk: Desk, iri: str, graph: str, namespace: str) -> OntologyPage:
    """All terms under `namespace` that the named graph `graph` has."""
    answers = await desk.questions.ask("ontology-terms", graph=graph)
    if not answers:
        raise NotFound(f"This release has no graph {graph}")
    naming = await desk.naming({iri} | iris_in(answers))
    says = [row for row in answers if value(row, "term") == iri]
    what = Known(iri, says, classes=[], is_said=[])
    return OntologyPage(
        title=naming.of(iri).text,
        naming=naming,
        identity=identity(what, naming),
        version=what.one(VERSION),
        groups=_grouped(answers, namespace, desk.language),
        modules=_modules(desk.language) if iri == names.ONTOLOGY else [],
        places=modules.module_of(),
    )


def _modules(language: Language) -> list[tuple[str, str, int]]:
    """The modules with their titles and sizes."""
    return [
        (
            name,
            str(language.best(module.titles) or name),
            len(module.terms) + len(module.codes) + len(module.outside),
        )
        for name, module in modules.modules().items()
    ]


def _grouped(answers: Answers, namespace: str, language: Language) -> list[tuple[str, list[Term]]]:
    by_term: dict[str, Answers] = {}
    for row in answers:
        if value(row, "term").startswith(namespace):
            by_term.setdefault(value(row, "term"), []).append(row)
    groups: dict[str, list[Term]] = {group: [] for group in GROUPS.values()}
    for iri, rows in by_term.items():
        types = {value(row, "value") for row in rows if value(row, "property") == RDF_TYPE}
        group = next((name for type_, name in GROUPS.items() if type_ in types), None)
        if group:
            groups[group].append(_term(iri, [row for row in rows if _readable(row, language)]))
    return [(group, terms) for group, terms in groups.items() if terms]


def _readable(row: Row, language: Language) -> bool:
    """Whether a value is no text, or a text in the reader's language: the page tells each thing once."""
    tag = row["value"].get("xml:lang", "")
    return not tag or tag.partition("-")[0] == language.data


def _term(iri: str, rows: Answers) -> Term:
    definitions = [row["value"] for row in rows if value(row, "property") in (_DEFINITION, _COMMENT)]
    return Term(
        iri=iri,
        id=names.slug_of(iri),
        definitions=[Label(term["value"], term.get("xml:lang", "")) for term in definitions],
        facts=facts(
            rows, leave_out=(_DEFINITION, _COMMENT, "http://www.w3.org/2000/01/rdf-schema#isDefinedBy")
        ),
    )


async def graph(desk: Desk, iri: str) -> GraphPage:
    """A named graph: what it has, and what is said of it."""
    size, classes, said = await desk.questions.ask_all(
        "graph-size", "graph-classes", "graph-facts", graph=iri
    )
    triples = int(value(size[0], "number", "0"))
    if not triples:
        raise NotFound(f"This release has no graph {iri}")
    naming = await desk.naming({iri} | iris_in(classes, said))
    return GraphPage(
        title=naming.of(iri).text,
        naming=naming,
        iri=iri,
        triples=triples,
        classes=[(value(row, "class"), int(value(row, "number"))) for row in classes],
        facts=facts(said),
    )


async def graphs(desk: Desk) -> GraphsPage:
    """All named graphs."""
    answers = await desk.questions.ask("graphs")
    naming = await desk.naming(iris_in(answers))
    found = [(value(row, "graph"), int(value(row, "number"))) for row in answers]
    return GraphsPage(title="", naming=naming, graphs=found)
