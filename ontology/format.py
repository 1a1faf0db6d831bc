"""One way to write an ontology file: whoever saved it, in whatever order and syntax, the text is the same.

Protégé reorders what it saves; a diff of canonical texts shows only what was changed. The order of things is
header, classes, properties, individuals, other things, axioms without a name; blank nodes stand where they
are used. What OWL leaves unordered (the members of a union, which of two inverses is named first) is put in
order.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from ontology import names
from ontology.assemble import catalog, read_module
from ontology.errors import ModuleUnreadable, ProfileUnchecked
from ontology.prefixes import PREFIXES
from ontology.profile import save_as

#: Lists whose order says nothing.
_SETS: Final = frozenset(
    {
        OWL.unionOf,
        OWL.intersectionOf,
        OWL.oneOf,
        OWL.members,
        OWL.distinctMembers,
        OWL.hasKey,
        OWL.withRestrictions,
    }
)
#: Statements that say the same either way round.
_SYMMETRIC: Final = (
    OWL.disjointWith,
    OWL.inverseOf,
    OWL.equivalentClass,
    OWL.equivalentProperty,
    OWL.propertyDisjointWith,
)
#: Class expressions whose type some tools leave out.
_EXPRESSIONS: Final = (OWL.unionOf, OWL.intersectionOf, OWL.complementOf)
_SECTIONS: Final = (
    (OWL.Ontology, "Header"),
    (OWL.Class, "Classes"),
    (OWL.ObjectProperty, "Object properties"),
    (OWL.DatatypeProperty, "Data properties"),
    (OWL.AnnotationProperty, "Annotation properties"),
    (SKOS.ConceptScheme, "Schemes"),
    (OWL.NamedIndividual, "Individuals"),
)
_FIRST: Final = (
    RDF.type,
    RDFS.label,
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.scopeNote,
    SKOS.example,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    RDFS.domain,
    RDFS.range,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.disjointWith,
    OWL.hasKey,
)
#: How OWL/XML and functional syntax begin, which rdflib does not read.
_OWL_ONLY: Final = re.compile(rb"^\s*(Prefix|Ontology)\(|<Ontology\s", re.MULTILINE)
_WIDTH: Final = 110
_INDENT: Final = "    "


def format_file(path: Path, *, write: bool = True) -> Path | None:
    """Puts the file `path` into canonical form (only looks if not `write`); the file that changes, if any.

    A file in another syntax (RDF/XML, OWL/XML, functional syntax) becomes the module whose name it declares.

    Raises:
        ModuleUnreadable: it is in no syntax that we or the OWL API read.
    """
    graph = read_any(path)
    target = path if path.suffix == ".ttl" else _module_of(graph, path)
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    after = canonical(graph)
    if after == before:
        return None
    if write:
        target.write_text(after, encoding="utf-8", newline="\n")
    return target


def read_any(path: Path) -> Graph:
    """The graph of a file in any syntax of RDF or OWL; what rdflib cannot read goes through the OWL API.

    Raises:
        ModuleUnreadable: it is in none.
    """
    if not path.is_file() or not _OWL_ONLY.search(path.read_bytes()[:20_000]):
        return read_module(path)
    with tempfile.TemporaryDirectory(prefix="yuezhi-format-") as folder:
        saved = Path(folder) / "module.rdf"
        try:
            save_as([(path.resolve(), {"rdfxml": saved})])
        except ProfileUnchecked as error:
            raise ModuleUnreadable(path, error.detail) from error
        return read_module(saved)


def _module_of(graph: Graph, path: Path) -> Path:
    """The module whose name `graph` declares, else a file beside `path`."""
    modules = catalog()
    declared = (str(s) for s in graph.subjects(RDF.type, OWL.Ontology))
    return next((modules[iri] for iri in declared if iri in modules), path.with_suffix(".ttl"))


def canonical(graph: Graph) -> str:
    """The one text of `graph` in Turtle."""
    return _Writer(normalise(graph)).text()


def normalise(graph: Graph) -> Graph:
    """`graph` with literals in canonical form and symmetric statements in one direction."""
    tidy = Graph()
    for s, p, o in graph:
        if o == RDFS.Datatype and isinstance(s, URIRef) and s.startswith(str(XSD)):
            continue  # the OWL API 5 declares xsd:date, and HermiT then refuses the ontology
        if p in _SYMMETRIC and isinstance(s, URIRef) and isinstance(o, URIRef) and _side(o) < _side(s):
            tidy.add((o, p, s))
        else:
            tidy.add((s, p, _tidy_literal(o) if isinstance(o, Literal) else o))
    _retype_values(tidy)
    for expression in _EXPRESSIONS:
        for s in set(tidy.subjects(expression)):
            if isinstance(s, BNode) and not set(tidy.objects(s, RDF.type)):
                tidy.add((s, RDF.type, OWL.Class))
    return tidy


def _retype_values(graph: Graph) -> None:
    """Gives whole values of decimal properties their type back: the OWL API 5 saves "1.0" as an integer."""
    for restriction, value in list(graph.subject_objects(OWL.hasValue)):
        if not isinstance(value, Literal) or value.datatype != XSD.integer:
            continue
        property_ = graph.value(restriction, OWL.onProperty)
        if property_ is not None and (property_, RDFS.range, XSD.decimal) in graph:
            graph.remove((restriction, OWL.hasValue, value))
            graph.add((restriction, OWL.hasValue, Literal(str(value), datatype=XSD.decimal)))


def _side(term: URIRef) -> tuple[bool, str]:
    """Which of two terms is named first: ours before others', then by letter."""
    return not term.startswith(names.BASE), str(term)


def _tidy_literal(literal: Literal) -> Literal:
    """`literal` in the form in which equal values are equal texts."""
    if literal.language:
        return Literal(str(literal), lang=literal.language.lower())
    if literal.datatype in (None, XSD.string):
        return Literal(str(literal))
    if literal.datatype in (XSD.decimal, XSD.integer):
        try:
            return Literal(f"{Decimal(str(literal)).normalize():f}", datatype=literal.datatype)
        except InvalidOperation:
            return literal
    return literal


class _Writer:
    """Writes one graph. Blank nodes used once stand inline; others get labels made from the graph alone."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.used: set[str] = set()
        self.texts: dict[tuple[Node, bool], str] = {}
        uses: dict[BNode, int] = defaultdict(int)
        for _, _, o in graph:
            if isinstance(o, BNode):
                uses[o] += 1
        shared = {node for node, count in uses.items() if count > 1} | self._in_cycles(uses)
        if shared:
            self.graph = to_canonical_graph(graph)
            self.labels = self._label_shared()
        else:
            self.labels = {}
        self.roots = {s for s in self.graph.subjects() if not self._is_inline(s)}

    def _in_cycles(self, uses: dict[BNode, int]) -> set[BNode]:
        """Blank nodes that reach themselves over blank nodes (each used once, so one walk up is enough)."""
        parent = {o: s for s, _, o in self.graph if isinstance(o, BNode) and isinstance(s, BNode)}
        found = set()
        for node in uses:
            seen, at = {node}, parent.get(node)
            while at is not None and at not in seen:
                seen.add(at)
                at = parent.get(at)
            if at == node:
                found.add(node)
        return found

    def _label_shared(self) -> dict[BNode, str]:
        """Labels for the blank nodes of a canonical graph that cannot stand inline, by their hashes."""
        uses: dict[BNode, int] = defaultdict(int)
        for _, _, o in self.graph:
            if isinstance(o, BNode):
                uses[o] += 1
        shared = sorted({node for node, count in uses.items() if count > 1} | self._in_cycles(uses))
        return {node: f"_:n{number}" for number, node in enumerate(shared, start=1)}

    def _is_inline(self, node: Node) -> bool:
        return isinstance(node, BNode) and node not in self.labels and (None, None, node) in self.graph

    def text(self) -> str:
        """The whole text: prefixes in use, then the sections."""
        blocks = []
        for title, subjects in self._sections():
            described = sorted((self._order(s), self._describe(s)) for s in subjects)
            if described:
                blocks.append(f"# {title}\n\n" + "\n\n".join(text for _, text in described))
        prefixes = [f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(PREFIXES.items()) if p in self.used]
        return "".join(prefixes) + "\n" + "\n\n".join(blocks) + "\n"

    def _order(self, subject: Node) -> tuple[int, str, str]:
        """Names by letter whatever the case (`Award` beside `awardedTo`); what has none by its text."""
        if isinstance(subject, URIRef):
            return 0, str(subject).casefold(), str(subject)
        return 1, self.labels.get(subject, "") if isinstance(subject, BNode) else "", ""

    def _sections(self) -> Iterable[tuple[str, list[Node]]]:
        left = set(self.roots)
        for type_, title in _SECTIONS:
            here: list[Node] = [
                s for s in left if isinstance(s, URIRef) and (s, RDF.type, type_) in self.graph
            ]
            left.difference_update(here)
            yield title, here
        yield "Statements about other terms", [s for s in left if isinstance(s, URIRef)]
        yield "Axioms and things without a name", [s for s in left if not isinstance(s, URIRef)]

    def _describe(self, subject: Node) -> str:
        name = self._name(subject) if not isinstance(subject, BNode) or subject in self.labels else "[]"
        lines = []
        for predicate in self._predicates(subject):
            ordered = predicate in _SETS
            objects = sorted(self._object(o, as_set=ordered) for o in self.graph.objects(subject, predicate))
            lines.append(self._statement(predicate, objects))
        return f"{name}\n{_INDENT}" + f" ;\n{_INDENT}".join(lines) + " ."

    def _predicates(self, subject: Node) -> list[URIRef]:
        def order(predicate: URIRef) -> tuple[int, str]:
            rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
            return rank + (predicate == RDFS.isDefinedBy), str(predicate)

        return sorted({p for p in self.graph.predicates(subject) if isinstance(p, URIRef)}, key=order)

    def _statement(self, predicate: URIRef, objects: list[str]) -> str:
        verb = "a" if predicate == RDF.type else self._name(predicate)
        line = f"{verb} " + ", ".join(objects)
        if len(objects) == 1 or len(line) + len(_INDENT) <= _WIDTH:
            return line
        return f"{verb}\n{_INDENT * 2}" + f",\n{_INDENT * 2}".join(objects)

    def _object(self, node: Node, *, as_set: bool = False) -> str:
        key = (node, as_set)
        if key not in self.texts:
            self.texts[key] = self._compose(node, as_set=as_set)
        return self.texts[key]

    def _compose(self, node: Node, *, as_set: bool) -> str:
        if not isinstance(node, BNode) or node in self.labels:
            return self._name(node)
        if (node, RDF.first, None) in self.graph:
            members = [self._object(member) for member in self.graph.items(node)]
            return "( " + " ".join(sorted(members) if as_set else members) + " )"
        pairs = []
        for predicate in self._predicates(node):
            objects = sorted(
                self._object(o, as_set=predicate in _SETS) for o in self.graph.objects(node, predicate)
            )
            pairs.append(("a" if predicate == RDF.type else self._name(predicate)) + " " + ", ".join(objects))
        return "[ " + " ; ".join(pairs) + " ]" if pairs else "[]"

    def _name(self, node: Node) -> str:
        if isinstance(node, BNode):
            return self.labels[node]
        if isinstance(node, Literal):
            return self._literal(node)
        if node == RDF.nil:
            return "()"
        return self._short(str(node))

    def _short(self, iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            local = iri.removeprefix(namespace)
            if (
                local != iri
                and local
                and local.replace("-", "a").replace("_", "a").isalnum()
                and local.isascii()
            ):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        if literal.datatype == XSD.integer and str(literal).lstrip("-").isdigit():
            return str(literal)
        if literal.datatype == XSD.boolean and str(literal) in ("true", "false"):
            return str(literal)
        quoted = '"' + str(literal).translate(_ESCAPES) + '"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if literal.datatype is None else f"{quoted}^^{self._short(str(literal.datatype))}"


_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
