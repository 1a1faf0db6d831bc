"""Facts that one text itself tells apart: two values under one key are two facts, so their metrics differ.

A text may count two things in the same words of our lexicons (companies that got reports, companies that
got guidance). Where one language part gives values under one key that cannot both be true, the later
figure's metric takes up the words beside it as what it is about, and is proposed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from mappings import metrics
from mappings.records import AnyClaim, Document, Figure, Sentence
from ontology import names as iris

_LEVELS: Final = ("flow", "stock", "rate")
#: Facets any of which says what is counted: arrests are approved, goods seized, without another noun.
_NAMING: Final = frozenset({"object", "about", "action"})
_WORDS: Final = 4
#: What a rank is in of which the text says only that it was told before.
_UNTOLD: Final = "indicator-told-before"
_HEADINGS: Final = frozenset({"title", "heading"})
_SMALL_WORDS: Final = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "were", "was",
    "with", "which", "that", "total", "including", "new", "such", "ip", "ipr", "million", "billion",
    "yuan", "rmb", "usd", "th", "st", "nd", "rd", "related", "involved", "involving", "throughout", "year",
    "consecutive", "straight", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "years", "handled", "achieving", "suspected", "qualified", "over", "more", "than", "its", "their",
    "these",
})  # fmt: skip
#: Within what things are ranked, and how one says by what.
_PLACES: Final = frozenset(
    {"country", "nation", "world", "china", "terms", "means", "mentioned", "above", "ranked"}
)
_SMALL_WORDS_ZH: Final = re.compile(r"^(?:全年|年内|累计|其中|期间|共|已|并|及)+")

_Key = tuple[str, ...]


def tell_apart(document: Document, claims: Sequence[AnyClaim]) -> list[AnyClaim]:
    """`claims` with a metric of its own for each figure that cannot be the fact of an earlier one.

    A change, share, rank or streak follows the figure it belongs to: the nearest before it with its metric.
    """
    sentences = {s.start: s for s in document.sentences}
    held: dict[_Key, Figure] = {}
    unnamed: dict[tuple[int, int], str] = {}
    moved: dict[tuple[str, str], Mapping[str, str]] = {}
    result: list[AnyClaim] = []
    for claim in claims:
        if not isinstance(claim, Figure):
            result.append(claim)
        elif not _NAMING & claim.facets.keys():
            about = unnamed.setdefault(claim.sentence, _words_about(claim, sentences[claim.sentence[0]]))
            result.append(_with(claim, {**claim.facets, "about": about}))
        elif claim.statistic in _LEVELS:
            sentence = sentences[claim.sentence[0]]
            if sentence.role in _HEADINGS:  # what it tells in short the text tells again
                result.append(claim)
                continue
            facets = _facets(claim, held, sentence)
            moved[claim.lang, claim.metric] = facets
            result.append(_with(claim, facets))
        else:
            result.append(_with(claim, moved.get((claim.lang, claim.metric), claim.facets)))
    return result


def _words_about(claim: Figure, sentence: Sentence) -> str:
    """What a figure is about that names nothing which the lexicon knows: the words beside it."""
    return "-".join(beside(claim, sentence, _PLACES)) or _UNTOLD


def _facets(claim: Figure, held: dict[_Key, Figure], sentence: Sentence) -> Mapping[str, str]:
    """The facets of a level: its own, with the words beside it where another value has its key."""
    for facets in _candidates(claim, sentence):
        keys = list(_keys(claim, facets))
        others = [other for key in keys if (other := held.get(key)) is not None]
        if all(_may_be_one(other, claim) for other in others):
            held.update((key, claim) for key in keys if key not in held)
            return facets
    return claim.facets


def _keys(claim: Figure, facets: Mapping[str, str]) -> Iterator[_Key]:
    """What tells a fact from others: its key, and without its actor in another paragraph.

    Where nothing but the actor differs, far from one another, the actors did different things in the same
    words; bodies at one place of the chain of protection (all courts, one court) do the same.
    """
    told = (claim.lang, claim.period, claim.area, claim.scope, claim.unit_class)
    key = (*told, metrics.resolve(facets).iri)
    yield (*key, claim.actor)
    if "chain" not in facets:
        yield (*key, "any actor")


def _candidates(claim: Figure, sentence: Sentence) -> Iterator[Mapping[str, str]]:
    yield claim.facets
    words = beside(claim, sentence)
    about = claim.facets.get("about", "")
    for count in range(1, len(words) + 1):
        yield {**claim.facets, "about": "+".join(filter(None, (about, "-".join(words[:count]))))}


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Whether two values may be one fact: equal, or one of them not exact and the other within its bound."""
    if one.value == other.value or (one.paragraph == other.paragraph and one.actor != other.actor):
        return True
    low, high = sorted((one, other), key=lambda f: f.value)
    passed = one.sentence == other.sentence and low.bound in ("more_than", "at_least")
    near = low.value >= high.value * Decimal("0.5" if passed else "0.9")  # `突破20亿元，达23.7亿元`
    return near and (low.bound in ("more_than", "at_least", "about") or high.bound in ("less_than", "about"))


def _with(claim: Figure, facets: Mapping[str, str]) -> Figure:
    if facets == claim.facets:
        return claim
    metric = metrics.resolve(facets)
    return replace(claim, facets=dict(facets), metric=metric.iri, metric_status=metric.status)


def beside(claim: Figure, sentence: Sentence, passed_over: frozenset[str] = frozenset()) -> list[str]:
    """The words beside a figure: English those behind it as slugs, Chinese those before it as they stand."""
    clean = sentence.clean
    start = next((i for i, at in enumerate(clean.starts) if at >= claim.start), len(clean.text))
    if sentence.lang == "zh":
        run = re.search(r"[\u4e00-\u9fff]{1,12}$", clean.text[:start])
        return [_SMALL_WORDS_ZH.sub("", run.group()) or run.group()] if run else []
    end = next((i + 1 for i, at in enumerate(clean.ends) if at >= claim.end), len(clean.text))
    *own, noun = re.findall(r"[A-Za-z]{2,}", clean.text[start:end]) or [""]
    following = own + re.findall(r"[A-Za-z]{2,}(?:-[A-Za-z]+)*|[,;.]", clean.text[end : end + 80])
    words = [w.lower() for w in following if w[0].isalpha()]
    words = [w for w in words if w not in _SMALL_WORDS | passed_over][:_WORDS]
    noun = "" if noun.lower() in _SMALL_WORDS else re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", noun))
    return [iris.slugify(w) for w in words or filter(None, [noun])]  # the metric has the noun
