"""Formats by Accept and by name: what real clients send, and what they get."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import BadRequest, NotAcceptable
from server.negotiate import by_alias, choose, parse_accept, prefers_html
from sparql.formats import CSV, GRAPH_FORMATS, RESULT_FORMATS, TURTLE, content_type
from tests.sparql_world import Client

VECTORS = Path(__file__).parent / "vectors" / "accept.csv"
EVERYTHING = (*RESULT_FORMATS, *GRAPH_FORMATS)


def vectors() -> list[dict[str, str]]:
    """The Accept headers of real clients."""
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["client"])
def test_real_clients_get_what_they_ask_for(row: dict[str, str]) -> None:
    client = Client()
    for text, expected in (
        ("SELECT * { ?s ?p ?o }", row["table"]),
        ("CONSTRUCT WHERE { ?s ?p ?o }", row["graph"]),
    ):
        response = client.query(text, row["accept"])
        if expected == "406":
            assert response.status_code == 406
            assert response.json()["available"]
        else:
            assert response.status_code == 200, response.text
            assert response.headers["content-type"] == content_type(expected)
        assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["client"])
def test_the_endpoint_itself_is_a_page_for_people_and_a_description_for_machines(row: dict[str, str]) -> None:
    headers = {"Accept": row["accept"]} if row["accept"] else {}
    response = Client().ask("GET", "/sparql", headers=headers)
    if row["front"] == "page":
        assert response.status_code == 303 or response.headers["content-type"].startswith("text/html")
    elif row["front"] == "406":
        assert response.status_code == 406
    else:
        assert response.status_code == 200
        assert not response.headers["content-type"].startswith("text/html")


def test_the_more_exact_name_wins_a_tie_then_our_own_order() -> None:
    assert choose("text/turtle, */*", GRAPH_FORMATS).format is TURTLE
    assert choose("application/*, application/n-triples", GRAPH_FORMATS).media_type == "application/n-triples"
    in_one_order = choose("application/rdf+xml, text/turtle", GRAPH_FORMATS)
    assert in_one_order == choose("text/turtle, application/rdf+xml", GRAPH_FORMATS)


def test_the_name_in_the_url_goes_before_the_header() -> None:
    response = Client().query("SELECT * { ?s ?p ?o }", "application/json", format="csv")
    assert response.headers["content-type"] == content_type("text/csv")


def test_a_name_that_is_no_format_and_one_that_does_not_fit_are_told_apart() -> None:
    with pytest.raises(BadRequest, match="format=doc"):
        by_alias("doc", RESULT_FORMATS, EVERYTHING)
    with pytest.raises(NotAcceptable, match="format=turtle"):
        by_alias("turtle", RESULT_FORMATS, EVERYTHING)
    assert by_alias("CSV", RESULT_FORMATS, EVERYTHING).format is CSV


def test_a_page_goes_only_to_who_names_html() -> None:
    assert not prefers_html("*/*", GRAPH_FORMATS)
    assert not prefers_html("text/turtle, text/html;q=0.9", GRAPH_FORMATS)
    assert prefers_html("text/html, text/turtle;q=0.9", GRAPH_FORMATS)
    assert not prefers_html(None, ())


@given(st.text(max_size=200))
def test_no_header_breaks_the_reader(header: str) -> None:
    for range_ in parse_accept(header):
        assert 0 <= range_.quality <= 1
    try:
        chosen = choose(header, EVERYTHING)
    except NotAcceptable:
        return
    assert chosen.media_type in chosen.format.types
