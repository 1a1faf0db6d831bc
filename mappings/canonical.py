"""What two readings must share to be one metric: facets that only repeat what others say are left out."""

import csv
import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from mappings import lexicon
from mappings.lexicon import Object

#: Actions that add nothing to a noun which says itself what happened (an application, an award).
_NEUTRAL: Final = frozenset({
    "accept", "apply", "file", "register", "win", "issue", "conduct", "pledge", "hold", "sign",
    "collect", "establish", "promote", "handle", "approve", "serve", "impose", "select", "launch", "grant",
    "implement", "receive", "pre-examine",
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
    "batch", "yuan", "US-dollar", "us-dollar", "hong-kong-dollar", "pataca", "day", "month", "year", "tonne",
    "percent", "percentage-point", "ratio", "hour", "area", "kilogram", "category", "rank",
})  # fmt: skip
#: What sums are told in: one measure, whatever the currency.
_CURRENCIES: Final = frozenset({"US-dollar", "us-dollar", "hong-kong-dollar", "pataca", "new-taiwan-dollar"})
#: What the money of something is called.
_IN_MONEY: Final[Mapping[str, str]] = {
    "case": "amount-involved", "dispute": "amount-involved",
    "infringing-goods": "case-value", "goods": "case-value",
    "arbitration-case": "amount-in-dispute", "securitisation-product": "financing-scale",
    "technology-contract": "contract-value", "transaction": "transaction-value",
}  # fmt: skip
#: What something is where it is counted in a way that its noun is not.
_IN_COUNTS: Final[Mapping[tuple[str, str], str]] = {("pledge-financing", "thing"): "pledge-project"}
#: What wins awards, so that its number is the awards'.
_WINNERS: Final = frozenset({"patent", "invention-patent", "project", "practice"})
_ATTENDED: Final = frozenset({"session", "activity", "lecture", "meeting", "event"})
#: Only of these it matters whether they come from abroad.
_OF_ORIGIN: Final = frozenset(
    {"institution", "agency", "case", "patent", "application", "trademark", "registration", "yuan", "percent"}
)
#: What is created and registered, which no enforcer's name adds anything to.
_CREATED: Final = frozenset({"application", "registration", "grant", "patent", "trademark"})
#: What the name of a list says of the cases in it.
_SAID_BY_LIST: Final = frozenset({"chain", "ip", "procedure", "action"})
#: At which level things of a kind are unless something else is said.
_USUAL_LEVELS: Final[Mapping[str, str]] = {
    "model-city": "national", "model-county": "national", "model-park": "national",
    "gi-demonstration-zone": "national", "pilot-area": "national", "information-centre": "national",
    "subcentre": "provincial", "cultivation-centre": "provincial", "workstation": "county",
    "protection-or-rapid-centre": "national",
}  # fmt: skip
#: What is protected or registered already, so that being selected says more of it.
_SELECTED: Final = frozenset({"gi-product", "patent", "trademark", "invention-patent"})
#: What only a university has.
_OF_UNIVERSITIES: Final = ("with-ip-major", "with-ip-school")
#: What only arbitrators and notaries handle.
_OF_CHAIN: Final = frozenset({"arbitration-case", "amount-in-dispute", "notarisation"})
#: Who enforces laws against infringers.
_ENFORCERS: Final = frozenset({"market-regulation", "copyright", "culture", "customs", "police"})
#: In what is counted what courts and other bodies conclude.
_TRIED: Final = frozenset({"case", "percent", "day", "month", "yuan", "person", "thing"})
#: What a text counts only where it was chosen.
_CHOSEN: Final = frozenset({"practice", "town"})
#: Who is counted for acting, and what there is only once it is reached.
_ACTING: Final = frozenset({"department", "province", "place", "district"})
_REACHED: Final = frozenset({"transaction", "open-licence"})
#: What an industry makes or employs, whoever told of it.
_OF_INDUSTRY: Final = frozenset({
    "added-value", "trade-value", "trade-surplus", "employee", "sales", "output-value", "export-value",
    "import-value", "royalty",
})  # fmt: skip
#: The procedure of what is done in special actions only, which is a part of what is done in the year.
CAMPAIGN: Final = "special-campaign"
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
    """The one noun for a general noun and a right or quality (`applications for plant variety rights`)."""
    path = files("mappings").joinpath("lexicons", "compounds.csv")
    with path.open(encoding="utf-8") as lines:
        return {(row["object"], row["beside"]): row["compound"] for row in csv.DictReader(lines)}


def canonical(facets: Mapping[str, str]) -> dict[str, str]:
    """`facets` without what is said twice."""
    kept = {name: value for name, value in facets.items() if value}
    if kept.get("counts") in _CURRENCIES:
        kept["counts"] = "yuan"  # the currency is the unit of the figure, no facet of the metric
    _of_chain(kept)
    if "object" not in kept and "about" in kept:
        kept.pop("action", None)  # an index ranks, whoever issued it
        kept.pop("chain", None)
        if "counts" not in kept:
            kept["measure-type"] = "rate"
    if kept.get("counts") == "year" and kept.get("action") != "conduct":
        kept.pop("action", None)  # how long it lasts, whatever else is said of it
    kept["object"] = _object(kept)
    noun = _nouns().get(kept["object"])
    if noun is not None:
        for name in [name for name in kept if _adds_nothing(name, kept, noun)]:
            del kept[name]
        if kept.get("counts") not in _OWN_COUNTS:
            kept["counts"] = noun.counted.replace(" ", "-")
    return _without_editions({name: value for name, value in kept.items() if value})


def _object(facets: dict[str, str]) -> str:
    """The one notation for what is counted: compounds, money, cases in lists, people who attended."""
    told = facets.get("object", "")
    beside = (facets.get("ip", ""), facets.get("quality", ""), facets.get("action", ""))
    told = next((c for b in beside if (c := _compounds().get((told, b)))), told)
    counts = facets.get("counts")
    noun = _nouns().get(told)
    told = _IN_COUNTS.get((told, str(counts)), told)
    if (facets.get("action"), told, counts) == ("serve", "enterprise", "inspection"):
        told = "service-instance"  # `服务企业过万家次`: one enterprise several times
    told = "special-action" if (facets.get("action"), counts) == ("conduct", "year") else told
    if told == "case" and (counts == "person" or facets.get("action") == "select"):
        return "person" if counts == "person" else "typical-case"  # what gets into a list of cases
    if facets.get("action") == "collect" and noun is not None and noun.counted == "person":
        facets["action"] = "recruit"
    if facets.get("action") == "win" and "about" in facets and told in _WINNERS:
        return "award"  # `40 patents won the … Award`
    if counts == "yuan":
        return _IN_MONEY.get(told, told)
    if noun is not None and noun.counted in _ATTENDED and counts in ("person", "person-time"):
        return "participant"  # `培训2300余人次`
    return told


def _adds_nothing(name: str, facets: Mapping[str, str], noun: Object) -> bool:
    """Whether the facet `name` only repeats what the noun says, or is no part of such a metric."""
    value = facets[name]
    if name == "action":
        led = value in ("conduct", "issue") and noun.notation in _ACTING  # whoever acts conducts something
        chosen = value == "select" and noun.notation in _CHOSEN
        made = value in ("conduct", "reach", "conclude") and noun.notation in _REACHED
        return (
            led
            or chosen
            or made
            or _is_said(value, noun)
            or (facets.get("quality") == "valid" and value == "grant")
        )
    return (
        (name == "quality" and value == "valid" and "per" in facets)
        or (name == "quality" and noun.notation in _compounds().values() and value == "model")
        or (name == "quality" and value in _OF_UNIVERSITIES and noun.counted != "university")
        or (name in _SAID_BY_LIST and noun.notation == "typical-case" and "about" in facets)
        or (name == "chain" and facets.get("counts") == "year")
        or (name == "chain" and (noun.notation in _OF_INDUSTRY or noun.counted in _CREATED))
        or (name == "party" and value == noun.notation)
        or (name == "origin" and noun.counted not in _OF_ORIGIN)
        or (name == "level" and (noun.nature != "standing" or _USUAL_LEVELS.get(noun.notation) == value))
        or (
            name == "procedure"
            and value != CAMPAIGN
            and noun.counted != "case"
            and facets.get("measure-type") != "rate"
        )
    )


def _of_chain(facets: dict[str, str]) -> None:
    """What the place in the chain of protection says of the object and the action beside it.

    What arbitrators and notaries handle says so itself, and what mediators handle they mediate.
    """
    chain, told = facets.get("chain"), facets.get("object")
    if chain == "agriculture" and "ip" not in facets:
        facets["ip"] = "plant-variety"  # they enforce no other right
    if facets.get("action") == "investigate":  # the police file what they investigate, others deal with it
        facets["action"] = "file" if (chain, told) == ("police", "case") else "handle"
    if facets.get("action") == "solve" and told == "case":
        facets["chain"] = chain = facets.get("chain", "police")  # only they solve cases
    if chain == "police":
        _of_police(facets)
    if (chain, facets.get("action"), told) == ("market-regulation", "handle", "administrative-penalty-case"):
        facets["object"] = told = "case"  # they handle no others
    if chain == "mediation" and facets.get("action") == "handle":
        facets["action"] = "mediate"
    if chain == "arbitration" and facets.get("action") == "mediate":
        facets["chain"] = chain = "mediation"
    if chain == "arbitration" and told in ("case", "dispute"):
        facets["object"] = "arbitration-case"
    _of_deed(facets)
    if chain in ("arbitration", "notarisation") and facets.get("object") in _OF_CHAIN:
        del facets["chain"]


def _of_deed(facets: dict[str, str]) -> None:
    """What an action says of its object: what is mediated is a dispute, what is no case is not concluded.

    An infringement is a dispute where a patent is adjudicated, and a case where a law is enforced.
    """
    action, told = facets.get("action"), facets.get("object", "")
    if action == "mediate" and told in ("case", "dispute"):
        facets["object"] = "mediation-success-rate" if facets.get("counts") == "percent" else "dispute"
    if action in ("conclude", "reach") and told == "open-licence-declaration":
        facets["object"] = "open-licence"  # a declaration is made, a licence is reached
    if facets.get("chain") == "customs" and action == "seize" and told in ("goods", "counterfeit-goods"):
        facets["object"] = told = "infringing-goods"  # for which customs seize them
    if action == "recommend" and told == "priority-examination":
        facets["object"] = "patent-application"  # which is what is examined
    if action == "inspect" and told == "department":
        facets["object"] = "premises"  # `检查单位`: where they are
    if action == "serve" and facets.get("counts") == "enterprise":
        facets.pop("ip", None)  # enterprises are of no right
    if told == "assistance-agency" and facets.get("level") == "national":
        facets["object"] = "protection-or-rapid-centre"
    noun = _nouns().get(told)
    if action == "conclude" and noun is not None and noun.counted not in _TRIED:
        facets["action"] = "reach"
    enforced = facets.get("chain") in _ENFORCERS and "patent" not in facets.get("ip", "")
    if told == "infringement-dispute" and enforced and "ip" in facets:
        facets["object"] = "case"


def _of_police(facets: dict[str, str]) -> None:
    """What the police conclude is solved, what they launch is filed; all their cases are criminal."""
    if facets.get("action") == "conclude":
        facets["action"] = "solve"
    if facets.get("procedure") == "criminal":
        del facets["procedure"]
    if (facets.get("action"), facets.get("object")) == ("launch", "case"):
        facets["action"] = "file"


def _is_said(action: str, noun: Object) -> bool:
    if (action == "select" and noun.notation in _SELECTED) or (
        action == "grant" and noun.notation.endswith("-application")
    ):
        return False  # what was granted of it
    same = (noun.notation, action) == ("participant", "participate")
    if same or noun.counted == "percent" or f"{action}ing" in noun.notation.split("-"):
        return True  # a rate of success is of what was done; training bases are for training
    if noun.nature == "standing":
        return action in _FOUNDING
    if noun.nature == "aspect" and action in ("conclude", "solve", "mediate", "file", "seize"):
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
