"""What a Chinese list or clause hands on to the next figure in it, and which figures are parts of another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.facets import Reading
from mappings.lexicon import Action, IPTerm, Object
from mappings.voices import is_above
from mappings.windows import Window
from ontology import names as iris

#: What is counted where a right itself is (`每万户市场主体拥有商标4432件`).
_NOUN_OF_RIGHT: Final = {
    "trademark": "trademark-registration", "copyright": "copyright-registration",
    "geographical-indication": "gi-product", "utility-model": "patent", "design": "patent",
}  # fmt: skip
#: What is counted in, where the right must be said.
_OF_OWN_RIGHT: Final = frozenset({"case", "authority", "measure", "action"})
#: What a list of rights may be of.
_NOUNS_OF_LISTS: Final = frozenset({"recordal", "case", "dispute", "application", "complaint"})


def is_part(chunks: Sequence[Chunk], window: Window, quantity: Quantity) -> bool:
    """Whether the figure is a part of the one before (`其中`, `of which`), or points back by a pronoun."""
    behind = range(quantity.last, min(quantity.last + 3, len(chunks)))
    end = next((i for i in behind if chunks[i].tag in ("COMMA", "SEMI", "STOP", "ENUM")), behind.stop)
    around = (*window.left, *range(quantity.last, end))
    if [c.text.lower() for c in chunks[quantity.last : quantity.last + 2]] == ["of", "the"]:
        return chunks[quantity.last].text.isascii() and quantity.form == "bare"  # `eighteen of the products`
    if window.left and any(chunks[i].text == "(" for i in (window.left[0] - 1, *window.left) if i >= 0):
        return True
    told = [i for i in around if not _opens_examples(chunks, i, quantity)]
    return any(chunks[i].tag in ("INCLUDING", "PRONOUN", "ANAPHOR") for i in (*told, *window.phrase))


def _opens_examples(chunks: Sequence[Chunk], at: int, quantity: Quantity) -> bool:
    """Whether an English `including` behind a number opens examples of it (`ten authorities including …`)."""
    return at >= quantity.last and chunks[at].text.lower() == "including"


def is_next_part(chunks: Sequence[Chunk], window: Window, last: Reading | None) -> bool:
    """Whether a figure is the next of those that a Chinese `其中` has begun to list."""
    before = chunks[window.left[0] - 1].tag if window.left and window.left[0] else ""
    led = {before, *(chunks[i].tag for i in window.left[:1])} & {"COMMA", "ENUM", "AND"}
    return last is not None and last.part and bool(led) and all(chunks[i].tag != "NAME" for i in window.left)


def theme_before(chunks: Sequence[Chunk], first: int) -> tuple[int, ...]:
    """The words before `中，` that set what the Chinese clauses up to the figure divide."""
    start = next((i + 1 for i in range(first - 1, -1, -1) if chunks[i].tag == "STOP"), 0)
    for i in range(start + 1, first - 1):
        if (
            chunks[i].text == "中"
            and chunks[i + 1].tag == "COMMA"
            and chunks[i - 1].entry(Object) is not None
        ):
            return tuple(range(start, i))
    return ()


def in_cases(reading: Reading) -> Reading:
    """A right, or a sort of contract, as that of so many cases (`专利5件` among cases)."""
    facets = {**reading.facets, "object": "case"}
    if reading.facets.get("object") == "technology-contract":
        facets["procedure"] = "technology-contract"
    return replace(reading, facets=facets, counted="case", nature="")


def right_itself(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity) -> str:
    """The noun of a right that stands right before a Chinese figure (`拥有商标4432件`)."""
    before = chunks[quantity.first - 1] if quantity.first else None
    counts = before is not None and before.entry(IPTerm) is not None
    return _NOUN_OF_RIGHT.get(reading.facets.get("ip", ""), "") if counts else ""


def _is_right_alone(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a member of a list names a right only (`备案商标权476项、著作权85项、专利权32项`)."""
    patent = reading.facets.get("object") in ("patent", "invention-patent")
    return patent or ("object" not in reading.facets and bool(right_itself(reading, chunks, quantity)))


def of_its_right(reading: Reading, last: Reading, chunks: Sequence[Chunk], first: int) -> bool:
    """Whether a clause goes on about the right of the one before (`质押融资…亿元，惠及企业…家`).

    Cases, events and the bodies that act are of a right only where their own words say so.
    """
    own = reading.ip_types or "procedure" in reading.facets or reading.counted in _OF_OWN_RIGHT
    if own or not last.ip_types or (reading.nature == "event" and reading.counted != "yuan"):
        return False
    ends = ("STOP",) if reading.facets.get("action") == "serve" else ("SEMI", "STOP")
    for i in reversed(range(first)):
        if chunks[i].tag in ("NUM", "NUMW"):
            return True
        if chunks[i].tag in ends or (_acts(chunks[i]) and not is_above(chunks, i)):
            return False
    return False


def _acts(chunk: Chunk) -> bool:
    return chunk.name is not None and iris.kind_of(chunk.name.iri) == "body"


def in_list(
    reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, window: Window, last: Reading
) -> Reading:
    """What goes on holding in a list (`检查单位5家、电脑9台`) or for a second verb (`接收58件，颁发9份`)."""
    first = _behind_brackets(chunks, window.left[0] if window.left else quantity.first)
    before = chunks[first - 1].tag if first else ""
    if chunks[first].tag in ("ENUM", "COMMA", "AND"):
        before, first = chunks[first].tag, first + 1
    parts = before == "COMMA" and last.part and "action" not in reading.facets
    before = "ENUM" if before == "AND" or parts else before
    if before == "ENUM" and "action" not in reading.facets and "action" in last.facets:
        reading = replace(
            reading, facets={**reading.facets, "action": last.facets["action"]}, happened=last.happened
        )
    if before == "ENUM" and not reading.ip_types and last.ip_types and "procedure" not in reading.facets:
        reading = replace(
            reading, ip_types=last.ip_types,
            facets={**{k: v for k, v in last.facets.items() if k in ("ip", "about")}, **reading.facets},
            carried=tuple(sorted({*reading.carried, "ip_types"})),
        )  # fmt: skip
    if (
        before == "ENUM"
        and last.facets.get("object") in _NOUNS_OF_LISTS
        and _is_right_alone(reading, chunks, quantity)
    ):
        facets = {**reading.facets, "object": last.facets["object"]}
        reading = replace(reading, facets=facets, counted=last.counted, nature=last.nature)
    if before == "ENUM" and not reading.state and not reading.happened and last.state == "flow":
        return replace(reading, state="flow")
    goes_on = before == "ENUM" or (before == "COMMA" and chunks[first].entry(Action) is not None)
    if goes_on and not reading.state and last.state == "stock" and reading.happened != "activity":
        return replace(reading, state="stock")
    return reading


def _behind_brackets(chunks: Sequence[Chunk], at: int) -> int:
    """`at`, or what follows the brackets that stand there (`13家中心（TISC）、6家…`)."""
    if chunks[at].tag != "OPEN":
        return at
    return next((i + 1 for i in range(at, min(at + 12, len(chunks) - 1)) if chunks[i].tag == "CLOSE"), at)
