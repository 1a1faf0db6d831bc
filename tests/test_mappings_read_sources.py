"""The manifest of the sources and the folder of texts."""

import os
from pathlib import Path

import pytest

from mappings import manifest, texts
from mappings.errors import ManifestError, TextDiffersError, TextMissingError, UnknownSourceError
from mappings.records import sha256_of

TEXT = "2020年某省知识产权保护状况\n全省法院审结5件。\n"
ENTRY = f"""
[[source]]
id = "xx-2020"
file = "xx.txt"
kind = "white-paper"
title_zh = "某省"
title_en = "Some Province"
publisher_zh = "某局"
publisher_en = "Some Office"
url = "http://a.example/xx"
parts = [{{ lang = "zh", authority = "original" }}, {{ lang = "en", authority = "translation" }}]
year = 2020
area = "some-province"
sha256 = "{sha256_of(TEXT)}"
characters = {len(TEXT)}
"""


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> manifest.Manifest:
    """A manifest of one invented source in place of the real one."""
    one = manifest.parse(ENTRY, "manifest.toml")
    monkeypatch.setattr(manifest, "load", lambda: one)
    return one


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_the_manifest_names_the_five_documents() -> None:
    """Their ids are fixed, for they stand in IRIs."""
    assert manifest.load().ids == ("gd-2021", "gd-2023", "gd-2023-press", "cn-2023-news", "gd-2025")
    assert all(source.sample for source in manifest.load_sample().source)


def test_parts_say_how_much_they_are_to_be_believed() -> None:
    """A language that is not listed counts as the least of all parts."""
    source = manifest.parse(ENTRY, "manifest.toml").get("xx-2020")
    assert [source.authority(lang) for lang in ("zh", "en", "fr")] == [
        "original",
        "translation",
        "translation",
    ]
    assert source.languages == ("zh", "en")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("year = 2020", "yaer = 2020"), r"m\.toml: source\.0\.year: Field required"),
        (("area =", "colour = 3\narea ="), r"source\.0\.colour: Extra inputs"),
        (('"original"', '"best"'), r"source\.0\.parts\.0\.authority"),
        (("year = 2020", "year = "), r"m\.toml: TOML"),
        (('id = "xx-2020"', 'id = "XX 2020"'), r"source\.0\.id"),
    ],
)
def test_a_fault_in_the_manifest_is_named(change: tuple[str, str], message: str) -> None:
    """By file, key and what is wrong."""
    with pytest.raises(ManifestError, match=message):
        manifest.parse(ENTRY.replace(*change), "m.toml")


def test_nothing_is_given_twice() -> None:
    """Neither ids, nor files, nor hashes."""
    with pytest.raises(ManifestError, match="id given twice: xx-2020"):
        manifest.parse(ENTRY + ENTRY, "m.toml")


def test_an_unknown_source_is_told_which_there_are(known: manifest.Manifest) -> None:
    """So that a slip of the keys is seen at once."""
    with pytest.raises(UnknownSourceError, match=r"no source 'gd-1999'.*xx-2020"):
        known.get("gd-1999")


def test_the_folder_is_the_one_given_or_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Else the project's own."""
    monkeypatch.setenv("YUEZHI_SOURCES", "/elsewhere")
    assert texts.folder(tmp_path) == tmp_path
    assert texts.folder() == Path("/elsewhere")
    monkeypatch.delenv("YUEZHI_SOURCES")
    assert texts.folder().parts[-3:] == ("mappings", "sources", "texts")


def test_a_text_is_taken_in_byte_for_byte(known: manifest.Manifest, tmp_path: Path) -> None:
    """And then it is here."""
    folder = tmp_path / "texts"
    assert [s.state for s in texts.status(folder)] == ["missing"]
    with pytest.raises(TextMissingError, match=r"xx-2020.*http://a\.example/xx"):
        texts.raw_text(known.get("xx-2020"), folder)
    target = texts.add("xx-2020", write(tmp_path / "given.txt", TEXT), folder)
    assert target.read_bytes() == TEXT.encode()
    assert [s.state for s in texts.status(folder)] == ["here"]
    assert texts.raw_text(known.get("xx-2020"), folder) == TEXT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace("\n", "\r\n"), "line ends only"),
        ("\ufeff" + TEXT, "byte order mark"),
        (TEXT.rstrip("\n"), "line end missing"),
        (TEXT + "\n\n", "what ends it"),
        (TEXT.replace("5", "50"), f"{len(TEXT) + 1} characters, should be {len(TEXT)}"),
    ],
)
def test_another_text_is_refused_with_what_differs(
    known: manifest.Manifest, tmp_path: Path, text: str, message: str
) -> None:
    """Offsets into it would point at the wrong words; what was here stays."""
    folder = tmp_path / "texts"
    texts.add("xx-2020", write(tmp_path / "good.txt", TEXT), folder)
    with pytest.raises(TextDiffersError, match=message):
        texts.add("xx-2020", write(tmp_path / "given.txt", text), folder)
    assert texts.raw_text(known.get("xx-2020"), folder) == TEXT


def test_a_changed_text_in_the_folder_differs(known: manifest.Manifest, tmp_path: Path) -> None:
    """Status says so instead of calling it here."""
    write(tmp_path / "xx.txt", TEXT + "x")
    assert [s.state for s in texts.status(tmp_path)] == ["differs"]
    (tmp_path / "xx.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(TextDiffersError, match="UTF-8"):
        texts.raw_text(known.get("xx-2020"), tmp_path)


@pytest.mark.sources
@pytest.mark.skipif(not os.environ.get("YUEZHI_SOURCES"), reason="needs the documents (YUEZHI_SOURCES)")
def test_the_documents_are_those_of_the_manifest() -> None:
    """By hash and by number of characters."""
    assert [s.state for s in texts.status()] == ["here"] * 5
    assert all(len(texts.raw_text(s.source)) == s.source.characters for s in texts.status())
