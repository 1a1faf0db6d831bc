"""Bodies of provinces and cities that have no row in the registry, in the words by which papers call them."""

import pytest

from mappings.editions import resolve
from mappings.mentions import names_in
from mappings.records import Lang
from mappings.registry import load
from ontology import names

ZH = [
    ("湖南省法院全年审结此类纠纷。", "hunan-courts"),
    ("湖南法院发布了十个案例。", "hunan-courts"),
    ("四川省检察机关起诉九十人。", "sichuan-procuratorates"),
    ("四川检察机关提前介入。", "sichuan-procuratorates"),
    ("浙江公安机关立案侦查。", "zhejiang-police"),
    ("浙江公安捣毁窝点三个。", "zhejiang-police"),
    ("江苏警方抓获嫌疑人。", "jiangsu-police"),
    ("深圳警方通报了案情。", "shenzhen-police"),
    ("杭州市公安机关侦破两起案件。", "hangzhou-police"),
    ("全国法院新收案件持续增长。", "china-courts"),
    ("全国各级人民法院加大惩处力度。", "china-courts"),
    ("全国检察机关受理审查起诉。", "china-procuratorates"),
    ("全国公安机关开展集群战役。", "china-police"),
    ("全国海关扣留嫌疑货物。", "china-customs"),
    ("全国市场监管部门查办案件。", "china-market-regulators"),
    ("福建省市场监管部门开展检查。", "fujian-market-regulators"),
    ("山东省市场监督管理局印发方案。", "shandong-amr"),
    ("安徽省知识产权局组织培训。", "anhui-ip-administration"),
    ("湖北省高级人民法院出台意见。", "hubei-high-court"),
    ("河南高院公布典型案例。", "henan-high-court"),
    ("陕西省人民检察院发布白皮书。", "shaanxi-procuratorate"),
    ("成都市中级人民法院受理案件。", "chengdu-intermediate-court"),
    ("成都知识产权法庭审理此案。", "chengdu-ip-tribunal"),
    ("北京互联网法院在线开庭。", "beijing-internet-court"),
    ("上海知识产权法院作出判决。", "shanghai-ip-court"),
    ("重庆市法院妥善审理涉外案件。", "chongqing-courts"),
    ("北京法院审结案件数量居首。", "beijing-courts"),
    ("宁波海关查扣侵权货物。", "ningbo-customs"),
    ("青岛海关开展专项执法。", "qingdao-customs"),
    ("武汉市市场监管局处罚三家企业。", "wuhan-amr"),
    ("云南省版权局约谈平台。", "yunnan-copyright-administration"),
    ("贵州省公安厅督办此案。", "guizhou-public-security-department"),
    ("江西省知识产权保护中心揭牌。", "jiangxi-ip-protection-center"),
    ("广西壮族自治区高级人民法院发布规则。", "guangxi-high-court"),
    ("西安市中级人民法院判决赔偿。", "xian-intermediate-court"),
    ("天津市公安局成立专班。", "tianjin-public-security-bureau"),
]
EN = [
    ("Courts in Hunan closed most of these disputes.", "hunan-courts"),
    ("Hunan courts published ten cases.", "hunan-courts"),
    ("The courts of Hunan Province heard them.", "hunan-courts"),
    ("Procuratorial organs in Sichuan charged ninety people.", "sichuan-procuratorates"),
    ("Sichuan procuratorates stepped in early.", "sichuan-procuratorates"),
    ("Sichuan's procuratorial organs charged them.", "sichuan-procuratorates"),
    ("Shenzhen police raided a workshop.", "shenzhen-police"),
    ("Police in Zhejiang opened an investigation.", "zhejiang-police"),
    ("The Zhejiang police closed three dens.", "zhejiang-police"),
    ("Public security organs in Jiangsu solved the case.", "jiangsu-police"),
    ("Jiangsu public security organs arrested nine.", "jiangsu-police"),
    ("Courts nationwide accepted more cases.", "china-courts"),
    ("Courts across the country accepted more cases.", "china-courts"),
    ("Chinese courts awarded punitive damages.", "china-courts"),
    ("Courts in China awarded punitive damages.", "china-courts"),
    ("Procuratorial organs nationwide charged them.", "china-procuratorates"),
    ("Public security organs across the country launched raids.", "china-police"),
    ("Customs across the country seized goods.", "china-customs"),
    ("Chinese customs seized goods.", "china-customs"),
    ("Market regulators nationwide handled cases.", "china-market-regulators"),
    ("Market regulators in Fujian carried out checks.", "fujian-market-regulators"),
    ("The Shandong Administration for Market Regulation issued a plan.", "shandong-amr"),
    ("The Anhui Provincial Intellectual Property Administration held courses.", "anhui-ip-administration"),
    ("The High People's Court of Hubei Province issued opinions.", "hubei-high-court"),
    ("The Henan Provincial High People's Court published cases.", "henan-high-court"),
    ("The People's Procuratorate of Shaanxi Province published a paper.", "shaanxi-procuratorate"),
    ("The Chengdu Intermediate People's Court heard the case.", "chengdu-intermediate-court"),
    ("The Beijing Internet Court sat online.", "beijing-internet-court"),
    ("The Shanghai Intellectual Property Court ruled.", "shanghai-ip-court"),
    ("Beijing courts closed the most.", "beijing-courts"),
    ("Ningbo Customs seized the goods.", "ningbo-customs"),
    ("The Wuhan Municipal Administration for Market Regulation fined three firms.", "wuhan-amr"),
    ("The Yunnan Copyright Administration summoned platforms.", "yunnan-copyright-administration"),
    ("The Guizhou Provincial Public Security Department oversaw it.", "guizhou-public-security-department"),
    ("The Jiangxi Intellectual Property Protection Center opened.", "jiangxi-ip-protection-center"),
    ("The Tianjin Municipal Public Security Bureau set up a team.", "tianjin-public-security-bureau"),
]


@pytest.mark.parametrize(
    ("lang", "sentence", "slug"), [("zh", *case) for case in ZH] + [("en", *case) for case in EN]
)
@pytest.mark.parametrize("area", [None, "guangdong"])
def test_the_body_is_named_in_any_document(lang: Lang, sentence: str, slug: str, area: str | None) -> None:
    spans = names_in(sentence, lang, load(), area=area, year=2024)
    assert [names.slug_of(s.thing.iri) for s in spans if s.thing.kind == "body"] == [slug]


@pytest.mark.parametrize(
    ("area", "slug"),
    [
        ("beijing", "beijing-municipality"), ("shanghai", "shanghai-municipality"),
        ("hunan", "hunan-province"),
        ("guangxi", "guangxi-region"), ("changsha", "changsha-city"), ("china", "china-state"),
        ("nanshan-district", "nanshan-district-county"), ("qianhai", "qianhai-zone"), ("macao", "macao-sar"),
    ],
)  # fmt: skip
def test_the_body_that_stands_for_an_area_is_called_by_its_rank(area: str, slug: str) -> None:
    known = load()
    acting = known.acting(area)
    assert acting.slug == slug
    made = resolve(known, acting.iri)
    assert made is not None
    assert made.area == area
