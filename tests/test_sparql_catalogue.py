"""Named queries: their files, their parameters, and that no value becomes anything but a term."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server.routes.queries import one_query
from sparql.catalogue import NamedQuery, catalogue, read_query
from sparql.declared import prefix_triples, prefixes, query_triples
from sparql.errors import BindingError, CatalogueError
from sparql.terms import term_of
from tests.sparql_world import Client

HEADER = """#+ title-en: Numbers
#+ title-zh: 数
#+ question-en: Which numbers are there?
#+ question-zh: 有哪些数？
#+ keywords: numbers, test
#+ parameter: word string = a
#+ parameter-en: a word
#+ parameter-zh: 词
#+ parameter: least integer = *
#+ parameter-en: the least
#+ parameter-zh: 最小值
#+ columns: s, n, word
#+ rows: 5
#+ page: 2
"""
BODY = """PREFIX e: <http://e.org/>
# ?_word in a comment stays
SELECT ?s ?n ?word WHERE {
  ?s e:p ?n BIND (CONCAT(?_word, "?_word") AS ?word)
  FILTER (!BOUND(?_least) || ?n >= ?_least)
}
ORDER BY ?n
"""


def numbers() -> NamedQuery:
    return read_query("numbers.rq", HEADER + BODY)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_of_the_catalogue_is_read_and_parses(name: str) -> None:
    query = catalogue()[name]
    assert query.title["en"] != query.title["zh"]
    ox.Store().query(query.bound(page=1), base_iri=names.BASE)


def test_a_value_takes_the_place_of_the_variable_and_of_nothing_else() -> None:
    text = numbers().bound({"word": 'x" . } DROP ALL #'})
    assert '"x\\" . } DROP ALL #"' in text
    assert '"?_word"' in text
    assert "# ?_word in a comment" in text
    assert "BOUND(?_least)" in text


def test_bound_of_a_given_parameter_is_true() -> None:
    text = numbers().bound({"least": "3"})
    assert "!(true) ||" in text
    assert '"3"^^<http://www.w3.org/2001/XMLSchema#integer>' in text


@given(st.text(max_size=60))
def test_no_word_changes_the_query(value: str) -> None:
    answer = ox.Store().query(numbers().bound({"word": value}))
    assert isinstance(answer, ox.QuerySolutions)
    assert [v.value for v in answer.variables] == ["s", "n", "word"]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("thing:area", "guangdong", f"<{names.ID}area/guangdong>"),
        ("thing:area", f"{names.ID}area/guangdong", f"<{names.ID}area/guangdong>"),
        ("code:ip-type", "patent", f"<{names.CODE}ip-type-patent>"),
        ("code:bound", "more_than", f"<{names.CODE}bound-more-than>"),
        ("period", "2020/2022", f"<{names.ID}period/2020--2022>"),
        ("iri", "http://e.org/知", "<http://e.org/知>"),
        ("text:zh", "海关", '"海关"@zh'),
        ("year", "2023", '"2023"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "-1.5", '"-1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_types(kind: str, value: str, term: str) -> None:
    assert term_of("p", kind, value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("thing:area", "Guang dong"),
        ("thing:area", "a> . } DROP ALL #"),
        ("code:ip-type", "！"),
        ("period", "23"),
        ("iri", "relative"),
        ("iri", "http://e.org/a b"),
        ("iri", "http://e.org/>"),
        ("year", "23"),
        ("integer", "1e3"),
        ("decimal", "1,5"),
        ("boolean", "yes"),
        ("string", "x" * 3000),
    ],
)
def test_values_that_do_not_fit_are_refused(kind: str, value: str) -> None:
    with pytest.raises(BindingError, match="parameter p"):
        term_of("p", kind, value)


def test_a_parameter_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BindingError, match="word, least"):
        numbers().bound({"words": "a"})


FAULTS = [
    ("Numbers.rq", HEADER + BODY, "rename"),
    ("n.rq", HEADER, "no query"),
    ("n.rq", HEADER.replace("#+ title-zh: 数\n", "") + BODY, "`title-zh` is missing"),
    ("n.rq", HEADER.replace("title-zh", "titel-zh") + BODY, "line 2: no key `titel-zh`"),
    ("n.rq", HEADER.replace("#+ page: 2", "#+ page 2") + BODY, "line 14: not a line"),
    ("n.rq", HEADER.replace("word string = a", "word text = a") + BODY, "line 6: no type `text`"),
    ("n.rq", HEADER.replace("word string = a", "format string = a") + BODY, "`format` is taken"),
    ("n.rq", HEADER.replace("least integer = *", "least integer = x") + BODY, "correct the default"),
    ("n.rq", HEADER.replace("#+ parameter-zh: 词\n", "") + BODY, "`word` is not explained"),
    ("n.rq", HEADER.replace("columns: s, n, word", "columns: s, n") + BODY, "`columns`"),
    ("n.rq", HEADER.replace("#+ rows: 5\n", "") + BODY, "`rows` is missing"),
    ("n.rq", HEADER.replace("rows: 5", "rows: five") + BODY, "no range"),
    ("n.rq", HEADER + BODY.replace("ORDER BY ?n\n", ""), "without an order"),
    ("n.rq", HEADER + BODY.replace("?_least", "?_most"), "does not use ?_least"),
    ("n.rq", HEADER + BODY.replace("}\nORDER", "ORDER"), "does not parse"),
    ("n.rq", HEADER + BODY + "LIMIT 3", "does not parse"),
]


@pytest.mark.parametrize(("file", "source", "told"), FAULTS)
def test_a_file_that_breaks_a_rule_is_refused_with_its_place(file: str, source: str, told: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_query(file, source)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"{file}, line ")


def test_pages_are_linked_and_cover_the_whole() -> None:
    client = Client()
    query = numbers()
    client.app.router.routes.clear()

    async def endpoint(request: Request) -> Response:
        return await one_query(request, query)

    client.app.router.add_route("/queries/numbers", endpoint)
    seen: list[str] = []
    link: str | None = "http://test/queries/numbers?page=1&format=csv&least=1"
    while link:
        response = client.ask("GET", link)
        assert response.status_code == 200, response.text
        seen += response.text.splitlines()[1:]
        link = response.links.get("next", {}).get("url")
        assert "first" in response.links
    whole = client.ask("GET", "/queries/numbers", params={"least": "1", "format": "csv"}).text.splitlines()[
        1:
    ]
    assert seen == whole
    assert len(seen) == 4


def test_the_catalogue_over_http() -> None:
    client = Client()
    listed = client.ask("GET", "/queries").json()
    assert {entry["name"] for entry in listed} == catalogue().keys()
    assert client.ask("GET", "/queries/nothing").status_code == 404
    name = next(iter(catalogue()))
    assert client.ask("GET", f"/queries/{name}", params={"nothing": "1"}).status_code == 400
    assert client.ask("GET", f"/queries/{name}", headers={"Accept": "image/png"}).status_code == 406
    assert client.ask("GET", f"/queries/{name}", params={"format": "csv"}).status_code == 200


def test_openapi_knows_every_query_with_its_parameters() -> None:
    document = Client().ask("GET", "/openapi.json").json()
    for query in catalogue().values():
        told = document["paths"][f"/queries/{query.name}"]["get"]
        assert {p.name for p in query.parameters} <= {p["name"] for p in told["parameters"]}


def test_prefixes_and_queries_are_described_at_the_endpoint() -> None:
    body = Client().ask("GET", "/sparql", headers={"Accept": "application/n-triples"}).content
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.N_TRIPLES)
    found = {str(q) for q in (ox.Triple(q.subject, q.predicate, q.object) for q in store)}
    assert {str(t) for t in prefix_triples()} <= found
    assert len(query_triples()) >= 8 * len(catalogue())
    assert prefixes()["yz"] == names.YZ
    asked = "ASK { ?s a <http://www.w3.org/ns/sparql-service-description#Service> }"
    assert bool(store.query(asked))
