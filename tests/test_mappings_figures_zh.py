"""Figures in Chinese: phrasing of papers and news, in sentences invented for the purpose."""

from collections.abc import Iterable
from functools import partial

import pytest

from mappings.records import Figure, Skipped
from tests.figure_texts import claims_of, figures_of

claims = partial(claims_of, lang="zh")
figures = partial(figures_of, lang="zh")


def told(found: Iterable[Figure]) -> list[tuple[float, str, str, str]]:
    """Value, unit class, statistic and bound of each figure."""
    return [(float(f.value), f.unit_class, f.statistic, f.bound) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年合同成交额翻了一番。", [(1, "ratio", "change", "exact")]),
        ("有效发明专利中近三成由高校持有。", [(30, "percent", "share", "about")]),
        ("新增用标企业过半来自山区。", [(0.5, "ratio", "share", "more_than")]),
        ("新收知识产权案件1千件。", [(1000, "count", "flow", "exact")]),
        ("商标申请量稳居中部地区前三。", [(3, "rank", "rank", "less_than")]),
        ("商标申请量位居全国第5位。", [(5, "rank", "rank", "exact")]),
        ("质押融资额约合3亿港元。", [(3e8, "HKD", "flow", "about")]),
        ("商标审查周期压缩至5个月以内。", [(5, "month", "rate", "less_than")]),
        (
            "查获侵权货物60箱、1.2万双（件）。",
            [(60, "count", "flow", "exact"), (12000, "count", "flow", "exact")],
        ),
        ("开展咨询活动超百场。", [(100, "count", "flow", "more_than")]),
        (
            "累计检查经营单位30家，捣毁窝点4处。",
            [(30, "count", "flow", "exact"), (4, "count", "flow", "exact")],
        ),
    ],
)
def test_forms_of_quantities(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    assert told(figures(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("当地组织数百名志愿者宣讲。", "vague"),
        ("依据商标法第五十七条作出决定。", "law-article"),
        ("办公室印发通知（湘知发〔2021〕7号）。", "in-name"),
        ("群众可拨打12345反映问题。", "address"),
        ("会场设在芙蓉路88号。", "address"),
        ("建成一站式平台。", "set-phrase"),
        ("上榜五百强名单。", "in-name"),
        ("首次开展评选。", "novelty"),
    ],
)
def test_numerals_that_state_no_figure(text: str, reason: str) -> None:
    found = claims(text)
    assert [c for c in found if isinstance(c, Figure)] == []
    assert [c.reason for c in found if isinstance(c, Skipped)] == [reason]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021年6月，新增注册商标80件。", "2021-06"),
        ("2021年上半年，新增注册商标80件。", "2021-01/2021-06"),
        ("2019年至2021年，新增注册商标80件。", "2019/2021"),
        ("截至2021年9月底，有效注册商标80件。", "2021-09-30"),
        ("与2019年相比，新增注册商标80件。", "2022"),
        ("1案入选2020年度典型案例。", "2020"),
    ],
)
def test_periods(text: str, period: str) -> None:
    assert [f.period for f in figures(text)] == [period]


def test_the_year_before_and_its_successor_share_a_metric() -> None:
    before, now = figures("发明专利授权量占专利授权总量的比重由上年的12.5%提高到14%。")
    assert (before.period, now.period) == ("2021", "2022")
    assert before.statistic == now.statistic == "share"
    assert before.metric == now.metric


def test_each_of_several_bodies_has_its_own_figure() -> None:
    found = figures("长沙、武汉海关各查获2批次侵权货物。", area=None)
    assert [(f.value, [a.rsplit("/", 1)[1] for a in f.agencies]) for f in found] == [
        (2, ["changsha-customs"]),
        (2, ["wuhan-customs"]),
    ]


def test_what_points_back_is_no_new_figure() -> None:
    first, again = (c for c in claims("全年新增地理标志商标12件。这12件均来自山区。") if c.type != "mention")
    assert isinstance(first, Figure)
    assert isinstance(again, Skipped)
    assert again.reason == "restated"
    assert again.restates is not None
    assert again.restates.endswith(f"-{first.start}-{first.end}-1")


def test_changes_belong_to_cases_and_to_the_people_in_them() -> None:
    cases, people, more_cases, fewer_people = figures(
        "检察机关起诉案件310件520人，件数同比上升4%，人数同比下降2%。"
    )
    assert cases.metric == more_cases.metric != people.metric == fewer_people.metric
    assert (float(more_cases.value), float(fewer_people.value)) == (4, -2)


def test_a_list_of_changes_is_dealt_out() -> None:
    found = figures("新收著作权、商标、专利案件分别为30件、20件、10件，同比分别增长-5%、6%、7%。")
    assert [float(f.value) for f in found] == [30, 20, 10, -5, 6, 7]
    assert [f.metric for f in found[:3]] == [f.metric for f in found[3:]]
    assert len({f.metric for f in found}) == 3


def test_aspects_share_the_right_of_what_they_are_a_side_of() -> None:
    cases, value, fines, referred = figures("查处商标案件90宗，案值70万元，罚没款8万元，移送司法机关3宗。")
    assert all(f.ip_types == ("trademark",) for f in (cases, value, fines, referred))
    assert len({f.metric for f in (cases, value, fines, referred)}) == 4


def test_a_rank_said_of_several_goes_to_each() -> None:
    found = figures("专利授权量900件，全省获商标注册800件、商标申请700件，均居全国首位。")
    ranks = [f for f in found if f.statistic == "rank"]
    assert [f.metric for f in ranks] == [f.metric for f in found if f.statistic == "flow"][1:]


def test_every_figure_says_where_it_stands() -> None:
    text = "２０２１年，全省新收知识产权案件１,２３６件。"
    (figure,) = figures(text)
    assert float(figure.value) == 1236
    assert text[figure.start : figure.end] == figure.raw


def test_kinds_of_patents_as_taiwan_calls_them() -> None:
    model, design = figures("新型专利申请31件，设计专利申请17件。")
    assert (model.ip_types, design.ip_types) == (("utility model",), ("design",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由省版权局牵头，省通信管理局参加的行动，检查网站9家。", ["copyright", "communications"]),
        ("世界知识产权组织公布的城市榜单上，长沙位列第8位。", []),
        ("省司法厅培训调解员30人。此外，各部门移交案件7件。", ["justice", ""]),
        ("省司法厅培训调解员30人；行政部门移交案件7件。", ["justice", ""]),
        ("省国资委制定措施6条。", ["sasac"]),
    ],
)
def test_who_leads_acts_and_who_is_not_named_is_nobody_named_before(text: str, expected: list[str]) -> None:
    found = figures(text, area="hunan")
    if len(found) == 1:
        named = [a.rsplit("/hunan-", 1)[-1].split("-")[0] for a in found[0].agencies]
    else:
        named = ["".join(f.agencies).rsplit("/hunan-", 1)[-1].split("-")[0] for f in found]
    assert named == expected
