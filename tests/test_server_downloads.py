"""Tables and dumps: the same bytes each time, with their checksum, and nothing but the release."""

import codecs
import csv
import gzip
import hashlib
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from server.dumps import dump, dump_names
from server.errors import NotFound
from server.tables import NAMES, columns
from tests.page_world import Site

FILES = {
    "ontology.trig": "<http://g/ontology> { <http://x/a> <http://x/p> [ <http://x/q> 1 ] }",
    "shapes.trig": "<http://g/shapes> { <http://x/b> <http://x/p> [ <http://x/q> 1 ], 'ünï' }",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_file_and_the_whole_can_be_taken_away(folder: Path) -> None:
    assert dump_names(folder) == ["all.nq.gz", "ontology.trig.gz", "shapes.trig.gz"]
    assert gzip.decompress(dump(folder, "shapes.trig.gz").data).decode() == FILES["shapes.trig"]


def test_the_whole_keeps_blank_nodes_of_different_files_apart(folder: Path) -> None:
    quads = list(ox.parse(gzip.decompress(dump(folder, "all.nq.gz").data), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == 5
    assert len({q.object for q in quads if isinstance(q.object, ox.BlankNode)}) == 2


def test_the_bytes_hold_no_time_and_do_not_change(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    for name, text in FILES.items():
        (other / name).write_text(text, encoding="utf-8")
    for name in dump_names(folder):
        assert dump(folder, name).data == dump(other, name).data
        assert dump(folder, name).data[4:8] == b"\0\0\0\0"


def test_a_changed_release_is_another_dump(folder: Path) -> None:
    before = dump(folder, "ontology.trig.gz")
    (folder / "ontology.trig").write_text("<http://g/o> { <http://x/a> <http://x/p> 2 }", encoding="utf-8")
    assert dump(folder, "ontology.trig.gz").sha256 != before.sha256


@pytest.mark.parametrize("name", ["../secret.trig.gz", "none.trig.gz", "ontology.trig", ""])
def test_nothing_else_can_be_taken(folder: Path, name: str) -> None:
    with pytest.raises(NotFound):
        dump(folder, name)


def test_the_checksum_served_is_that_of_the_bytes_served(folder: Path) -> None:
    site = Site(release=folder)
    data = site.get("/downloads/all.nq.gz", "*/*")
    assert data.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in data.headers
    digest = hashlib.sha256(data.content).hexdigest()
    assert site.get("/downloads/all.nq.gz.sha256", "*/*").text == f"{digest}  all.nq.gz\n"
    page = site.get("/downloads/?lang=en").text
    assert digest in page
    assert site.get("/downloads/all.nq.gz", "*/*", if_none_match=data.headers["etag"]).status_code == 304


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_its_columns_and_a_row_for_each_thing(site: Site, name: str) -> None:
    answer = site.get(f"/downloads/{name}.csv", "*/*")
    assert answer.headers["content-type"].startswith("text/csv")
    head, *body = csv.reader(io.StringIO(answer.content.decode()))
    assert tuple(head) == columns(name)
    assert body
    assert site.get(f"/downloads/{name}.csv", "*/*").content == answer.content


def test_the_mark_of_utf_8_is_only_there_when_asked_for(site: Site) -> None:
    plain = site.get("/downloads/claims.csv", "*/*").content
    assert site.get("/downloads/claims.csv?bom=1", "*/*").content == codecs.BOM_UTF8 + plain


def test_a_table_leads_to_its_description(site: Site) -> None:
    link = site.get("/downloads/observations.csv", "*/*").headers["link"]
    assert link.startswith("<http://here.example/downloads/observations.csv-metadata.json>")
    told = site.get("/downloads/observations.csv-metadata.json", "*/*").json()
    by_name = {column["name"]: column for column in told["tableSchema"]["columns"]}
    assert tuple(by_name) == columns("observations")
    assert by_name["claims"]["separator"] == "|"
    assert by_name["value"]["datatype"] == "decimal"


def test_an_unknown_download_is_404(site: Site) -> None:
    for name in ("nothing.csv", "observations", "observations.xlsx", "x.gz.sha256"):
        assert site.get(f"/downloads/{name}", "*/*").status_code == 404
