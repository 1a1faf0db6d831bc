"""The sentences that claims were read from, word for word: kept beside a release and never in it."""

import unicodedata
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from graph.facts import Reading
from graph.flat import integer, language_tag, text
from graph.release import RDF_TYPE
from ontology import names

OA: Final = "http://www.w3.org/ns/oa#"


def graph_name(source_id: str) -> str:
    """The short name of the graph of a source's sentences."""
    return f"quotations/{source_id}"


def quotation_triples(reading: Reading) -> Iterator[ox.Triple]:
    """Each sentence with a claim: its selector with place and words, as the stored file has them.

    Where the file is damaged (lost spaces, pinyin put in), the sentence as it was read stands beside.
    """
    places = {(statement.claim.sentence, statement.claim.lang) for statement in reading.statements}
    mended = {(s.start, s.end): s.text for s in reading.document.sentences}
    for (start, end), lang in sorted(places):
        anchor = ox.NamedNode(names.anchor(reading.source.id, start, end))
        selector = ox.NamedNode(names.selector(reading.source.id, start, end))
        words = reading.document.raw[start:end]
        yield ox.Triple(anchor, ox.NamedNode(OA + "hasSource"), ox.NamedNode(names.source(reading.source.id)))
        yield ox.Triple(anchor, ox.NamedNode(OA + "hasSelector"), selector)
        yield ox.Triple(selector, RDF_TYPE, ox.NamedNode(OA + "TextPositionSelector"))
        yield ox.Triple(selector, RDF_TYPE, ox.NamedNode(OA + "TextQuoteSelector"))
        yield ox.Triple(selector, ox.NamedNode(OA + "start"), integer(start))
        yield ox.Triple(selector, ox.NamedNode(OA + "end"), integer(end))
        yield ox.Triple(selector, ox.NamedNode(OA + "exact"), text(words, language_tag(reading.source, lang)))
        read = mended.get((start, end), "")
        if read and _spaced(read, lang) != _spaced(words, lang):
            yield ox.Triple(selector, ox.NamedNode(names.term("mendedText")), text(read, lang))


def _spaced(words: str, lang: str) -> list[str]:
    """Words as they are compared: Chinese without spaces and in one width, as neither is damage there."""
    parts = words.split()
    return [unicodedata.normalize("NFKC", "".join(parts))] if lang.startswith("zh") else parts
