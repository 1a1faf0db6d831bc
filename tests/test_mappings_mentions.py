"""Recognising names: invented sentences in both languages, in Guangdong and elsewhere."""

import pytest

from mappings import mentions, name_forms, registry
from mappings.errors import RuleError
from mappings.records import CleanText, Document, Lang, Sentence, sha256_of
from mappings.registry import Registry
from ontology import names as iris

FORM = '[[form]]\nid = "a"\nlang = "zh"\nexample = ""\nfinds = ""\nrefuses = ""\n'


@pytest.fixture(scope="module")
def known() -> Registry:
    """The registry of the project."""
    return registry.load()


def named(
    known: Registry, text: str, lang: Lang, area: str | None = "guangdong", year: int | None = 2031
) -> list[tuple[str, str]]:
    """The names in `text` as (words, kind/slug), without those nested in longer ones."""
    spans = mentions.names_in(text, lang, known, area=area, year=year)
    return [(text[s.start : s.end], f"{s.thing.kind}/{s.thing.slug}") for s in spans if not s.nested]


def slugs(
    known: Registry, text: str, lang: Lang, area: str | None = "guangdong", year: int | None = 2031
) -> list[str]:
    """The things named in `text`."""
    return [slug for _, slug in named(known, text, lang, area, year)]


@pytest.mark.parametrize(
    ("text", "lang", "area", "expected"),
    [
        ("全省法院受理案件9件。", "zh", "guangdong", ["body/guangdong-courts"]),
        ("全省法院受理案件9件。", "zh", "hunan", ["body/hunan-courts"]),
        ("全省法院受理案件9件。", "zh", None, []),
        ("全市法院受理案件9件。", "zh", "hangzhou", ["body/hangzhou-courts"]),
        ("省法院与省检察院会商。", "zh", "shenzhen",
         ["body/guangdong-high-court", "body/guangdong-procuratorate"]),
        ("全区检察机关起诉9人。", "zh", "guangxi", ["body/guangxi-procuratorates"]),
        ("湖南省公安厅与广东省公安厅联手。", "zh", "guangdong",
         ["body/hunan-public-security-department", "body/guangdong-public-security-department"]),
        ("Courts across the province closed nine cases.", "en", "guangdong", ["body/guangdong-courts"]),
        ("The courts of the Province closed nine cases.", "en", "hunan", ["body/hunan-courts"]),
        ("Customs in Zhejiang seized nine batches.", "en", "guangdong", ["body/zhejiang-customs"]),
        ("In 2031, procuratorates charged nine.", "en", "sichuan", ["body/sichuan-procuratorates"]),
        ("Nine cases were sent to the courts.", "en", "sichuan", []),
        ("The provincial government met.", "en", "hunan", ["body/hunan-government"]),
        ("Hubei Provincial Market Supervision Department acted.", "en", None, ["body/hubei-amr"]),
    ],
)  # fmt: skip
def test_bodies_that_every_area_has(
    known: Registry, text: str, lang: Lang, area: str | None, expected: list[str]
) -> None:
    """Words that depend on the province mean the bodies of the province reported on, or of the one named."""
    assert slugs(known, text, lang, area) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("与香港、澳门海关会商。", "zh",
         [("香港", "body/hong-kong-customs"), ("澳门海关", "body/macao-customs")]),
        ("中国（浙江、宁波）知识产权保护中心挂牌。", "zh",
         [("中国（浙江", "body/zhejiang-ip-protection-center"),
          ("宁波）知识产权保护中心", "body/ningbo-ip-protection-center")]),
        ("They met the customs of Fujian and Hainan.", "en",
         [("customs of Fujian", "body/fujian-customs"), ("Hainan", "body/hainan-customs")]),
        ("In Guangdong, Hong Kong Customs seized nine.", "en",
         [("Guangdong", "area/guangdong"), ("Hong Kong Customs", "body/hong-kong-customs")]),
        ("粤港澳共办展会。", "zh",
         [("粤", "area/guangdong"), ("港", "area/hong-kong"), ("澳", "area/macao")]),
    ],
)  # fmt: skip
def test_lists_of_areas_share_one_head(
    known: Registry, text: str, lang: Lang, expected: list[tuple[str, str]]
) -> None:
    """Each area of the list has its own body; the head stands with the first or the last."""
    assert named(known, text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("海关开展“龙腾行动2030”。", "zh", [("龙腾行动2030", "campaign/longteng-2030")]),
        ("警方开展“昆仑”专项行动。", "zh", [("“昆仑”专项行动", "campaign/kunlun-2031")]),
        ("昆仑山上有雪。", "zh", []),
        ("开展“剑网2030”“净网”“蓝网”行动。", "zh",
         [("剑网2030", "campaign/jianwang-2030"), ("净网", "campaign/jingwang-2031"),
          ("“蓝网”行动", "campaign/lanwang-2031")]),
        ("2030年知识产权代理行业“蓝天”专项整治行动结束。", "zh",
         [("2030年知识产权代理行业“蓝天”专项整治行动", "campaign/lantian-2030")]),
        ("The Longteng Action 2030, and then the Jingwang Action, began.", "en",
         [("Longteng Action 2030", "campaign/longteng-2030"), ("Jingwang Action", "campaign/jingwang-2031")]),
        ("Operation Kunlun 2030 began.", "en", [("Operation Kunlun 2030", "campaign/kunlun-2030")]),
        ("The 2030 “Iron Fist” action began.", "en",
         [("2030 “Iron Fist” action", "campaign/iron-fist-2030")]),
        ("The Blue Sward Special Action (2029-2031) went on.", "en",
         [("Blue Sward Special Action", "campaign/blue-sword-2031")]),
        ("Snow fell on Kunlun.", "en", []),
        ("The “Qingyuan” action was not in Qingyuan.", "en",
         [("“Qingyuan” action", "campaign/qingyuan-gi-2031"), ("Qingyuan", "area/qingyuan")]),
        ("第149、150届广交会", "zh",
         [("第149", "event/canton-fair-149"), ("150届广交会", "event/canton-fair-150")]),
        ("At the 149th and 150th sessions of the Canton Fair", "en",
         [("149th", "event/canton-fair-149"),
          ("150th sessions of the Canton Fair", "event/canton-fair-150")]),
        ("The Canton Fair was busy at the 149th and 150th sessions.", "en",
         [("Canton Fair", "series/canton-fair"), ("149th", "event/canton-fair-149"),
          ("150th", "event/canton-fair-150")]),
        ("The Guangdong-Hong Kong-Macao Greater Bay Area Sub-Forum of the 20th BIP Asia Forum", "en",
         [("Guangdong-Hong Kong-Macao Greater Bay Area Sub-Forum", "event/bip-asia-gba-forum-20"),
          ("20th BIP Asia Forum", "event/bip-asia-20")]),
        ("第三十届中国专利奖揭晓。", "zh", [("第三十届中国专利奖", "award/china-patent-award-30")]),
        ("Nine won the Third China Patent Award.", "en",
         [("Third China Patent Award", "award/china-patent-award-3")]),
        ("The 2030 edition of the Global Innovation Index is out.", "en",
         [("2030 edition of the Global Innovation Index", "publication/global-innovation-index-2030")]),
    ],
)  # fmt: skip
def test_editions(known: Registry, text: str, lang: Lang, expected: list[tuple[str, str]]) -> None:
    """Year or number beside the name make the edition; for campaigns else the year reported on."""
    assert named(known, text, lang) == expected


def test_a_campaign_without_any_year_is_its_series(known: Registry) -> None:
    """A text that states no year has no edition to name."""
    assert slugs(known, "开展“龙腾行动”。", "zh", None, None) == ["series/longteng"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Guangdong Administration  for MarketRegulation acted.", "en", "body/guangdong-amr"),
        ("The People’s Procuratorate of Guangdong Province", "en", "body/guangdong-procuratorate"),
        ("THE STATE COUNCIL", "en", "body/state-council"),
        ("省市场监管局(知识产权局)发文。", "zh", "body/guangdong-amr"),
        ("CNIPA's list", "en", "body/cnipa"),
        ("颁布《广东省知识产权保护条例》", "zh", "instrument/gd-ip-protection-regulations"),
    ],
)
def test_spaces_marks_and_case_do_not_matter(known: Registry, text: str, lang: Lang, expected: str) -> None:
    """Damage that reading leaves is no hindrance."""
    assert slugs(known, text, lang) == [expected]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("They asked us to come.", "en"),
        ("Macaotic islands", "en"),
        ("中国特色的道路", "zh"),
        ("谨防来宾走失", "zh"),
    ],
)
def test_words_that_only_look_like_names(known: Registry, text: str, lang: Lang) -> None:
    """Parts of words, set phrases and common words are no names."""
    assert slugs(known, text, lang) == []


def test_one_name_of_two_cities_is_the_one_of_the_province(known: Registry) -> None:
    """Suzhou is in Jiangsu, unless the paper is about Anhui; Taizhou alone is nobody's."""
    assert slugs(known, "In Suzhou it rained.", "en", "anhui") == ["area/suzhou-anhui"]
    assert slugs(known, "In Suzhou it rained.", "en", "guangdong") == ["area/suzhou"]
    assert slugs(known, "In Taizhou it rained.", "en", "guangdong") == []
    assert slugs(known, "In Taizhou it rained.", "en", "zhejiang") == ["area/taizhou-zhejiang"]


def test_an_area_within_a_longer_name_is_marked(known: Registry) -> None:
    """It is found, but no name of its own."""
    spans = mentions.names_in("广州知识产权法院", "zh", known, area="guangdong")
    assert {(s.thing.slug, s.nested) for s in spans} == {("guangzhou", True), ("guangzhou-ip-court", False)}


@pytest.mark.parametrize("form", name_forms.load(), ids=lambda f: f.id)
def test_every_form_finds_its_example_and_refuses_its_counterexample(
    known: Registry, form: name_forms.Form
) -> None:
    """The rule file proves itself."""
    spans = [s for s in mentions.names_in(form.example, form.lang, known) if s.thing.status == "proposed"]
    assert [form.example[s.start : s.end] for s in spans] == [form.finds]
    refused = [s for s in mentions.names_in(form.refuses, form.lang, known) if s.thing.status == "proposed"]
    assert refused == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("出台《海棠市商业秘密保护条例》。", "zh", [("海棠市商业秘密保护条例", "LegalInstrument")]),
        ("签署《海棠数据互认备忘录》。", "zh", [("海棠数据互认备忘录", "Agreement")]),
        ("发布《海棠专利年报》。", "zh", [("海棠专利年报", "Publication")]),
        ("宁波市中小企业服务中心揭牌。", "zh", [("宁波市中小企业服务中心", "ServiceInstitution")]),
        ("宁波推进服务中心建设。", "zh", []),
        ("The Opinions on Protecting Data in Haitang (Trial) were issued.", "en",
         [("Opinions on Protecting Data in Haitang (Trial)", "PolicyDocument")]),
        ("They joined the Haitang Design Institute and the Haitang Patent Bureau.", "en",
         [("Haitang Design Institute", "ResearchInstitute"),
          ("Haitang Patent Bureau", "AdministrativeAgency")]),
        ("Many centers and a bureau took part.", "en", []),
    ],
)  # fmt: skip
def test_names_proposed_from_their_form(
    known: Registry, text: str, lang: Lang, expected: list[tuple[str, str]]
) -> None:
    """Whole names with their class, no half phrases."""
    spans = [s for s in mentions.names_in(text, lang, known) if s.thing.status == "proposed"]
    assert [(text[s.start : s.end], s.thing.class_name) for s in spans] == expected


def test_a_proposed_thing_is_the_same_in_every_document(known: Registry) -> None:
    """Its IRI depends on class and name, not on spacing or marks."""
    first = mentions.names_in("出台《海棠市商业秘密保护条例》。", "zh", known)[0]
    again = mentions.names_in("落实《海棠市 商业秘密保护条例》。", "zh", known)[0]
    assert first.thing.iri == again.thing.iri


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[form]]\nid = "a"\nlang = "zh"\ncolour = 1', "rule a: (?:pattern|colour|classes)"),
        (FORM + 'pattern = "("\nclasses = []', "rule a: pattern"),
        (
            FORM + 'pattern = "x"\nclasses = [{ kind = "cloud", class = "Cloud" }]',
            "rule a: no kind of thing: cloud",
        ),
    ],
)
def test_a_faulty_form_is_refused(text: str, message: str) -> None:
    """The message names the file and the rule."""
    with pytest.raises(RuleError, match=message):
        name_forms.load(text)


def document(text: str) -> Document:
    """A document of one sentence."""
    clean = CleanText(text, tuple(range(3, 3 + len(text))), tuple(range(4, 4 + len(text))))
    sentence = Sentence(0, "zh", "1.1", 1, "text", clean, 3, 3 + len(text), sha256_of(text))
    return Document("haitang-2031", (sentence,), "###" + text, sha256_of(text), 2031, "guangdong")


def test_names_become_claims_with_offsets_in_the_raw_text(known: Registry) -> None:
    """Nested names are left out; the label is the name as written."""
    paper = document("省法院与“海燕2031”专项行动。")
    claims = list(mentions.as_claims(paper, mentions.find_mentions(paper, known)))
    assert [(c.label, c.entity_class, c.entity_status, c.start, c.end) for c in claims] == [
        ("省法院", "Court", "known", 3, 6),
        ("海燕2031", "Campaign", "proposed", 8, 14),
    ]
    assert {c.rule for c in claims} == {"name-known", "name-proposed"}


def told(words: str) -> Document:
    """A document of one Chinese sentence about Guangdong."""
    places = tuple(range(len(words)))
    clean = CleanText(words, places, tuple(p + 1 for p in places))
    sentence = Sentence(0, "zh", "1", 1, "text", clean, 0, len(words), sha256_of(words))
    return Document("test", (sentence,), words, sha256_of(words), 2031, "guangdong")


def test_a_party_in_a_case_is_named_within_the_name(known: Registry) -> None:
    """The company has no place of its own in the sentence, and is a thing of the document all the same."""
    document = told("深圳铭科魅影科技有限公司、王某等侵犯著作权抗诉案入选。")
    spans = mentions.find_mentions(document, known)
    assert [s.iri for s in spans if not s.nested] == [iris.thing("case", "mingke-copyright-case")]
    within = list(mentions.within_claims(document, spans, known))
    assert [(c.entity, c.rule, c.label) for c in within] == [
        (iris.thing("body", "mingke-phantom"), "name-within", "深圳铭科魅影科技有限公司")
    ]


def test_words_within_the_name_of_a_group_are_no_body(known: Registry) -> None:
    """The name of a province's offices holds the words of a ministry's and does not name it."""
    document = told("全省农业农村部门开展检查。")
    assert list(mentions.within_claims(document, mentions.find_mentions(document, known), known)) == []


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("It also has an Information Service Center.", "en", []),
        ("According to the Haitang Kite Bureau, it rained.", "en", ["Haitang Kite Bureau"]),
        ("The fair was held with the Haitang Kite Association.", "en", ["Haitang Kite Association"]),
        ("They met at the 3rd Haitang Kite Forum in Wuhan.", "en", ["3rd Haitang Kite Forum"]),
        ("省法院审结“海燕”商标侵权纠纷案。", "zh", ["“海燕”商标侵权纠纷案"]),
        ("省法院办理立案登记。", "zh", []),
    ],
)
def test_where_a_name_known_by_its_form_begins_and_ends(
    known: Registry, text: str, lang: Lang, expected: list[str]
) -> None:
    spans = mentions.names_in(text, lang, known, area="guangdong", year=2031)
    assert [text[s.start : s.end] for s in spans if s.thing.status == "proposed"] == expected


def test_a_name_in_a_list_that_ends_with_the_word_for_an_action(known: Registry) -> None:
    text = "They mounted the Longteng 2031, Jingwang and Lanwang operations."
    assert slugs(known, text, "en") == [
        f"campaign/{series}-2031" for series in ("longteng", "jingwang", "lanwang")
    ]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("上半年，公安机关立案12起。", "hunan-police"),
        ("围绕春耕，农业农村部门检查门店30家。", "hunan-agriculture-departments"),
        ("海口开设窗口；仲裁机构受理案件9件。", "hunan-arbitration-institutions"),
        ("各级知识产权管理部门办结纠纷60件。", "hunan-ip-authorities"),
        ("各中心接收预审申请70件。", "hunan-ip-protection-centers"),
    ],
)
def test_offices_that_lead_a_clause_are_those_of_the_area_reported_on(
    known: Registry, text: str, body: str
) -> None:
    spans = mentions.names_in(text, "zh", known, area="hunan", year=2031)
    assert body in [s.thing.slug for s in spans]


def test_offices_told_as_those_who_receive_are_not_named(known: Registry) -> None:
    spans = mentions.names_in("全年向公安机关移送4件。", "zh", known, area="hunan", year=2031)
    assert [s.thing.slug for s in spans] == []


@pytest.mark.parametrize(
    ("text", "area", "body"),
    [
        ("海关查扣货物8批。", "china", ["china-customs"]),
        ("海关查扣货物8批。", "hunan", []),
        ("湖南各市知识产权纠纷人民调解委员会调解纠纷5件。", "hunan", ["hunan-peoples-mediation-committees"]),
    ],
)
def test_groups_of_a_nation_and_of_the_parts_of_an_area(
    known: Registry, text: str, area: str, body: list[str]
) -> None:
    spans = mentions.names_in(text, "zh", known, area=area, year=2031)
    assert [s.thing.slug for s in spans if s.thing.kind == "body"] == body
