"""Makes the files that follow from the modules: `terms.py`, so that code and ontology cannot drift apart."""

import re
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from ontology import names
from ontology.assemble import HOME, assemble

TERMS: Final = HOME / "terms.py"
_HEADER: Final = '''"""The terms of the ontology as constants: a misspelt one fails at once.

Made from ontology/modules by `yuezhi format`; do not edit.
"""

# A trade secret is no password.
# ruff: noqa: S105

from typing import Final
'''
_GROUPS: Final = (
    ("Class", "The classes.", (OWL.Class,)),
    ("Property", "The properties.", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)),
)


def terms_source(graph: Graph) -> str:
    """The text of `terms.py` for the ontology in `graph`."""
    blocks = [_HEADER]
    for group, says, types in _GROUPS:
        iris = {s for type_ in types for s in graph.subjects(RDF.type, type_) if str(s).startswith(names.YZ)}
        blocks.append(_group(graph, group, says, sorted(map(str, iris))))
    codes = {str(s) for s in graph.subjects(SKOS.inScheme) if str(s).startswith(names.CODE)}
    blocks.append(_group(graph, "Code", "The codes that people wrote down; facets have more.", sorted(codes)))
    schemes = {str(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme) if str(s).startswith(names.CODE)}
    blocks.append(_group(graph, "Scheme", "The schemes of codes.", sorted(schemes)))
    return "\n\n".join(blocks)


def write_terms(*, write: bool = True) -> bool:
    """Brings `terms.py` up to date (only looks if not `write`); says whether that changes it."""
    text = terms_source(assemble())
    if TERMS.exists() and TERMS.read_text(encoding="utf-8") == text:
        return False
    if write:
        TERMS.write_text(text, encoding="utf-8", newline="\n")
    return True


def constant_name(local: str) -> str:
    """The name of a term as a constant: `statedIn` is STATED_IN, `kind-level` KIND_LEVEL."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", local)
    return spaced.replace("-", "_").upper()


def _group(graph: Graph, name: str, says: str, iris: list[str]) -> str:
    lines = [f"class {name}:", f'    """{says}"""', ""]
    for iri in iris:
        label = next(
            (
                str(o)
                for o in graph.objects(URIRef(iri), SKOS.prefLabel)
                if getattr(o, "language", "") == "en"
            ),
            "",
        )
        lines.append(f"    #: {label}")
        lines.append(f'    {constant_name(names.slug_of(iri))}: Final = "{iri}"')
    return "\n".join(lines) + "\n"
