"""What the tokens of a query say, and that nothing hides from them."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparql.scan import DEEPEST, _at_a_glance, _read, position, scan, tokens
from tests.sparql_grammar import texts
from tests.sparql_world import Client, small_store

UPDATES = [
    "INSERT DATA { <a> <b> <c> }",
    "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
    "# SELECT\nBASE <x> LOAD <y>",
    "clear all",
    "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "COPY <a> TO <b>",
]
NO_UPDATES = [
    "SELECT ?insert { ?insert <delete> 'LOAD' }",
    "PREFIX insert: <x> ASK { insert:data ?p ?o }",
    'ASK { ?s ?p """CLEAR "" ALL""" }',
    "# DROP ALL\nASK {}",
]
SERVICES = [
    "ASK { SERVICE <x> { } }",
    "ASK { service silent ?x { } }",
    "ASK { ?s ?p true.SERVICE <x> { } }",
    "ASK { ?s ?p 'it\\'s' . SERVICE <x> { } }",
    "ASK { ?a<?b&&?c>?d SERVICE <x> { } }",
    "ASK { { SELECT * { SERVICE ?x {} } } }",
]
NO_SERVICES = [
    "ASK { ?service <SERVICE> 'SERVICE' }",
    "PREFIX service: <x> ASK { service:SERVICE ?p _:SERVICE }",
    "ASK { ?s ?p 'a'@SERVICE } # SERVICE",
    "ASK { ?s ?p '''' SERVICE ''' }",
    "ASK { ?s a:b\\'SERVICE 1 }",
]


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_known_by_its_first_word(text: str) -> None:
    assert scan(text).update is not None


@pytest.mark.parametrize("text", NO_UPDATES)
def test_words_elsewhere_make_no_update(text: str) -> None:
    assert scan(text).update is None
    assert scan(text).form is not None


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_seen(text: str) -> None:
    found = scan(text).service
    assert found is not None
    assert text[found : found + 7].upper() == "SERVICE"


@pytest.mark.parametrize("text", NO_SERVICES)
def test_service_inside_of_names_and_strings_is_no_service(text: str) -> None:
    assert scan(text).service is None


GLUED = [
    "ASK { SERVICESILENT<http://e.org/> {} }",
    "ASK { ?s ?p trueSERVICE SILENT <http://e.org/> {} }",
    "PREFIX a: <x:> ASK { SERVICESILENTa:b {} }",
    "PREFIX : <x:> PREFIX service: <y:> ASK { service:x {} }",
    "PREFIX a: <x:> ASK { GRAPHa:b {} }",
    "PREFIX a: <x:> SELECT*FROMa:b{}",
    "SELECT * FROMNAMED<x:> {}",
]
NOT_GLUED = [
    "PREFIX graph: <x:> PREFIX geographic: <y:> ASK { graph:a geographic:b ?service GRAPH graph:c {} }",
    "PREFIX service: <x:> ASK { ?s service:a 'GRAPHa' } # FROMa",
    "PREFIX : <x:> PREFIX from: <y:> SELECT * FROM from:a { ?s from:a :b }",
]


@pytest.mark.parametrize("text", GLUED)
def test_a_keyword_that_a_lenient_parser_may_see_is_seen(text: str) -> None:
    found = scan(text).glued
    assert found is not None
    assert Client().query(text).json()["type"].endswith("/syntax")


@pytest.mark.parametrize("text", NOT_GLUED)
def test_names_that_hold_a_keyword_are_names(text: str) -> None:
    assert scan(text).glued is None
    assert "/syntax" not in Client().query(text).text


def test_a_name_begins_with_no_dot() -> None:
    assert scan("PREFIX a: <x:> ASK { ?s ?p a:.SERVICE SILENT <http://e.org/> {} }").service is not None


def test_it_sees_whether_graphs_are_asked() -> None:
    assert scan("ASK { graph ?g {} }").graphs
    assert scan("ASK { ?s ?p 1GRAPH ?g {} }").graphs
    assert not scan("ASK { ?graph a:graph 'GRAPH' } # geographical, GRAPH").graphs


def test_forms_datasets_and_volatile_functions() -> None:
    found = scan("PREFIX g: <h> DESCRIBE ?x FROM g:a FROM NAMED <b> FROM <c> { ?x ?y ?z }")
    assert found.form == "DESCRIBE"
    assert found.datasets == (("g:a", False), ("<b>", True), ("<c>", False))
    assert scan("SELECT (now() AS ?n) {}").volatile
    assert not scan("SELECT ?now { ?now <NOW> 'NOW()' }").volatile


def test_depth_counts_brackets_and_runs_of_operators() -> None:
    deep = DEEPEST + 1
    for text in (
        "ASK { FILTER(" + "(" * deep + "1" + ")" * deep + ") }",
        "ASK { FILTER(" + "!" * deep + "1) }",
        "ASK { FILTER(" + "! # a\n" * deep + "1) }",
        "ASK " + "{" * deep + "}" * deep,
        "ASK " + "{[(" * (deep // 3 + 1),
    ):
        assert scan(text).too_deep, text
    for text in (
        "ASK { FILTER(((1))) }",
        "ASK { FILTER(" + "!" * (DEEPEST - 1) + "1) }",
        "ASK { FILTER(1 " + "+ 1 " * 500 + ") }",
        "ASK { " + "[] ?p () . " * 100 + "}",
        "ASK { '" + "(" * deep + "' }",
    ):
        assert not scan(text).too_deep, text


@given(texts)
def test_what_is_seen_at_a_glance_is_what_reading_all_tokens_says(example: str) -> None:
    glance = _at_a_glance(example)
    assert glance in (None, _read(example))


def test_plain_queries_are_seen_at_a_glance() -> None:
    for text in (
        "SELECT * {}",
        "# a\nprefix a: <b>\nPREFIX : <c#> BASE <d> ask{?s ?p 1}",
        "describe<x>",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ):
        assert _at_a_glance(text) == _read(text), text
    for text in (*UPDATES, *SERVICES, "PREFIX 1a: <b> SELECT * {}", "SELECT:x", "SELECT * FROM <a> {}"):
        assert _at_a_glance(text) is None, text


@given(st.text(max_size=300))
def test_tokens_cover_any_text_in_order(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert token.start >= at
        assert text[token.start : token.start + len(token.text)] == token.text
        at = token.start + len(token.text)
    scan(text)


@pytest.mark.parametrize(
    "unit", ["{", "!", '"', "'''a", "<a", "a:\\'", "a.", "a-", "?", "\\", "_:a", "%41", "@a-"]
)
def test_no_text_takes_long(unit: str) -> None:
    """The scan takes time in proportion to the text: what grew with its square would take minutes here."""
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    scan(text)
    assert time.process_time() - began < 10


def test_positions_count_from_one() -> None:
    assert position("ab\ncd", 4) == (2, 2)
    assert position("", 0) == (1, 1)


PIECES = (
    *(
        "{",
        "}",
        "{}",
        "SERVICE",
        "service",
        "SERVICE SILENT",
        "<http://127.0.0.1:1/>",
        "a:b",
        ":",
        "a:",
        ":x",
    ),
    *("?x", "?s ?p ?o", "?s ?p", "true", "1", "1.", "1e1", "'s'", "'s'@en", "''''''", '"', ".", ";", "_:b"),
    *("OPTIONAL", "UNION", "MINUS", "FILTER(1)", "BIND(1 AS ?y)", "a", "[]", "()", "service:", "service:x"),
    *("#\n", "\\", "<", ">", "^", "|"),
)


def test_no_text_reaches_out_unseen() -> None:
    """What the parser takes for a SERVICE, however it grows into its neighbours, was seen by the scan.

    Port 1 is one that no client of HTTP may ask: the error says that it would have.
    """
    chance = random.Random(7)  # noqa: S311  (the same texts every time)
    store, reached = small_store(), 0
    for _ in range(8000):
        parts = [
            chance.choice(("", "", "?s ?p", "[]")),
            chance.choice(PIECES),
            chance.choice(("", "", ".", ";")),
            "SERVICE",
            chance.choice(("a:b", ":", "<http://127.0.0.1:1/>")),
            "{}",
        ]
        text = (
            "PREFIX a: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/q> PREFIX service: <y:> ASK {"
            + "".join(part + chance.choice(("", "", " ")) for part in (*parts, "}"))
        )
        try:
            store.query(text)
        except SyntaxError:
            continue
        except (OSError, RuntimeError) as error:
            if "port 1 " in str(error):
                reached += 1
                found = scan(text)
                assert (found.service, found.glued) != (None, None), text
    assert reached > 100
