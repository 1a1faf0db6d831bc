"""A table of a user is matched and filled up by the reconciliation API, step by step as OpenRefine does it.

Every answer on the way is held against our own schemas; with `YUEZHI_W3C` also against those that W3C's group
publishes (`reconciliation/0.2` there), whose examples of queries must be understood as well.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema_rs
import pytest

from tests.page_world import Site
from tests.reconcile_schemas import SCHEMAS

PUBLISHED = Path(os.environ.get("YUEZHI_W3C", "")) / "reconciliation" / "0.2"
HERE = "http://here.example"
Check = Callable[[str, Any], None]

#: Answers by the schema that holds for them: path and the keys that lead to what is checked.
ANSWERS = {
    "manifest": "/reconcile",
    "reconciliation-result-batch": "/reconcile?queries="
    + quote(json.dumps({"a": {"query": "龙腾", "limit": 3}})),
    "data-extension-response": "/reconcile?extend="
    + quote(
        json.dumps({"ids": ["body/gacc"], "properties": [{"id": "name-en"}, {"id": "jurisdictionOver"}]})
    ),
    "data-extension-property-proposal": "/reconcile/properties?type=body&limit=4",
    "suggest-entities-response": "/reconcile/suggest/entity?prefix=guangdong",
    "suggest-types-response": "/reconcile/suggest/type?prefix=b",
    "suggest-properties-response": "/reconcile/suggest/property?prefix=n",
}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def asked(site: Site, path: str, **values: Any) -> Any:
    """What an address answers; values are sent as JSON."""
    query = urlencode({name: json.dumps(value) for name, value in values.items()})
    answer = site.get(f"{path}?lang=en&{query}" if query else path, "application/json")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_answer_is_as_the_specification_says(site: Site, name: str, lang: str) -> None:
    path = ANSWERS[name]
    told = asked(site, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    jsonschema_rs.validator_for(SCHEMAS[name]).validate(told)


@pytest.mark.w3c
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="needs reconciliation/0.2 under YUEZHI_W3C")
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_answer_is_valid_by_the_published_schema(site: Site, name: str) -> None:
    published(name).validate(asked(site, ANSWERS[name]))


def published(name: str) -> Any:
    """The validator of a published schema, without what it takes from elsewhere on authentication."""
    text = (PUBLISHED / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(
        text.replace("http://json-schema.org/schema#", "http://json-schema.org/draft-07/schema#")
    )
    schema.get("properties", {}).pop("authentication", None)
    types = json.loads((PUBLISHED / "schemas" / "type.json").read_text(encoding="utf-8"))
    registry = jsonschema_rs.Registry([(types["$id"], types)])
    return jsonschema_rs.Draft7Validator(schema, registry=registry)


@pytest.mark.w3c
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="needs reconciliation/0.2 under YUEZHI_W3C")
@pytest.mark.parametrize("kind", ["reconciliation-query-batch", "data-extension-query"])
def test_the_published_examples_of_queries_are_understood(site: Site, kind: str) -> None:
    field, name = {
        "reconciliation-query-batch": ("queries", "reconciliation-result-batch"),
        "data-extension-query": ("extend", "data-extension-response"),
    }[kind]
    examples = sorted((PUBLISHED / "examples" / kind / "valid").glob("*.json"))
    assert examples
    for example in examples:
        told = asked(site, "/reconcile", **{field: json.loads(example.read_text(encoding="utf-8"))})
        published(name).validate(told)


def test_a_table_is_matched_judged_looked_at_and_filled_up(site: Site) -> None:
    manifest = asked(site, "/reconcile?lang=en")
    assert "body" in [one["id"] for one in manifest["defaultTypes"]]

    # a column of names, one as the user spells it; the region beside it decides between two that sound alike
    batch = {
        "r0": {"query": "Guangdong High Court", "type": "body"},
        "r1": {"query": "Customs of Guangdong", "type": "body"},
        "r2": {"query": "longteng 2023", "type": ["campaign", "event"], "limit": 2},
        "r3": {
            "query": "Guangzhou Intellectual Property Court",
            "properties": [{"pid": "locatedIn", "v": "广州市"}],
        },
    }
    found = asked(site, "/reconcile", queries=batch)
    assert [found[f"r{n}"]["result"][0]["id"] for n in range(4)] == [
        "body/guangdong-high-court",
        "body/guangdong-customs",
        "campaign/longteng-2023",
        "body/guangzhou-ip-court",
    ]
    assert found["r0"]["result"][0]["match"] is True
    assert found["r1"]["result"][0]["match"] is False
    assert len(found["r2"]["result"]) <= 2
    assert found["r3"]["result"][0]["features"] == [{"id": "locatedIn", "value": True}]

    # the user looks at a candidate, and searches by hand for what was not sure
    preview = (
        manifest["preview"]["url"].removeprefix(HERE).replace("{{id}}", quote("body/guangdong-customs", ""))
    )
    assert "Customs in Guangdong" in site.get(f"{preview}&lang=en").text
    suggest = manifest["suggest"]["entity"]
    path = (suggest["service_url"] + suggest["service_path"]).removeprefix(HERE)
    assert "body/guangdong-customs" in [x["id"] for x in asked(site, f"{path}?prefix=haiguan")["result"]]

    # and adds columns from what is proposed for bodies
    propose = manifest["extend"]["propose_properties"]
    path = (propose["service_url"] + propose["service_path"]).removeprefix(HERE)
    offered = {one["id"] for one in asked(site, f"{path}?type=body&lang=en")["properties"]}
    assert {"name-zh", "aliases", "jurisdictionOver", "conducts"} <= offered
    ids = [found[f"r{n}"]["result"][0]["id"] for n in range(4)]
    wished = [{"id": "name-zh"}, {"id": "jurisdictionOver"}, {"id": "editionYear"}, {"id": "aliases"}]
    wished[3]["settings"] = {"limit": "1"}  # type: ignore[assignment]
    told = asked(site, "/reconcile", extend={"ids": ids, "properties": wished})
    jsonschema_rs.validator_for(SCHEMAS["data-extension-response"]).validate(told)
    assert [one["id"] for one in told["meta"]] == ["name-zh", "jurisdictionOver", "editionYear", "aliases"]
    assert told["meta"][1]["type"] == {"id": "area", "name": "Area"}
    first, campaign = told["rows"]["body/guangdong-high-court"], told["rows"]["campaign/longteng-2023"]
    assert first["name-zh"] == [{"str": "广东省高级人民法院"}]
    assert first["jurisdictionOver"] == [{"id": "area/guangdong", "name": "Guangdong"}]
    assert len(first["aliases"]) == 1
    assert campaign["editionYear"] == [{"int": 2023}]
    assert campaign["jurisdictionOver"] == []


def test_what_is_given_beside_a_name_tells_candidates_apart(site: Site) -> None:
    def best(year: str) -> Any:
        query = {"query": "龙腾行动", "type": "campaign", "properties": [{"pid": "editionYear", "v": year}]}
        return asked(site, "/reconcile", queries={"a": query})["a"]["result"]

    assert best("2021")[0]["id"] == "campaign/longteng-2021"
    assert best("2025")[0]["id"] == "campaign/longteng-2025"
    assert best("2025")[0]["score"] > best("2025")[1]["score"]


def test_a_thing_is_found_by_what_it_says_alone(site: Site) -> None:
    query = {"type": "body", "properties": [{"pid": "locatedIn", "v": {"id": "area/guangzhou"}}]}
    found = asked(site, "/reconcile", queries={"a": query})["a"]["result"]
    assert [one["id"] for one in found] == ["body/guangzhou-ip-court"]


@pytest.mark.parametrize(
    "extend",
    ["[", "{}", '{"ids": [], "properties": [{}]}', '{"ids": ["body/gacc"], "properties": [{"id": "x> y"}]}'],
)
def test_what_is_no_extension_is_refused_with_the_reason(site: Site, extend: str) -> None:
    answer = site.get(f"/reconcile?extend={quote(extend)}", "application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_an_unknown_identifier_has_an_empty_row(site: Site) -> None:
    extend = {"ids": ["body/nobody", "x y"], "properties": [{"id": "name-zh"}]}
    rows = asked(site, "/reconcile", extend=extend)["rows"]
    assert rows == {"body/nobody": {"name-zh": []}, "x y": {"name-zh": []}}
