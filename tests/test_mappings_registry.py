"""The registry: every row fits, every thing has one identity, and areas are complete."""

from collections import Counter
from pathlib import Path

import pytest
from opencc import OpenCC

from mappings import editions, registry, templates
from mappings.errors import LexiconError
from mappings.registry import Registry, Thing
from ontology import names as iris

HEADER = "slug,class,label_zh,label_en,aliases_zh,aliases_en,parent,area,members,year,since,note\n"

#: Named in one language only by every source, each with a name that is no common word of the other.
LOOK_ALIKES = (
    "jianwang",
    "jingwang",
    "lanwang",
    "lantian",
    "blue-sword",
    "longteng",
    "qinglang",
    "qingyuan-gi",
)


@pytest.fixture(scope="module")
def known() -> Registry:
    """The registry of the project."""
    return registry.load()


def extra(folder: Path, rows: str, name: str = "body.csv", header: str = HEADER) -> Path:
    """A folder with one further file of the registry."""
    (folder / name).write_text(header + rows, encoding="utf-8")
    return folder


def test_all_provinces_and_prefectures_are_there(known: Registry) -> None:
    """34 divisions of the first level and 333 of the second, by the codes of GB/T 2260."""
    codes = [t.code for t in known.of_kind("area") if t.code]
    assert len(codes) == len(set(codes))
    assert sum(c.endswith("0000") and c != "000000" for c in codes) == 34
    assert sum(c.endswith("00") and not c.endswith("0000") for c in codes) == 333


def test_every_division_lies_in_the_one_that_its_code_begins_with(known: Registry) -> None:
    """The tree of parents is the tree of codes."""
    by_code = {t.code: t for t in known.of_kind("area") if t.code}
    for code, area in by_code.items():
        if code == "000000":
            continue
        above = (
            "000000"
            if code.endswith("0000")
            else code[:2] + "0000"
            if code.endswith("00")
            else code[:4] + "00"
        )
        assert area.parent == by_code[above].slug, area.slug


def test_traditional_labels_are_conversions_of_the_simplified_ones(known: Registry) -> None:
    """One table of conversion gives them all."""
    converter = OpenCC("s2t")
    for area in known.of_kind("area"):
        if area.label_zh_hant:
            assert area.label_zh_hant == converter.convert(area.label_zh)


def test_parents_areas_and_members_are_things(known: Registry) -> None:
    """No row points into the void."""
    for thing in known.things.values():
        if thing.parent:
            assert any(known.get(kind, thing.parent) for kind in (thing.kind, "series", "programme")), (
                thing.slug
            )
        if thing.area:
            assert known.get("area", thing.area), thing.slug
        for member in thing.members:
            assert known.get("body", member) or known.get("area", member), thing.slug


def test_no_two_things_share_name_and_class(known: Registry) -> None:
    """A label and a class are one thing."""
    for lang in ("zh", "en"):
        named = Counter(
            (t.class_name, iris.normalise(t.labels[lang])) for t in known.things.values() if lang in t.labels
        )
        assert [key for key, count in named.items() if count > 1] == []


def test_bodies_campaigns_and_areas_have_labels_in_both_languages(known: Registry) -> None:
    """What figures hang on can be shown in either language."""
    for kind in ("body", "area", "platform", "programme", "agreement"):
        assert [t.slug for t in known.of_kind(kind) if not (t.label_zh and t.label_en)] == []


def test_look_alikes_are_things_of_their_own(known: Registry) -> None:
    """Campaigns whose names differ by one character share no name."""
    owners: dict[str, str] = {}
    for slug in LOOK_ALIKES:
        thing = known.get("series", slug)
        assert thing is not None
        for lang in ("zh", "en"):
            for name in registry.names_of(thing, lang):
                assert owners.setdefault(iris.normalise(name.text), slug) == slug


def test_a_slug_stands_once(tmp_path: Path) -> None:
    """The second row with a slug is refused with its place."""
    with pytest.raises(
        LexiconError, match=r"body\.csv, line 2: the slug 'cnipa' is also at body\.csv, line \d+"
    ):
        registry.load(extra(tmp_path, "cnipa,AdministrativeAgency,海棠局,Haitang Office,,,,,,,,\n"))


def test_a_name_stands_in_one_row_of_its_class(tmp_path: Path) -> None:
    """An alias that another thing of the class has is refused."""
    with pytest.raises(LexiconError, match=r"line 2: the name '国知局' is also at body\.csv, line \d+"):
        registry.load(extra(tmp_path, "haitang,AdministrativeAgency,海棠局,Haitang Office,国知局,,,,,,,\n"))


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ("haitang,Court,a,b,,,,,,,\n", HEADER, "more or fewer cells"),
        ("Hai Tang,Court,a,b,,,,,,,,\n", HEADER, "slug: .*not a slug"),
        ("haitang,Court,a,b,,,,,,,,,red\n", HEADER.replace("note", "note,colour"), "colour: Extra inputs"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(tmp_path: Path, rows: str, header: str, message: str) -> None:
    """Columns and cells are what they are said to be."""
    with pytest.raises(LexiconError, match=message):
        registry.load(extra(tmp_path, rows, header=header))


def test_local_names_belong_to_documents_about_the_place(known: Registry) -> None:
    """省法院 is a Guangdong court in papers on Guangdong and its cities, nowhere else."""
    court = known.get("body", "guangdong-high-court")
    assert court is not None
    assert [known.is_local(court, a) for a in ("guangdong", "shenzhen", "hunan", "china", None)] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_group_is_found_by_its_members(known: Registry) -> None:
    """The bodies named together are the group that the registry has of them."""
    group = known.group(["guangdong-public-security-department"])
    assert group is not None
    assert group.slug == "guangdong-police"
    assert known.group(["cnipa", "wipo"]) is None


@pytest.mark.parametrize(
    ("area", "slug"),
    [
        ("guangdong", "guangdong-province"),
        ("sino-singapore-guangzhou-knowledge-city", "knowledge-city"),
        ("shenzhen", "shenzhen-city"),
        ("hunan", "hunan-province"),
    ],
)
def test_an_area_that_acts_is_a_body(known: Registry, area: str, slug: str) -> None:
    """What the Province issued has a body for its subject, and its IRI leads back to it."""
    body = known.acting(area)
    assert (body.kind, body.slug, body.area) == ("body", slug, area)
    assert editions.resolve(known, body.iri) == body


def test_wordings_of_a_pattern() -> None:
    """Choices are spelt out, options may be missing."""
    assert list(templates.wordings("[all ]courts [in/of] {area}")) == [
        "all courts in {area}", "all courts of {area}", "courts in {area}", "courts of {area}",
    ]  # fmt: skip


def test_templates_have_pure_slugs_and_known_parents(known: Registry) -> None:
    """Every template yields a body for an area of its level, with labels in both languages."""
    examples = {
        "country": "china", "province": "hunan", "municipality": "chongqing", "city": "changsha",
        "county": "futian-district", "zone": "qianhai",
    }  # fmt: skip
    for row in known.templates:
        for level in row.level.split("|"):
            area = known.get("area", examples[level])
            assert area is not None
            body = templates.expand(known, row, area)
            assert body is not None
            assert body.area == area.slug
            assert body.label_zh
            assert body.label_en
            assert editions.resolve(known, body.iri) is not None


def test_a_template_gives_the_registered_body_where_there_is_one(known: Registry) -> None:
    """Guangdong's bodies are the curated ones, Hunan's are proposed with the same pattern of slug."""
    row = next(r for r in known.templates if r.role == "courts")
    found = [
        templates.expand(known, row, area)
        for slug in ("guangdong", "hunan")
        if (area := known.get("area", slug))
    ]
    assert [(t.slug, t.status) for t in found if t] == [
        ("guangdong-courts", "known"),
        ("hunan-courts", "proposed"),
    ]


class TestEditions:
    """A series and a year or number are an edition."""

    @staticmethod
    def series(known: Registry, slug: str) -> Thing:
        """The series with this slug."""
        thing = known.get("series", slug)
        assert thing is not None
        return thing

    def test_of_a_campaign(self, known: Registry) -> None:
        """Identity, class, parent and labels come by rule."""
        made = editions.edition(self.series(known, "longteng"), year=2031)
        assert (made.kind, made.slug, made.class_name, made.parent) == (
            "campaign",
            "longteng-2031",
            "Campaign",
            "longteng",
        )
        assert made.labels == {"zh": "龙腾行动2031", "en": "Longteng Action 2031"}
        assert made.status == "known"

    def test_of_a_yearly_event_year_and_number_are_one(self, known: Registry) -> None:
        """The fifth competition is that of 2023."""
        series = self.series(known, "gba-patent-competition")
        assert editions.edition(series, year=2023) == editions.edition(series, number=5)

    def test_of_a_numbered_event(self, known: Registry) -> None:
        """The number is the identity where years do not tell it."""
        made = editions.edition(self.series(known, "canton-fair"), number=141)
        assert (made.slug, made.label_en) == ("canton-fair-141", "141st China Import and Export Fair")

    def test_needs_a_year_or_number(self, known: Registry) -> None:
        """A series alone is no edition, and a body has none."""
        with pytest.raises(ValueError, match="longteng: an edition needs"):
            editions.edition(self.series(known, "longteng"))

    @pytest.mark.parametrize(
        "iri", ["campaign/kunlun-2031", "event/canton-fair-141", "award/china-patent-award-31"]
    )
    def test_is_found_by_its_iri(self, known: Registry, iri: str) -> None:
        """What the rules make can be looked up like what the rows say."""
        found = editions.resolve(known, iris.ID + iri)
        assert found is not None
        assert found.iri == iris.ID + iri

    @pytest.mark.parametrize(
        "iri", ["event/kunlun-2031", "campaign/nothing-2031", "body/nowhere-courts", "body/hunan"]
    )
    def test_of_nothing_is_nothing(self, known: Registry, iri: str) -> None:
        """The wrong kind, an unknown series, an unknown area."""
        assert editions.resolve(known, iris.ID + iri) is None

    def test_those_used_join_the_registry(self, known: Registry) -> None:
        """A build has the made things that it uses among the known ones."""
        used = [
            iris.ID + made for made in ("campaign/kunlun-2031", "body/hunan-courts", "body/cnipa", "area/x")
        ]
        added = editions.with_made(known, used).things.keys() - known.things.keys()
        assert added == set(used[:2])

    @pytest.mark.parametrize(
        ("number", "written"), [(1, "1st"), (22, "22nd"), (113, "113th"), (133, "133rd"), (11, "11th")]
    )
    def test_ordinals(self, number: int, written: str) -> None:
        """English ordinals, the teens among them."""
        assert editions.ordinal(number) == written
