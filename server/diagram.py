"""The diagram of a module: its classes as a tree, its properties as arrows, by local names only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.manchester import short
from server.modules import Module, ModuleTerm, Reference, below, classes_above, stated_above

ROW: Final = 30
BOX: Final = 22
_INDENT: Final = 26
_LETTER: Final = 7.4
_GAP: Final = 36
_MARGIN: Final = 10
_DOMAIN: Final = "http://www.w3.org/2000/01/rdf-schema#domain"
_RANGE: Final = "http://www.w3.org/2000/01/rdf-schema#range"
_EQUIVALENT: Final = "http://www.w3.org/2002/07/owl#equivalentClass"


@dataclass(frozen=True, slots=True)
class Box:
    """A class in its place; `iri` where it can be followed, `own` when the module has it."""

    text: str
    iri: str
    x: float
    y: float
    width: float
    own: bool
    defined: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """From a class down to one below it; `entailed` where a definition says so, and no statement."""

    x: float
    y: float
    to_x: float
    to_y: float
    entailed: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A property from what it is said of to what it says."""

    name: str
    iri: str
    subject: str
    object: str
    y: float


@dataclass(frozen=True, slots=True)
class Diagram:
    """All of it, ready to be drawn."""

    boxes: Sequence[Box]
    branches: Sequence[Branch]
    arrows: Sequence[Arrow]
    columns: tuple[float, float, float, float]
    width: float
    height: float


def _width(text: str) -> float:
    return round(len(text) * _LETTER + 16, 1)


def diagram(module: Module) -> Diagram:
    """The classes of `module` below those they come from, and beside them its properties."""
    classes = {term.iri: term for term in module.terms if term.kind == "classes"}
    boxes, branches = _tree(classes)
    tree_width = max((box.x + box.width for box in boxes), default=0)
    arrows = _arrows(module)
    subject = max((_width(arrow.subject) for arrow in arrows), default=0)
    name = max((_width(arrow.name) for arrow in arrows), default=0)
    object_ = max((_width(arrow.object) for arrow in arrows), default=0)
    start = tree_width + _GAP if arrows else tree_width
    width = start + subject + name + object_ + (_GAP if arrows else 0) + _MARGIN
    rows = max(len(boxes), len(arrows))
    return Diagram(
        boxes, branches, arrows, (start, subject, name, object_), round(width), rows * ROW + 2 * _MARGIN
    )


def _tree(classes: Mapping[str, ModuleTerm]) -> tuple[list[Box], list[Branch]]:
    above = {iri: classes_above().get(iri, frozenset()) for iri in classes}
    roots = sorted(
        {p for those in above.values() for p in those if p not in classes}
        | {iri for iri, those in above.items() if not those},
        key=lambda iri: short(iri).lower(),
    )
    boxes: list[Box] = []
    branches: list[Branch] = []
    seen: set[str] = set()

    def place(iri: str, depth: int, parent: Box | None) -> None:
        x, y = _MARGIN + depth * _INDENT, _MARGIN + len(boxes) * ROW
        term = classes.get(iri)
        text = short(iri)
        defined = term is not None and _EQUIVALENT in term.axioms
        box = Box(text, iri, x, y, _width(text), term is not None, defined)
        boxes.append(box)
        if parent is not None:
            entailed = term is not None and parent.iri not in stated_above(term)
            branches.append(Branch(parent.x + 10, parent.y + BOX, x, y + BOX / 2, entailed))
        if iri in seen:  # told once in full
            return
        seen.add(iri)
        for child in below().get(iri, ()):
            if child in classes:
                place(child, depth + 1, box)

    for root in roots:
        place(root, 0, None)
    return boxes, branches


def _arrows(module: Module) -> list[Arrow]:
    properties = [term for term in module.terms if term.kind != "classes"]
    return [
        Arrow(
            term.name,
            term.iri,
            _told(term.axioms.get(_DOMAIN, ())),
            _told(term.axioms.get(_RANGE, ())),
            _MARGIN + row * ROW,
        )
        for row, term in enumerate(properties)
    ]


def _told(references: Sequence[Reference]) -> str:
    text = " and ".join(reference.text for reference in references) or "…"
    return text if len(text) <= 44 else text[:43] + "…"
