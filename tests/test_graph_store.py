"""Opening a release, the merged default graph, and the service in this process."""

import asyncio
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import ReleaseUnreadable
from graph.store import LocalService, default_graph_parts, open_release, select
from ontology import names
from sparql.service import QueryFault, QueryRequest, collect, rows

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
SOURCE = names.graph("source/gd-2023")


def count(store: ox.Store, text: str = COUNT) -> int:
    """The number that a COUNT gives."""
    return int(next(iter(select(store, text)))["n"].value)


def test_the_default_graph_is_the_set_of_the_triples_of_its_parts(tiny_store: ox.Store) -> None:
    parts = default_graph_parts(tiny_store)
    assert SOURCE in parts
    assert names.graph("meta") not in parts
    triples = {
        (q.subject, q.predicate, q.object)
        for iri in parts
        for q in tiny_store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
    }
    assert count(tiny_store) == len(triples)


def test_a_triple_in_two_graphs_is_one_row_of_the_default_graph(tmp_path: Path) -> None:
    triple = "<https://e.org/a> <https://e.org/b> 1 ."
    text = f"<{names.graph('registry')}> {{ {triple} }} <{names.graph('resolved')}> {{ {triple} }}"
    (tmp_path / "both.trig").write_text(text)
    assert count(open_release(tmp_path)) == 1


def test_quotations_and_meta_are_reached_by_graph_only(tiny_store: ox.Store) -> None:
    exact = "<http://www.w3.org/ns/oa#exact>"
    assert count(tiny_store, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s {exact} ?o }}") == 0
    assert count(tiny_store, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s {exact} ?o }} }}") == 1


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseUnreadable, match="yuezhi build"):
        open_release(tmp_path)


def test_a_file_that_does_not_parse_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.trig").write_text("<https://e.org/a> {")
    with pytest.raises(ReleaseUnreadable, match=r"broken\.trig.*does not parse"):
        open_release(tmp_path)


def test_the_local_service_answers_in_the_wished_formats(tiny_service: LocalService) -> None:
    async def ask(text: str, **formats: str) -> tuple[str, bytes]:
        answer = await tiny_service.answer(QueryRequest(text=text, **formats))
        return answer.media_type, await collect(answer)

    media_type, data = asyncio.run(
        ask(f"SELECT ?o WHERE {{ ?o a <{names.term('Observation')}> }}", results_format="text/csv")
    )
    assert media_type == "text/csv"
    assert len(data.decode().split()) == 4
    media_type, data = asyncio.run(ask("ASK { ?s ?p ?o }"))
    assert json.loads(data)["boolean"] is True
    media_type, data = asyncio.run(
        ask(
            "CONSTRUCT WHERE { ?s <http://www.w3.org/2002/07/owl#inverseOf> ?o }",
            graph_format="application/n-triples",
        )
    )
    assert media_type == "application/n-triples"
    assert data.count(b"\n") == 1


def test_rows_gives_the_bindings(tiny_service: LocalService) -> None:
    text = f"SELECT ?v WHERE {{ ?d <{names.term('betweenClaim')}>/<{names.term('value')}> ?v }} ORDER BY ?v"
    found = asyncio.run(rows(tiny_service, text))
    assert [row["v"]["value"] for row in found] == ["200000000", "200000000", "2000000000"]


def test_a_query_that_does_not_parse_names_line_and_column(tiny_service: LocalService) -> None:
    with pytest.raises(QueryFault) as caught:
        asyncio.run(tiny_service.answer(QueryRequest(text="SELECT *\nWHERE { ?s ?p }")))
    assert (caught.value.kind, caught.value.line) == ("syntax", 2)
    assert caught.value.column is not None


def test_dataset_parameters_choose_the_graphs_and_merge_them_as_sets(tiny_service: LocalService) -> None:
    def number(*graphs: str) -> int:
        request = QueryRequest(text=COUNT, default_graphs=graphs, results_format="text/csv")
        return int(asyncio.run(collect(asyncio.run(tiny_service.answer(request)))).split()[1])

    assert number(SOURCE, SOURCE) == number(SOURCE) > 0
    assert number(SOURCE, names.graph("registry")) > number(SOURCE)


def test_an_unknown_graph_in_the_dataset_parameters_is_a_fault(tiny_service: LocalService) -> None:
    with pytest.raises(QueryFault) as caught:
        asyncio.run(tiny_service.answer(QueryRequest(text=COUNT, default_graphs=("https://e.org/g",))))
    assert caught.value.kind == "unknown-graph"
