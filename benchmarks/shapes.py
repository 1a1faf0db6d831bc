"""A graph of any size in the shape of a release: observations with their key, claims with their anchors."""

import random
from collections.abc import Iterator
from pathlib import Path

BASE = "https://w3id.org/yuezhi/"
YZ = BASE + "ontology#"
_HEAD = f"""@prefix yz: <{YZ}> .
@prefix id: <{BASE}id/> .
@prefix code: <{BASE}code/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
#: Triples that one observation brings, with its two claims and their anchors.
PER_OBSERVATION = 42
YEARS = range(1995, 2026)


def write(file: Path, triples: int) -> None:
    """Writes about `triples` triples, the same every time, as TriG in one graph."""
    chance = random.Random(7)  # noqa: S311  (the same graph every time)
    observations = triples // PER_OBSERVATION
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD + f"<{BASE}graph/resolved> {{\n")
        out.writelines(_things())
        for number in range(observations):
            out.writelines(_observation(number, chance))
        out.write("}\n")


def _things() -> Iterator[str]:
    for year in YEARS:
        yield f'<{BASE}id/period/{year}> a yz:Period ; yz:year {year} ; rdfs:label "{year}"@en .\n'
    for number in range(200):
        yield f'<{BASE}id/area/a{number}> a yz:Area ; rdfs:label "Area {number}"@en .\n'
    for number in range(500):
        action, procedure = number % 20, number % 12
        yield (
            f'<{BASE}id/metric/m{number}> a yz:Metric ; rdfs:label "Metric {number}"@en ; '
            f"yz:action code:action-{action} ; yz:procedure code:procedure-{procedure} .\n"
        )


def _observation(number: int, chance: random.Random) -> Iterator[str]:
    metric, area, year = number % 500, chance.randrange(200), chance.choice(YEARS)
    value = chance.randrange(1, 10**6)
    obs = f"<{BASE}id/obs/o{number}>"
    yield (
        f"{obs} a yz:Observation , yz:DataPoint ; yz:metric <{BASE}id/metric/m{metric}> ; "
        f"yz:area <{BASE}id/area/a{area}> ; yz:period <{BASE}id/period/{year}> ; yz:kind code:kind-level ; "
        f"yz:actor code:actor-none ; yz:scope code:scope-all ; yz:value {value}.0 ; "
        f"yz:status code:status-agreed .\n"
    )
    for part, source in enumerate(("gd-2021", "gd-2023")):
        start = number * 40 + part
        claim, anchor = f"<{BASE}id/claim/{source}-{start}>", f"<{BASE}id/anchor/{source}-{start}>"
        yield (
            f"{claim} a yz:StatisticalClaim ; yz:supports {obs} ; yz:metric <{BASE}id/metric/m{metric}> ; "
            f"yz:area <{BASE}id/area/a{area}> ; yz:period <{BASE}id/period/{year}> ; yz:value {value}.0 ; "
            f'yz:statedText "{value} cases"@en ; yz:statedIn <{BASE}id/source/{source}> ; '
            f'yz:start {start} ; yz:end {start + 9} ; yz:section "2.{part}" ; yz:figureEvidence {anchor} .\n'
            f"{anchor} a yz:TextAnchor ; oa:hasSource <{BASE}id/source/{source}> ; yz:start {start} ; "
            f"yz:end {start + 9} .\n"
        )
