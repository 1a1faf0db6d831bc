"""A small graph with the vocabulary of a release, made from four tables: what the pages are tested on."""

import asyncio
import csv
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import httpx
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.codes_graph import ontology_and_codes
from graph.store import LocalService, merge_default_graph
from ontology import names
from server.app import create_app
from server.settings import Settings
from sparql.service import QueryService

DATA = Path(__file__).parent / "data" / "pages"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
SOURCES = {
    "gd-2021": ("2021年广东省知识产权保护状况", "Intellectual Property Protection in Guangdong 2021", ""),
    "gd-2023": ("2023年广东省知识产权保护状况", "Intellectual Property Protection in Guangdong 2023", "http://paper.example/2023"),
    "gd-2023-press": ("", "News of the press conference on the 2023 paper", "http://press.example/2023"),
    "gd-2025": ("2025年广东省知识产权保护状况", "Intellectual Property Protection in Guangdong 2025", "http://paper.example/2025"),
}  # fmt: skip
STATISTIC = {"level": "flow", "change-pct": "change", "rank-china": "rank"}
COUNTED = {"percent": "case", "CNY": "item", "rank": "item"}

Statement: TypeAlias = tuple[str, str, NamedNode | Literal, str]


def term(local: str) -> str:
    """The IRI of an ontology term."""
    return names.term(local)


def read(table: str) -> list[dict[str, str]]:
    """The rows of one of the tables."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def node(path: str) -> NamedNode:
    """A thing by kind and slug."""
    return NamedNode(names.ID + path)


def labels(iri: str, zh: str, en: str, graph: str) -> Iterator[Statement]:
    """Preferred labels in the languages that there are."""
    if zh:
        yield iri, SKOS + "prefLabel", Literal(zh, language="zh"), graph
    if en:
        yield iri, SKOS + "prefLabel", Literal(en, language="en"), graph


def things() -> Iterator[Statement]:
    """Bodies, areas, campaigns and the like, and what the registry says of them."""
    for row in read("things"):
        iri = names.thing(row["kind"], row["slug"])
        yield iri, RDF_TYPE.value, NamedNode(term(row["class"])), "registry"
        yield iri, term("standing"), NamedNode(names.code("standing", "known")), "registry"
        yield from labels(iri, row["zh"], row["en"], "registry")
        for alias in filter(None, row["aliases"].split("|")):
            lang = "en" if alias.isascii() else "zh"
            yield iri, SKOS + "altLabel", Literal(alias, language=lang), "registry"
        for link in filter(None, row["links"].split("|")):
            name, value = link.split("=")
            year = Literal(value, datatype=NamedNode(XSD + "integer"))
            yield iri, term(name), node(value) if "/" in value else year, "registry"


def metrics() -> Iterator[Statement]:
    """Metrics with their facets."""
    for row in read("metrics"):
        iri = names.metric(row["slug"])
        yield iri, RDF_TYPE.value, NamedNode(term("Metric")), "registry"
        yield from labels(iri, row["zh"], row["en"], "registry")
        for facet in row["facets"].split("|"):
            scheme, notation = facet.rsplit("-", 1)
            name = {"measure-type": "measureType", "ip-type": "ipType", "object": "actedOn"}.get(
                scheme, scheme
            )
            yield iri, term(name), NamedNode(names.code(scheme, notation)), "registry"


def documents() -> Iterator[Statement]:
    """The sources."""
    for source, (zh, en, url) in SOURCES.items():
        iri = names.source(source)
        yield iri, RDF_TYPE.value, NamedNode(term("SourceDocument")), "registry"
        yield from labels(iri, zh, en, "registry")
        if url:
            yield iri, "http://xmlns.com/foaf/0.1/page", NamedNode(url), "registry"


def place(iri: str, row: dict[str, str], end: int, evidence: str) -> Iterator[Statement]:
    """What every claim says of where it stands."""
    graph = f"source/{row['source']}"
    integer = NamedNode(XSD + "integer")
    anchor = names.anchor(row["source"], int(row["start"]), end)
    yield iri, term("statedIn"), NamedNode(names.source(row["source"])), graph
    yield iri, term("start"), Literal(row["start"], datatype=integer), graph
    yield iri, term("end"), Literal(str(end), datatype=integer), graph
    yield iri, term("section"), Literal(row["section"]), graph
    yield iri, term("paragraph"), Literal(row["paragraph"], datatype=integer), graph
    yield iri, DCTERMS + "language", Literal(row["lang"]), graph
    yield iri, term("rule"), Literal("sample.rule"), graph
    yield iri, term(evidence), NamedNode(anchor), graph
    if evidence == "figureEvidence":
        sentence = names.anchor(row["source"], int(row["start"]) - 30, end + 10)
        yield iri, term("sentenceEvidence"), NamedNode(sentence), graph
    yield anchor, RDF_TYPE.value, NamedNode(term("TextAnchor")), graph
    yield anchor, OA + "hasSource", NamedNode(names.source(row["source"])), graph


def key_of(row: dict[str, str]) -> dict[str, str]:
    """The six parts of the observation's key."""
    return {
        "metric": names.metric(row["metric"]),
        "area": names.thing("area", "guangdong"),
        "period": names.period(row["period"]),
        "kind": names.code("kind", row["kind"]),
        "actor": names.thing("body", row["actor"]) if row["actor"] else names.ACTOR_NONE,
        "scope": names.thing("campaign", row["scope"]) if row["scope"] else names.SCOPE_ALL,
    }


def observation_of(row: dict[str, str]) -> str:
    """The observation that a row is about."""
    key = key_of(row)
    return names.observation(**{k if k not in ("metric", "period") else f"{k}_": v for k, v in key.items()})


def figures() -> Iterator[Statement]:
    """Claims, the observations that they are about, a disagreement for each that says another thing."""
    seen: dict[str, list[str]] = {}
    bounds: dict[str, str] = {}
    for row in read("claims"):
        key = key_of(row)
        obs = observation_of(row)
        end = int(row["start"]) + len(row["stated"])
        claim = names.claim(row["source"], int(row["start"]), end, 1)
        graph = f"source/{row['source']}"
        yield claim, RDF_TYPE.value, NamedNode(term("StatisticalClaim")), graph
        yield claim, term(row["stance"]), NamedNode(obs), graph
        lang = "zh-hant" if "萬" in row["stated"] or "幣" in row["stated"] else row["lang"]
        yield claim, term("statedText"), Literal(row["stated"], language=lang), graph
        if row["campaigns"]:
            yield claim, term("campaign"), NamedNode(names.thing("campaign", row["campaigns"])), graph
        yield from values(claim, row, key, graph)
        yield from place(claim, row, end, "figureEvidence")
        if obs not in seen:
            yield from observation(obs, claim, row, key)
        elif row["stance"] == "contradicts" or row["bound"] != bounds[obs]:
            yield from disagreement(obs, [*seen[obs], claim])
        seen.setdefault(obs, []).append(claim)
        bounds.setdefault(obs, row["bound"])


def values(iri: str, row: dict[str, str], key: dict[str, str], graph: str) -> Iterator[Statement]:
    """Key, value, unit and bound."""
    for name, value in key.items():
        yield iri, term(name), NamedNode(value), graph
    yield iri, term("value"), Literal(row["value"], datatype=NamedNode(XSD + "decimal")), graph
    yield iri, term("unit"), NamedNode(names.code("unit", row["unit"])), graph
    yield iri, term("bound"), NamedNode(names.code("bound", row["bound"])), graph
    unit_class = {"cny": "CNY", "percent": "percent", "rank": "rank"}.get(row["unit"].lower(), "count")
    yield iri, term("unitClass"), NamedNode(names.code("unit-class", unit_class)), graph
    yield iri, term("counted"), NamedNode(names.code("unit", COUNTED.get(row["unit"], row["unit"]))), graph
    yield iri, term("statistic"), NamedNode(names.code("statistic", STATISTIC[row["kind"]])), graph


def observation(obs: str, claim: str, row: dict[str, str], key: dict[str, str]) -> Iterator[Statement]:
    """The observation that a claim is the first to state."""
    yield obs, RDF_TYPE.value, NamedNode(term("Observation")), "resolved"
    yield from values(obs, row, key, "resolved")
    yield obs, term("preferredClaim"), NamedNode(claim), "resolved"
    yield obs, term("status"), NamedNode(names.code("status", "single-source")), "resolved"
    yield key["period"], RDF_TYPE.value, NamedNode(term("Period")), "registry"
    year = Literal(row["period"][:4], datatype=NamedNode(XSD + "integer"))
    yield key["period"], term("year"), year, "registry"


def disagreement(obs: str, claims: list[str]) -> Iterator[Statement]:
    """The disagreement between the claims about one observation."""
    iri = names.disagreement(obs, 1)
    yield iri, RDF_TYPE.value, NamedNode(term("Disagreement")), "resolved"
    yield iri, term("disagreementOn"), NamedNode(obs), "resolved"
    yield iri, term("disagreementType"), NamedNode(names.code("disagreement", "magnitude")), "resolved"
    yield iri, term("severity"), NamedNode(names.code("severity", "hard")), "resolved"
    yield iri, term("status"), NamedNode(names.code("status", "settled")), "resolved"
    for claim in claims:
        yield iri, term("betweenClaim"), NamedNode(claim), "resolved"


def steps() -> Iterator[Statement]:
    """How figures hang together over the years, and what their changes imply."""
    for row in read("steps"):
        own = {**row, "scope": ""}
        obs = observation_of(own)
        if row["before"]:
            missing = Literal(row["missing"], datatype=NamedNode(XSD + "integer"))
            yield (
                obs,
                term("previousInSeries"),
                NamedNode(observation_of({**own, "period": row["before"]})),
                "resolved",
            )
            yield obs, term("missingYears"), missing, "resolved"
        for lang in ("zh", "en"):
            if row[f"break_{lang}"]:
                yield obs, term("breakInSeries"), Literal(row[f"break_{lang}"], language=lang), "resolved"
        for name, column in (("", "implied"), ("Low", "low"), ("High", "high")):
            if row[column]:
                amount = Literal(row[column], datatype=NamedNode(XSD + "decimal"))
                yield obs, term(f"impliedPrevious{name}"), amount, "resolved"


def sums() -> Iterator[Statement]:
    """What arithmetic says of a disagreement: the lower damages are borne out."""
    row = {
        "metric": "highest-damages",
        "kind": "level",
        "period": "2023",
        "actor": "guangdong-courts",
        "scope": "",
    }
    iri = names.disagreement(observation_of(row), 1)
    borne_out = names.claim("gd-2023", 11300, 11300 + len("317 million yuan"), 1)
    yield iri, term("consistentClaim"), NamedNode(borne_out), "resolved"
    yield iri, term("working"), Literal("317 < 400 < 3,170"), "resolved"


def quotations() -> Iterator[Statement]:
    """The words of one sentence that lost its spaces, and how it was read."""
    words = f"{'Inyardscustomslookedandfound':-<30}15.31millionfakegoods."
    anchor = names.anchor("gd-2025", 51992, 52044)
    selector = NamedNode(names.selector("gd-2025", 51992, 52044))
    graph = "quotations/gd-2025"
    mended = Literal("In yards customs looked and found 15.31 million fake goods.", language="en")
    yield anchor, OA + "hasSelector", selector, graph
    yield selector.value, OA + "exact", Literal(words, language="en"), graph
    yield selector.value, OA + "start", Literal("51992", datatype=NamedNode(XSD + "integer")), graph
    yield selector.value, term("mendedText"), mended, graph


def relations() -> Iterator[Statement]:
    """Claims of relations, and the plain triples."""
    for number, row in enumerate(read("relations"), 1):
        claim = names.claim(row["source"], int(row["start"]), int(row["end"]), number)
        graph = f"source/{row['source']}"
        yield claim, RDF_TYPE.value, NamedNode(term("RelationClaim")), graph
        yield claim, term("subject"), node(row["subject"]), graph
        yield claim, term("predicate"), NamedNode(term(row["predicate"])), graph
        yield claim, term("object"), node(row["object"]), graph
        yield claim, term("year"), Literal(row["year"], datatype=NamedNode(XSD + "integer")), graph
        yield from place(claim, row, int(row["end"]), "evidence")
        yield names.ID + row["subject"], term(row["predicate"]), node(row["object"]), "resolved"


def world() -> LocalService:
    """The whole, ready to be asked."""
    store = Store()
    for part in (things, metrics, documents, figures, steps, sums, quotations, relations):
        for subject, predicate, value, graph in part():
            store.add(Quad(NamedNode(subject), NamedNode(predicate), value, NamedNode(names.graph(graph))))
    for name, triples in zip(("ontology", "codes"), ontology_and_codes(), strict=True):
        store.extend(Quad(*triple, NamedNode(names.graph(name))) for triple in triples)
    merge_default_graph(store)
    return LocalService(store, "sample-1")


class Site:
    """The application over the small graph, asked without a network."""

    def __init__(self, service: QueryService | None = None, **settings: Any) -> None:
        self.service = service or world()
        settings.setdefault("short_links", Path(tempfile.gettempdir()) / f"yuezhi-links-{os.getpid()}")
        self.app = create_app(Settings(**settings), self.service)

    def get(
        self, path: str, accept: str = "text/html", method: str = "GET", **headers: str
    ) -> httpx.Response:
        """The response at `path`, redirects not followed."""
        told = {"accept": accept, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self._asked(method, path, headers=told)

    def post(self, path: str, form: dict[str, str], accept: str = "text/html") -> httpx.Response:
        """The response to a form sent to `path`, redirects not followed."""
        return self._asked("POST", path, headers={"accept": accept}, data=form)

    def _asked(self, method: str, path: str, **parts: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://here.example") as client:
                return await client.request(method, path, **parts)

        return asyncio.run(asked())
