"""What a Chinese clause hands on to the next: right, part, theme, body and city; what is no figure."""

from collections.abc import Sequence

import pytest

from mappings import metrics as composed
from mappings.extract import extract
from mappings.read import read_text
from mappings.records import Figure, Skipped
from ontology.names import slug_of


def figures(text: str, *, year: int | None = 2022, area: str | None = "hunan") -> list[Figure]:
    """The figures of a Chinese text."""
    document = read_text(text, id="text", lang="zh", year=year, area=area)
    return [c for c in extract(document) if isinstance(c, Figure)]


def metrics(found: Sequence[Figure]) -> list[str]:
    return [slug_of(f.metric) for f in found]


@pytest.mark.parametrize(
    ("text", "statistic", "value", "bound"),
    [
        ("判赔总额3亿元，是上年的1.5倍。", "rate", 1.5, "exact"),
        ("办理监督案件60件，是2019年的3倍。", "rate", 3, "exact"),
        ("网络案件占总数四成二。", "share", 42, "exact"),
        ("商标申请量约占全国的五分之一。", "share", 0.2, "about"),
        ("成交额较2019年翻了一番多。", "change", 1, "more_than"),
        ("成交额翻了近两番。", "change", 3, "about"),
        ("结案率创近六年新高。", "rank", 6, "exact"),
        ("出口额增速达7%。", "change", 7, "exact"),
        ("融资额连续两年保持30%以上增长。", "change", 30, "at_least"),
        ("调解成功率70%，高出全省平均水平5个百分点。", "rate", 5, "exact"),
        ("平均审理周期不超过90日。", "rate", 90, "less_than"),
    ],
)
def test_what_the_last_figure_states(text: str, statistic: str, value: float, bound: str) -> None:
    last = figures(text)[-1]
    assert (last.statistic, float(last.value), last.bound) == (statistic, value, bound)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("企业可拨打12360热线咨询。", "address"),
        ("十年来，全省法院审结案件9件。", "date"),
        ("近三年，全省法院审结案件9件。", "date"),
    ],
)
def test_telephones_and_runs_of_years_state_nothing(text: str, reason: str) -> None:
    claims = extract(read_text(text, id="text", lang="zh", year=2022, area="hunan"))
    assert [c.reason for c in claims if isinstance(c, Skipped)] == [reason]


def test_a_compared_year_moves_no_period() -> None:
    found = figures("用标企业由2019年的30家增加到90家，新增商标5件，是2018年的2倍，新增专利7件。")
    assert [f.period for f in found] == ["2019", "2022-12-31", "2022", "2022", "2022"]


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        ("专利质押融资额3亿元，惠及企业20家。", ("patent",)),
        ("受理专利预审申请90件，授权率80%。", ("patent",)),
        ("新增商标代理机构5家，查处违法案件2件。", ()),
        ("平台提供全球专利等9类知识产权数据。", ()),
        ("在中国专利奖评选中，全省获金奖4项。", ("patent",)),
    ],
)
def test_a_clause_goes_on_about_the_right_of_the_one_before(text: str, rights: tuple[str, ...]) -> None:
    assert figures(text)[-1].ip_types == rights


def test_parts_are_of_what_was_done_to_the_whole() -> None:
    whole, *parts = figures("全省专利授权90件，其中发明专利30件，实用新型40件，外观设计20件。")
    assert [f.facets.get("action") for f in (whole, *parts)] == ["grant"] * 4
    assert [f.ip_types for f in parts] == [("invention patent",), ("utility model",), ("design",)]


def test_a_theme_is_divided_by_rights_and_contracts() -> None:
    found = figures("全省法院新收一审案件中，著作权50件、商标20件、专利9件、技术合同3件。")
    assert {f.facets["object"] for f in found} == {"case"}
    assert {f.facets["action"] for f in found} == {"accept"}
    assert found[-1].facets["procedure"] == "technology-contract"


def test_rates_are_sides_of_what_was_counted() -> None:
    *_, cases = figures("全省法院审结案件90件，结案率91%，受理案件99件。")
    assert metrics([cases]) == ["ip-cases-accepted-by-courts"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("3件案件入选最高人民检察院典型案例。", "spp"),
        ("2个示范区通过国家知识产权局验收。", "cnipa"),
        (
            "长沙知识产权法庭挂牌以来，该庭的工作受到关注。十年来，该法庭审结案件90件。",
            "changsha-ip-tribunal",
        ),
        ("公安部督办案件9件。", None),
        ("湖南省高级人民法院：全省法院新收案件90件。", "hunan-courts"),
        ("湖南省检察机关2022年批捕9件。", "hunan-procuratorates"),
    ],
)
def test_who_acts(text: str, body: str | None) -> None:
    assert [slug_of(a) for a in figures(text)[-1].agencies] == ([body] if body else [])


@pytest.mark.parametrize(
    ("text", "area", "expected"),
    [
        ("新华社北京4月24日电 我国商标申请9件。", None, "china"),
        ("株洲市质押融资额9亿元，居全省第三。全市拥有驰名商标9件。", "hunan", "zhuzhou"),
        ("江苏省高级人民法院发布白皮书，全省法院审结案件9件。", None, "jiangsu"),
        ("厦门海关查获侵权货物9批次。", "fujian", "xiamen"),
        ("南宁海关查获侵权货物9批次。", "guangxi", "guangxi"),
    ],
)
def test_where(text: str, area: str | None, expected: str) -> None:
    assert slug_of(figures(text, area=area)[-1].area) == expected


def test_what_goes_on_standing_and_what_a_year_brought() -> None:
    assert figures("入库项目20个。")[0].statistic == "stock"
    assert figures("2022年，入库项目20个。")[0].statistic == "flow"
    assert figures("截至2022年底，备案企业9家，全年受理申请30件。")[-1].statistic == "flow"


def test_ranks_in_a_row() -> None:
    found = figures("地理标志产品增至7个，居全国第三、西部第一。")
    assert [float(f.value) for f in found] == [7, 3, 1]


def test_words_that_the_lexicon_lacks_stand_in_slug_and_label() -> None:

    (figure,) = figures("查获箱包20个。")
    metric = composed.resolve(figure.facets)
    assert metric.slug.isascii()
    assert "xiang-bao" in metric.slug
    assert "箱包" in metric.label_zh
    assert "“箱包”" in metric.label_en


@pytest.mark.parametrize(
    ("text", "threshold", "value"),
    [
        ("审结标的额100万元以上的案件74件。", "100万元以上", 74),
        ("融资额超1000万元的企业达到86家。", "超1000万元", 86),
        ("拥有10件以上有效发明专利的企业1520家。", "10件以上", 1520),
        ("截至2022年底，维持10年以上的有效发明专利8万件。", "10年以上", 80000),
        ("年产值亿元以上的地理标志产品达25个。", "亿元以上", 25),
    ],
)
def test_a_threshold_says_which_are_counted(text: str, threshold: str, value: int) -> None:
    (figure,) = figures(text)
    assert float(figure.value) == value
    assert threshold in figure.facets["quality"].split("+")


def test_no_threshold() -> None:
    assert (
        len(figures("对5家以上企业开展培训3次。")) == len(figures("发放近1000万元的贷款，惠及企业3家。")) == 2
    )
    assert len(figures("实现超过10亿元的交易额，培训3次。")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全省法院受理案件360件，比上一年少了4.2%。", [("360", "flow"), ("-4.2", "change")]),
        ("移送司法机关14宗，比上年多3宗。", [("14", "flow"), ("3", "change")]),
        ("试点学校扩容6所，达到21所。", [("6", "flow"), ("21", "stock")]),
        ("年内添了2个示范城市，总数升至9个。", [("2", "flow"), ("9", "stock")]),
        ("截至年末，全省已挂牌设立服务站76个。", [("76", "stock")]),
        ("长沙的名次提升到第13位。", [("13", "rank")]),
        ("专利数量连续4年领跑全国。", [("4", "streak"), ("1", "rank")]),
        ("二〇二四年四月二日，鄂湘赣三省签约。", []),
    ],
)
def test_what_was_added_and_what_there_is_then(text: str, expected: list[tuple[str, str]]) -> None:
    """The year's additions are a flow, what they grew to a stock; fewer is a fall, a place a rank."""
    assert [(str(f.value), f.statistic) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("案件数较上年翻了一番还多。", "more_than"),
        ("案件数同比接近翻一番。", "about"),
        ("签约金额折合1.1亿美元。", "exact"),
        ("产值逼近80亿元。", "about"),
    ],
)
def test_bounds_around_what_doubled(text: str, bound: str) -> None:
    assert [f.bound for f in figures(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2024年，受理案件61件（2023年受理58件），结案60件。", ["2024", "2023", "2024"]),
        ("2021至2023年，受理案件分别为69件、40件、70件。", ["2021", "2022", "2023"]),
        ("2024年末，有效专利90件。受理申请80件。", ["2024-12-31", "2024"]),
        ("2024年，授权专利30件。年末，有效专利90件。受理申请80件。", ["2024", "2024-12-31", "2024"]),
    ],
)
def test_a_time_is_of_its_bracket_its_place_in_a_list_its_sentence(text: str, periods: list[str]) -> None:
    assert [f.period for f in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("海关开展为期4个月的专项行动。", "flow"),
        ("平均审理周期4个月。", "rate"),
        ("在调案件38件。", "stock"),
        ("发明专利申请同比成长3%。", "change"),
    ],
)
def test_durations_last_and_pending_cases_stand(text: str, statistic: str) -> None:
    assert [f.statistic for f in figures(text)] == [statistic]
