"""What a thing is called on a page: its label in the reader's language, else a composed name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ontology import names
from server.languages import Label, Language
from server.questions import Questions, value
from server.wording import has, said

_KEY_PARTS: Final = 6
#: What a proposed thing without a name is labelled with: no name, but its hash.
_NAMELESS: Final = re.compile(r"proposed [0-9a-f]{10}")
#: Source, start and end in the IRI of an anchor, and of a claim, which has an ordinal at its end.
_PLACES: Final = {
    "anchor": re.compile(r"(.+)-(\d+)-(\d+)"),
    "claim": re.compile(r"(.+)-(\d+)-(\d+)-\d+"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of the things on one page, in one language."""

    language: Language
    labels: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)

    def of(self, iri: str) -> Label:
        """The name of `iri`: nothing is ever left out for lack of a label."""
        found = self.known(iri)
        return found if found is not None else Label(self._composed(iri))

    def known(self, iri: str) -> Label | None:
        """The label of `iri` in the best language there is, or None when it has none at all."""
        told = [label for label in self.labels.get(iri, ()) if not _NAMELESS.fullmatch(label[0])]
        if has(f"iri.{iri}") and not any(tag.startswith(self.language.data) for _, tag in told):
            return Label(said(f"iri.{iri}", self.language.data))
        return self.language.best(told)

    def _composed(self, iri: str) -> str:
        kind = names.kind_of(iri)
        match kind:
            case "period":
                return self._period(names.slug_of(iri))
            case "obs":
                return self._observation(iri)
            case "disagreement":
                return self._disputed(iri.rsplit("_", 1)[0])
            case "body" if names.slug_of(iri).startswith("proposed-"):
                return said("name.nameless", self.language.data)
            case "claim" | "anchor" as kind:
                return self._place(kind, names.slug_of(iri))
            case _:
                return _local_name(iri)

    def _period(self, slug: str) -> str:
        if slug == "unstated":
            return "时间未述" if self.language.data == "zh" else "period not stated"
        spelt = slug.replace("--", "–")
        return f"{spelt}年" if self.language.data == "zh" and spelt.replace("–", "").isdigit() else spelt

    def _observation(self, iri: str) -> str:
        parts = key_parts(iri)
        if not parts:
            return _local_name(iri)
        metric, area, period, *rest = parts
        told = [self.of(part).text for part in (area, metric, period)]
        unsaid = (names.KIND_LEVEL, names.ACTOR_NONE, names.SCOPE_ALL)
        told += [self.of(part).text for part in rest if part not in unsaid]
        return ("，" if self.language.data == "zh" else ", ").join(told)

    def _disputed(self, iri: str) -> str:
        """What is disputed: a fact by its key, else the place of the first of the claims."""
        slug = names.slug_of(iri)
        return self._place("claim", slug) if _PLACES["claim"].fullmatch(slug) else self._observation(iri)

    def _place(self, kind: str, slug: str) -> str:
        """A claim or an anchor by its document and its characters there."""
        found = _PLACES[kind].fullmatch(slug)
        if not found:
            return slug
        source, start, end = found.groups()
        return f"{self.of(names.source(source)).text} [{start}–{end}]"


def key_parts(iri: str) -> list[str]:
    """The six things that an observation's IRI names, metric to scope, or nothing if it is none."""
    parts = names.slug_of(iri).split("_")
    if len(parts) != _KEY_PARTS:
        return []
    metric, area, period, kind, actor, scope = parts
    actor_iri = names.ACTOR_NONE if actor == "none" else names.thing("body", actor)
    scope_iri = names.SCOPE_ALL if scope == "all" else names.thing("campaign", scope)
    area_iri, period_iri = f"{names.ID}area/{area}", f"{names.ID}period/{period}"
    return [names.metric(metric), area_iri, period_iri, f"{names.CODE}kind-{kind}", actor_iri, scope_iri]


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1] or iri


def _parts_to_name(iris: Iterable[str]) -> set[str]:
    wanted = set()
    for iri in iris:
        kind = names.kind_of(iri)
        if kind == "obs":
            wanted.update(_safe_key_parts(iri))
        elif kind in _PLACES and (found := _PLACES[kind].fullmatch(names.slug_of(iri))):
            wanted.add(names.source(found[1]))
        elif kind == "disagreement":
            stem = iri.rsplit("_", 1)[0]
            wanted.update(_safe_key_parts(stem))
            if found := _PLACES["claim"].fullmatch(names.slug_of(stem)):
                wanted.add(names.source(found[1]))
    return wanted


def _safe_key_parts(iri: str) -> list[str]:
    try:
        return key_parts(iri)
    except ValueError:  # a part that is no slug: the IRI is told by its local name then
        return []


async def name_all(questions: Questions, language: Language, iris: Iterable[str]) -> Naming:
    """The names of `iris`, asked for in one query whatever their number."""
    wanted = {iri for iri in iris if iri.startswith(("http:", "https:"))}
    wanted |= _parts_to_name(wanted)
    by_iri: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for row in await questions.ask("labels", iris=wanted):
        text = row["text"]
        ranks = by_iri.setdefault(row["iri"]["value"], {})
        ranks.setdefault(int(value(row, "rank")), []).append((text["value"], text.get("xml:lang", "")))
    return Naming(language, {iri: ranks[min(ranks)] for iri, ranks in by_iri.items()})
