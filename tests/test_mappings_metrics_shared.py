"""One fact has one metric, whichever language tells it."""

import pytest

from ontology import names as iris
from tests.figure_texts import slugs_of, told_apart


@pytest.mark.parametrize(
    ("zh", "en", "metrics"),
    [
        # What is collected and issued is there by being so.
        ("收集和发布技术需求信息500条。", "500 pieces of technological demand information were collected.",
         ["technology-demand-record-flow"]),
        ("全省累计专利产品备案700件。", "A total of 700 patent products have been registered.",
         ["patent-product-patent-product-stock"]),
        # What is counted for acting needs no word for the act.
        ("四部门制定试点工作方案。", "Four departments issued a pilot plan.",
         ["department-authority-flow"]),
        # `Other` is no known metric's.
        ("全省市场监管部门办理其他专利案件8宗。",
         "Market regulators of Hunan handled 8 other patent cases.",
         ["handle-case-patent-market-regulation-other-case-flow"]),
        # What is inspected in the work that opens the sentence is of its right.
        ("开展软件正版化检查，累计检查单位30家、计算机900台。",
         "Inspections on software legalization were conducted, covering 30 entities and 900 computers.",
         ["inspect-premises-copyright-software-premises-flow",
          "inspect-computer-copyright-software-computer-flow"]),
        # A licence is what becomes of a declaration.
        ("全省专利开放许可声明300次，达成120次。",
         "The province recorded 300 declarations of open patent licenses and achieved 120 transactions.",
         ["open-licence-declarations", "open-licence-patent-licence-flow"]),
        # How long something lasts is of it, whatever is done with what came of it.
        ("总结三年综合改革试验成效。", "The plan follows the three-year comprehensive reform trial.",
         ["comprehensive-reform-trial-year-flow"]),
    ],
)  # fmt: skip
def test_both_languages_meet_in_one_metric(zh: str, en: str, metrics: list[str]) -> None:
    assert slugs_of(zh, "zh") == metrics
    assert slugs_of(en, "en") == metrics


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        # What the police launch they file; bases that train talents say what they are for.
        ("公安机关发起专案9宗。", ["police-ip-crime-cases-filed"]),
        ("依托2家国家技术转移人才培养基地开展培训。", ["talent-training-base-national-base-stock"]),
        # Enterprises told of several times are no number of enterprises.
        ("服务覆盖企业过千家次。", ["service-instance-instance-flow"]),
        # What ranks is of no flow, though it is issued.
        ("省法院连续第9年发布《广东法院知识产权司法保护状况》白皮书。", ["gd-courts-white-paper-rate"]),
        # A unit that is a place is what is counted.
        ("湖南与内地5省知识产权部门联合举办交流活动。", ["province-province-flow"]),
        # What stands right behind the number acts; what was set up at windows is counted by them.
        ("召开3个片区版权执法协作会议。", ["district-place-flow"]),
        ("在全省6个知识产权业务窗口设立知识产权问询点。", ["enquiry-point-enquiry-point-flow"]),
        # A general noun behind a special one; one of two alternatives is no party.
        ("全省建成1家省级公共服务机构和9家地市级机构。", [
            "provincial-service-institutions", "service-institution-municipal-institution-stock",
        ]),
        ("累计集成战略性产业集群或地方特色产业专利专题数据库20个。", ["database-patent-database-stock"]),
        # What ranks by its number stands, and so does what is built further.
        ("培育建设两个国家知识产权服务业集聚区，数量居全国首位。", [
            "zone-national-zone-stock", "zone-national-zone-stock",
        ]),
        ("高标准推进4个国家地理标志保护示范区建设。", [
            "gi-demonstration-zone-geographical-indication-zone-stock",
        ]),
        # What was done in one case is of that case.
        ("公安机关侦破“12•7”特大制售假冒品牌机油案，捣毁窝点6个。", [
            "destroy-den-police-engine-oil-case-den-flow",
        ]),
    ],
)  # fmt: skip
def test_what_chinese_figures_count(text: str, metrics: list[str]) -> None:
    assert slugs_of(text, "zh") == metrics


def agencies(text: str) -> list[list[str]]:
    """Who acts in the figures of a Chinese text."""
    return [[iris.slug_of(a) for a in figure.agencies] for figure in told_apart(text, "zh")]


def test_with_whom_something_is_done_is_no_doer_of_what_follows() -> None:
    assert agencies("强化与世界知识产权组织交流合作。引进9家国外服务机构入驻。") == [[]]


def test_a_city_s_body_does_not_act_in_the_whole_province() -> None:
    text = "长沙市市场监管局开通服务。联合香港特别行政区知识产权署在省内8个知识产权业务窗口设立问询点。"
    assert agencies(text) == [["hk-ipd"]]


def test_two_areas_before_a_number_share_it() -> None:
    (figure,) = told_apart("长沙、株洲3个案例入选优秀案例。", "zh")
    assert iris.slug_of(figure.area) == "hunan"
