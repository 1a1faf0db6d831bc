"""The reference page of a module of the ontology: each term with its axioms, its use and an example."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from server import modules, rendering
from server.contexts_site import ExampleValue, ModulePage, ModulePicture, TermEntry
from server.desk import Desk
from server.diagram import diagram
from server.errors import NotFound
from server.languages import Label
from server.modules import Module, ModuleTerm
from server.naming import Naming
from server.questions import iris_in, value
from sparql.catalogue import catalogue
from sparql.service import Row

_TERM_IN_QUERY: Final = re.compile(r"\byz:(\w+)")


def module(name: str) -> Module:
    """The module `name`.

    Raises:
        NotFound: there is none of this name.
    """
    found = modules.modules().get(name)
    if found is None:
        told = ", ".join(modules.modules())
        raise NotFound(f"the ontology has no module or version {name!r}; its modules are {told}")
    return found


async def page(desk: Desk, name: str) -> ModulePage:
    """The page about a module."""
    shown = module(name)
    terms = {term.iri for term in shown.terms}
    instances, statements = await desk.questions.ask_all("class-usage", "property-usage", terms=terms)
    used = {value(row, "term"): row for row in (*instances, *statements)}
    references = {r.iri for t in shown.terms for those in t.axioms.values() for r in those if r.iri}
    children = {iri for term in terms for iri in modules.below().get(term, ())}
    entailed = {iri for term in shown.terms for iri in _entailed_above(term)}
    named = terms | references | children | entailed | set(shown.codes)
    naming = await desk.naming(named | iris_in(instances, statements))
    asked = questions_of()
    entries = [_entry(term, used, naming, asked.get(term.name, ())) for term in shown.terms]
    groups: dict[str, list[TermEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.term.kind, []).append(entry)
    return ModulePage(
        title=_title(shown, desk),
        naming=naming,
        module=shown,
        modules=[(one.name, _title(one, desk)) for one in modules.modules().values()],
        groups=list(groups.items()),
        diagram=diagram(shown),
    )


def _title(shown: Module, desk: Desk) -> str:
    best = desk.language.best(shown.titles)
    return best.text if best else shown.name


def _entry(
    term: ModuleTerm,
    used: Mapping[str, Row],
    naming: Naming,
    asked: Sequence[tuple[str, Mapping[str, str]]],
) -> TermEntry:
    row: Row = used.get(term.iri, {})
    told = {word: [Label(text, lang) for text, lang in texts] for word, texts in term.words.items()}
    language = naming.language.interface
    number = int(value(row, "number", "0"))
    return TermEntry(
        term=term,
        words={word: sorted(those, key=lambda one: one.lang != language) for word, those in told.items()},
        above=sorted(_entailed_above(term)),
        below=modules.below().get(term.iri, []),
        number=number,
        example=value(row, "example"),
        value=_value(row),
        reason="" if number and asked else modules.reasons().get(term.name, {}).get(language, ""),
        questions=[(name, title[language]) for name, title in asked],
    )


def _value(row: Row) -> ExampleValue | None:
    """What the property of a row says of the example."""
    term = row.get("value")
    if term is None:
        return None
    iri = term["value"] if term["type"] == "uri" else ""
    return ExampleValue(term["value"], term.get("xml:lang", ""), iri)


def _entailed_above(term: ModuleTerm) -> set[str]:
    """The classes directly above a class that only its definition, or that of one above, tells."""
    if term.kind != "classes":
        return set()
    return set(modules.classes_above().get(term.iri, ())) - modules.stated_above(term)


def questions_of() -> Mapping[str, list[tuple[str, Mapping[str, str]]]]:
    """The named queries in which each of our terms is used: the competency questions that need it."""
    found: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for query in catalogue().values():
        for name in sorted(set(_TERM_IN_QUERY.findall(query.text))):
            found.setdefault(name, []).append((query.name, query.title))
    return found


def picture(desk: Desk, name: str) -> str:
    """The diagram of a module as an SVG that stands alone."""
    shown = module(name)
    context = ModulePicture(title=shown.name, naming=Naming(desk.language), diagram=diagram(shown))
    told = {field.name: getattr(context, field.name) for field in fields(context)}
    return rendering.render(context.template, desk.frame(context, "", ""), told)
