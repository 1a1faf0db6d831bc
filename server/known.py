"""What is known of one thing: the questions that every page about a thing begins with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ontology import names
from server.contexts import Fact, Identity, Value
from server.languages import Label
from server.naming import Naming
from server.questions import Answers, Questions, iris_in, value
from sparql.service import Term

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PREF_LABEL: Final = f"{_SKOS}prefLabel"
ALT_LABEL: Final = f"{_SKOS}altLabel"
_RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
#: Told by the head of a page, so not among its facts.
_NAMING: Final = {RDF_TYPE, PREF_LABEL, ALT_LABEL, _RDFS_LABEL}
#: Said a second time in a public vocabulary, beside our own word for the same.
_TWICE: Final = {f"http://www.opengis.net/ont/geosparql#{name}" for name in ("sfWithin", "sfContains")}
_STANDING: Final = names.term("standing")
#: Classes that say nothing to a reader.
_SILENT: Final = {"http://www.w3.org/2002/07/owl#NamedIndividual", "http://www.w3.org/2002/07/owl#Thing"}


@dataclass(frozen=True, slots=True)
class Known:
    """The rows that tell of a thing."""

    iri: str
    says: Answers
    classes: Answers
    is_said: Answers

    @property
    def nothing(self) -> bool:
        """Whether the graph does not know the thing at all."""
        return not self.says and not self.is_said

    @property
    def iris(self) -> set[str]:
        """What needs a name."""
        return {self.iri} | iris_in(self.says, self.classes, self.is_said)

    def values(self, property_: str) -> list[Term]:
        """What the thing says by one property."""
        return [row["value"] for row in self.says if row["property"]["value"] == property_]

    def objects(self, property_: str) -> set[str]:
        """The IRIs that are values of a property."""
        return {term["value"] for term in self.values(property_) if term["type"] == "uri"}

    def one(self, property_: str) -> str:
        """The first value of a property, or nothing."""
        return next((term["value"] for term in self.values(property_)), "")

    def class_iris(self) -> list[str]:
        """Its most telling classes: our own first, the deepest of the hierarchy before others.

        What stands at the top of it (what can act, what can be issued) is told only of what has no other.
        """
        depth = {value(row, "class"): int(value(row, "depth", "1")) for row in self.classes}
        found = sorted(set(depth) - _SILENT, key=lambda iri: (not iri.startswith(names.YZ), -depth[iri], iri))
        return [iri for iri in found if depth[iri] > 1] or found


async def known(questions: Questions, iri: str) -> Known:
    """What is known of `iri`, in three queries."""
    says, classes, is_said = await questions.ask_all("thing-says", "thing-classes", "thing-is-said", iri=iri)
    return Known(iri, says, classes, is_said)


def identity(what: Known, naming: Naming, *, told: Collection[str] = ()) -> Identity:
    """Who or what a thing is, as the head of its page tells it; properties `told` elsewhere are left out."""
    name = naming.of(what.iri)
    own = [_label(term) for term in what.values(PREF_LABEL)]
    return Identity(
        iri=what.iri,
        name=name,
        classes=what.class_iris(),
        translations=[label for label in own if label.text != name.text],
        aliases=sorted(
            (_label(term) for term in what.values(ALT_LABEL)),
            key=lambda label: (label.lang != naming.language.data, label.lang, label.text),
        ),
        proposed=what.one(_STANDING) == names.code("standing", "proposed"),
        facts=facts(what.says, leave_out=(_STANDING, *_TWICE, *told)),
        pointing=[(value(row, "property"), int(value(row, "number"))) for row in what.is_said],
    )


def _label(term: Term) -> Label:
    return Label(term["value"], term.get("xml:lang", ""))


def facts(says: Answers, *, leave_out: Sequence[str] = ()) -> list[Fact]:
    """Properties with their values, names and classes left out."""
    grouped: dict[str, list[Value]] = {}
    for row in says:
        property_ = value(row, "property")
        if property_ not in _NAMING and property_ not in leave_out:
            grouped.setdefault(property_, []).append(value_of(row["value"]))
    return [Fact(property=property_, values=values) for property_, values in grouped.items()]


def value_of(term: Term) -> Value:
    """A term as a page writes it."""
    return Value(term["value"], term["type"] == "uri", term.get("xml:lang", ""), term.get("datatype", ""))
