"""Readable JSON-LD: terms instead of IRIs, values instead of objects, one context inside each document."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from ontology import names

_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
#: Literals that JSON says natively. Decimals are not among them: JSON's readers would make floats of them.
_NATIVE: Final[Mapping[str, Callable[[str], object]]] = {
    f"{_XSD}integer": int,
    f"{_XSD}boolean": lambda text: text == "true",
}

Json = dict[str, Any]


def document(triples: Sequence[ox.Triple], prefixes: Mapping[str, str], first: str | None = None) -> bytes:
    """The JSON-LD document of some triples, with the node that `first` names at its head."""
    nodes = _nodes(triples, prefixes)
    ordered = sorted(nodes, key=lambda iri: (iri != first, iri))
    whole = {"@context": _context(triples, prefixes), "@graph": [nodes[iri] for iri in ordered]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def of_page(title: str, address: str, language: str) -> bytes:
    """What a page that is about no one thing says of itself: a page on our dataset, in a language."""
    dataset = {"@id": f"{names.ID}dataset/yuezhi", "@type": "Dataset"}
    whole = {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": address,
        "@type": "WebPage",
        "name": title or address,
        "inLanguage": language,
        "isPartOf": dataset,
        "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _nodes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, Json]:
    nodes: dict[str, Json] = {}
    for triple in triples:
        subject, predicate, value = str(_iri(triple.subject)), triple.predicate.value, triple.object
        node = nodes.setdefault(subject, {"@id": _shortened(subject, prefixes)})
        if predicate == _RDF_TYPE:
            _add(node, "@type", _term(str(_iri(value)), prefixes))
        else:
            _add(node, _term(predicate, prefixes), _value(value, prefixes))
    return nodes


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _add(node: Json, key: str, value: object) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _value(term: object, prefixes: Mapping[str, str]) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _shortened(_iri(term), prefixes)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype in _NATIVE:
        return _NATIVE[datatype](term.value)
    if datatype == f"{_XSD}string":
        return term.value
    return {"@value": term.value, "@type": _shortened(datatype, prefixes)}


def _term(iri: str, prefixes: Mapping[str, str]) -> str:
    """A property or class: bare for our own vocabulary, else with its prefix."""
    if iri.startswith(names.YZ):
        return iri.removeprefix(names.YZ)
    return _shortened(iri, prefixes)


def _shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _context(triples: Sequence[ox.Triple], prefixes: Mapping[str, str]) -> Json:
    """Our vocabulary, and the prefixes in use."""
    text = "\n".join(str(triple) for triple in triples)
    return {"@vocab": names.YZ} | {prefix: ns for prefix, ns in prefixes.items() if ns in text}
