"""From names to addresses and back, and the links in headers."""

import pytest

from ontology import names
from server.links import FORMATS, Links, iri_of, link_header, path_of, split_extension


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (names.thing("body", "guangdong-customs"), "/doc/body/guangdong-customs"),
        (names.code("kind", "level"), "/code/kind-level"),
        (names.graph("source/gd-2021"), "/graph/source/gd-2021"),
        (names.term("Claim"), "/ontology#Claim"),
        (names.ONTOLOGY, "/ontology"),
        (names.SHAPES + "Claim", "/shapes#Claim"),
        (names.BASE + "id/body/粤", "/doc/body/%E7%B2%A4"),
        (names.BASE + "problem/syntax", None),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", None),
    ],
)
def test_a_name_leads_to_its_page(iri: str, path: str | None) -> None:
    assert path_of(iri) == path


def test_a_path_leads_back_to_the_name() -> None:
    for iri in (names.thing("body", "x"), names.code("kind", "level"), names.graph("meta"), names.ONTOLOGY):
        path = path_of(iri)
        assert path is not None
        assert iri_of(path) == iri


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/doc/body/x.ttl", ("/doc/body/x", "ttl")),
        ("/doc/body/x", ("/doc/body/x", None)),
        ("/doc/body/x.exe", ("/doc/body/x.exe", None)),
        ("/ontology/0.1.0", ("/ontology/0.1.0", None)),
        (".ttl", (".ttl", None)),
    ],
)
def test_only_the_extension_of_a_representation_is_one(path: str, expected: tuple[str, str | None]) -> None:
    assert split_extension(path) == expected


def test_the_chosen_language_goes_along_unless_the_link_says_another() -> None:
    links = Links("https://x.example/y", "/y", (("lang", "en"),))
    assert links.to("/browse/bodies") == "/y/browse/bodies?lang=en"
    assert links.to("/doc/a", lang="zh", part=None) == "/y/doc/a?lang=zh"
    assert links.about(names.term("Claim")) == "/y/ontology?lang=en#Claim"
    assert links.about("http://elsewhere.example/") == "http://elsewhere.example/"


def test_the_header_names_every_other_representation() -> None:
    value = link_header(Links("https://x.example"), "/doc/body/x", names.thing("body", "x"), "ttl")
    assert '<https://x.example/doc/body/x>; rel="canonical"' in value
    for extension, media_type in FORMATS.items():
        told = f'<https://x.example/doc/body/x.{extension}>; rel="alternate"; type="{media_type}"' in value
        assert told == (extension != "ttl")
