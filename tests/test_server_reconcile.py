"""The reconciliation API, as OpenRefine speaks it."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.page_world import Site


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def matched(site: Site, **queries: Any) -> Any:
    answer = site.get(f"/reconcile?lang=zh&queries={quote(json.dumps(queries))}", "application/json")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_manifest_says_what_a_client_needs(site: Site) -> None:
    told = site.get("/reconcile?lang=en", "application/json").json()
    assert told["versions"] == ["0.2"]
    assert told["identifierSpace"] == "https://w3id.org/yuezhi/id/"
    assert told["view"]["url"] == "http://here.example/doc/{{id}}"
    assert {"id": "body", "name": "Body"} in told["defaultTypes"]
    for service in told["suggest"].values():
        path = service["service_url"].removeprefix("http://here.example") + service["service_path"]
        assert site.get(f"{path}?prefix=b", "application/json").status_code == 200


@pytest.mark.parametrize(
    "name", ["广东省高级人民法院", "省法院", "廣東省高級人民法院", "Guangdong High Court"]
)
def test_a_name_of_a_thing_is_a_sure_match(site: Site, name: str) -> None:
    first = matched(site, q0={"query": name, "type": "body"})["q0"]["result"][0]
    assert first["id"] == "body/guangdong-high-court"
    assert first["name"] == "广东省高级人民法院"
    assert first["match"] is True
    assert first["type"] == [{"id": "body", "name": "机构"}]


def test_a_name_spelt_a_little_otherwise_is_a_candidate_only(site: Site) -> None:
    first = matched(site, q0={"query": "广东高级人民法院", "type": "body"})["q0"]["result"][0]
    assert first["id"] == "body/guangdong-high-court"
    assert first["match"] is False
    assert first["score"] < 95


def test_a_batch_keeps_its_keys_types_and_limits(site: Site) -> None:
    told = matched(
        site,
        a={"query": "龙腾", "limit": 2},
        b={"query": "龙腾", "type": ["series"]},
        c={"query": "无此名称"},
    )
    assert len(told["a"]["result"]) == 2
    assert [one["id"] for one in told["b"]["result"]] == ["series/longteng"]
    assert told["c"]["result"] == []


@pytest.mark.parametrize("queries", ["{", "[]", '{"a": 1}'])
def test_what_is_no_batch_is_refused_with_the_reason(site: Site, queries: str) -> None:
    answer = site.get(f"/reconcile?queries={quote(queries)}", "application/json")
    assert answer.status_code == 400
    assert "queries" in answer.json()["detail"]


def test_a_preview_may_be_framed_and_other_pages_not(site: Site) -> None:
    answer = site.get("/reconcile/preview?id=body/guangdong-high-court&lang=en")
    assert "High People" in answer.text
    assert answer.headers["content-security-policy"].endswith("frame-ancestors *")
    assert site.get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert site.get("/reconcile/preview?id=body/nobody").status_code == 404
