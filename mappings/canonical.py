"""What two readings must share to be one metric: facets that only repeat what others say are left out."""

import csv
import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from mappings import lexicon
from mappings.lexicon import Object

#: Actions that add nothing to a noun which says itself what happened (an application, a registration, an award).
_NEUTRAL: Final = frozenset({
    "accept", "apply", "file", "register", "win", "issue", "conduct", "pledge", "hold", "sign", "collect", "establish",
    "promote", "handle", "approve", "serve", "impose", "select", "launch", "grant", "implement", "receive",
})  # fmt: skip
#: Actions that bring something standing into being: flow or stock says the same.
_FOUNDING: Final = frozenset(
    {
        "establish",
        "hold",
        "approve",
        "register",
        "issue",
        "select",
        "conduct",
        "launch",
        "grant",
        "serve",
        "collect",
        "record",
        "put-online",
        "support",
    }
)
#: What is counted in a way of its own; everything else is counted as its noun is.
_OWN_COUNTS: Final = frozenset({
    "batch", "yuan", "US-dollar", "us-dollar", "hong-kong-dollar", "pataca", "day", "month", "year", "tonne", "percent",
    "percentage-point", "ratio", "hour", "area", "kilogram", "category",
})  # fmt: skip
#: What the money of something is called.
_IN_MONEY: Final[Mapping[str, str]] = {
    "case": "amount-involved", "dispute": "amount-involved", "infringing-goods": "case-value", "goods": "case-value",
    "arbitration-case": "amount-in-dispute", "securitisation-product": "financing-scale",
    "technology-contract": "contract-value", "transaction": "transaction-value",
}  # fmt: skip
_ATTENDED: Final = frozenset({"session", "activity", "lecture", "meeting", "event"})
#: Only of these it matters whether they come from abroad.
_OF_ORIGIN: Final = frozenset(
    {"case", "patent", "application", "trademark", "registration", "yuan", "percent"}
)
_EDITION: Final = re.compile(r"-(?:(?:19|20)\d\d|\d{1,2})(?=-|$)")


@functools.cache
def _nouns() -> Mapping[str, Object]:
    """The objects of both languages by notation."""
    found: dict[str, Object] = {}
    for lang in ("zh", "en"):
        for entry in lexicon.load(lang).of("objects"):
            if isinstance(entry, Object):
                found.setdefault(entry.notation, entry)
    return found


@functools.cache
def _compounds() -> Mapping[tuple[str, str], str]:
    """The one noun for a general noun and a right (`applications for plant variety rights`)."""
    path = files("mappings").joinpath("lexicons", "compounds.csv")
    with path.open(encoding="utf-8") as lines:
        return {(row["object"], row["ip"]): row["compound"] for row in csv.DictReader(lines)}


def canonical(facets: Mapping[str, str]) -> dict[str, str]:
    """`facets` without what is said twice."""
    kept = {name: value for name, value in facets.items() if value}
    compound = _compounds().get((kept.get("object", ""), kept.get("ip", "")))
    if compound is not None:
        kept["object"] = compound
    if kept.get("object") == "case" and kept.get("action") == "select":
        kept["object"] = "typical-case"  # what gets into a list of cases
    if kept.get("chain") == "police":
        _of_police(kept)
    noun = _nouns().get(kept.get("object", ""))
    if kept.get("counts") == "yuan" and noun is not None:
        kept["object"] = _IN_MONEY.get(noun.notation, noun.notation)
        noun = _nouns().get(kept["object"], noun)
    if noun is not None and noun.counted in _ATTENDED and kept.get("counts") in ("person", "person-time"):
        kept["object"] = "participant"  # `培训2300余人次`
        noun = _nouns().get("participant", noun)
    if noun is None:
        return _without_editions(kept)
    if kept.get("party") == noun.notation:
        kept.pop("party")
    if noun.counted not in _OF_ORIGIN:
        kept.pop("origin", None)
    if _is_said(kept.get("action", ""), noun) or (
        kept.get("quality") == "valid" and kept.get("action") == "grant"
    ):
        kept.pop("action", None)
    if noun.nature != "standing":
        kept.pop("level", None)
    if noun.counted != "case" and kept.get("measure-type") != "rate":
        kept.pop("procedure", None)
    if kept.get("counts") not in _OWN_COUNTS:
        kept["counts"] = noun.counted.replace(" ", "-")
    return _without_editions(kept)


def _of_police(facets: dict[str, str]) -> None:
    """What the police conclude is a case that they solved; all their cases are criminal ones."""
    if facets.get("action") == "conclude":
        facets["action"] = "solve"
    if facets.get("procedure") == "criminal":
        del facets["procedure"]


def _is_said(action: str, noun: Object) -> bool:
    if noun.nature == "standing":
        return action in _FOUNDING
    if noun.counted == "percent" or noun.notation.startswith(f"{action}ing-"):
        return True  # a rate of success is of what was done; training bases are for training
    if action == "grant" and noun.notation.endswith("-application"):
        return False  # what was granted of it
    if noun.nature == "aspect" and action in ("conclude", "solve", "mediate", "file"):
        return True
    if noun.nature in ("event", "aspect"):
        return action in _NEUTRAL or noun.notation.endswith(f"-{action}")
    return False


def _without_editions(facets: dict[str, str]) -> dict[str, str]:
    """Series in place of editions, so that years can be compared."""
    if "about" in facets:
        series = {_EDITION.sub("", slug) for slug in facets["about"].split("+")}
        facets["about"] = "+".join(sorted(series))
    return facets
