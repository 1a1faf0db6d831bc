"""From a document to its claims: one pure function, the same for a known source and for any text."""

from mappings import registry as registries
from mappings.distinct import tell_apart
from mappings.figures import claim_figures
from mappings.mentions import as_claims, by_sentence, find_mentions, within_claims
from mappings.records import AnyClaim, Document, in_order
from mappings.registry import Registry
from mappings.relations import claim_relations


def extract(document: Document, registry: Registry | None = None) -> list[AnyClaim]:
    """All claims of `document`, in the order of the text: figures, relations, mentions, numerals passed over.

    Reads nothing but the rules and the registry (the project's own, if none is given) and keeps no state.
    """
    registry = registry or registries.load()
    spans = find_mentions(document, registry)
    named = by_sentence(spans)
    claims: list[AnyClaim] = [
        *claim_figures(document, named, registry),
        *claim_relations(document, named, registry),
        *as_claims(document, spans),
        *within_claims(document, spans, registry),
    ]
    return tell_apart(document, in_order(claims))
