"""Reading: mended text, the way back, sections, sentences, errors. All sentences are invented."""

import os
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from mappings import manifest, read
from mappings.errors import EmptyTextError, NotTextError, ReadError, TooLongError, UnknownLanguageError
from mappings.mend import apply, untouched
from mappings.records import Document, Sentence, sha256_of

PAPER_ZH = """2024年云岭省知识产权保护状况

2024年，云岭省扎实推进各项工作。

一、严格司法保护

发挥审判作用。2024年，全省法院新收案件1234件，同比增长3.5%；审结1200件。

2024年，全省仲裁机构受理案件12件。

履行检察职能。全省检察机关批捕30人。

二、优化服务

（一）建设平台

省局上线《谁来保护？》栏目。共建成“一站式”窗口5个。
（二）培养人才。全年培训800人次。
"""

PAPER_EN = """INTELLECTUAL PROPERTY PROTECTION IN YUNLING IN 2024

In 2024, the province made steady progress.

I. Strict Judicial Protection

Stronger trials. In 2024, courts accepted 1,234 cases, up 3.5% YoY, and closed 1,200.

In 2024, arbitration institutions accepted 12 cases.

Procuratorial functions have been performed in full. Prosecutors approved the arrest of 30 people.

II. Better Services

Guided by Acme Co., Ltd. and Order No. 5, the office opened 5 windows. It trained 800 people.
"""

PIECES = [
    *(
        "一、",
        "（二）",
        "I.",
        "1.",
        "。",
        "，",
        "《",
        "》",
        "“",
        "”",
        "(",
        ")",
        "件",
        "法院",
        "強(qiáng)化",
        "台灣",
        "2024年",
    ),
    *(
        "\n",
        "\r\n",
        "\n\n",
        "\u00a0",
        "\u200b",
        "1,234",
        "５",
        "3.5%",
        ".",
        "?",
        '"',
        "’s",
        "•",
        "|",
        "In2024,",
    ),
    *("Courts", "accepted", "thePlan", "Co.,", "Ltd.", "the", "No.", 'HYPERLINK "x" \\t "_blank"'),
]


def texts_of(document: Document, role: str = "text") -> list[str]:
    return [s.text for s in document.sentences if s.role == role]


def only(raw: str) -> Sentence:
    (sentence,) = read.read_text(raw).sentences
    return sentence


def outline(document: Document, lang: str) -> list[tuple[str, str, str]]:
    kept = [s for s in document.sentences if s.lang == lang and s.role in ("title", "heading", "lead")]
    return [(s.section, s.role, s.text) for s in kept]


def faults(document: Document) -> Iterator[str]:
    """What is wrong with the way back of a document; nothing in a good one."""
    raw = document.raw
    held = [0] * len(raw)
    for s in document.sentences:
        for i in range(s.start, s.end):
            held[i] += 1
        if s.sha256 != sha256_of(raw[s.start : s.end]):
            yield f"sentence {s.index}: hash"
        if not len(s.clean.text) == len(s.clean.starts) == len(s.clean.ends):
            yield f"sentence {s.index}: lengths"
        if any(b < a for a, b in pairwise(s.clean.starts)):
            yield f"sentence {s.index}: starts go back"
        spans = zip(s.clean.starts, s.clean.ends, strict=True)
        if not all(s.start <= a <= b <= s.end for a, b in spans):
            yield f"sentence {s.index}: a character from outside"
    for i, c in enumerate(raw):
        if held[i] > 1 or (held[i] == 0 and not c.isspace()):
            yield f"raw character {i} ({c!r}) is in {held[i]} sentences"


def sources_here() -> list[str]:
    return list(manifest.load().ids) if os.environ.get("YUEZHI_SOURCES") else []


@pytest.mark.parametrize("source_id", manifest.load_sample().ids)
def test_every_character_of_the_sample_is_in_one_sentence(source_id: str) -> None:
    """Nothing of a text is lost or read twice."""
    assert list(faults(read.read_source(source_id))) == []


@pytest.mark.sources
@pytest.mark.skipif(not sources_here(), reason="the five documents are not here (YUEZHI_SOURCES)")
@pytest.mark.parametrize("source_id", manifest.load().ids)
def test_every_character_of_the_documents_is_in_one_sentence(source_id: str) -> None:
    """Nothing of the real documents is lost, and the manifest names their languages."""
    document = read.read_source(source_id)
    assert list(faults(document)) == []
    assert document.id == source_id
    assert {s.lang for s in document.sentences} == set(manifest.find(source_id).languages)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(raw: str) -> None:
    """No text makes reading crash or lose a character."""
    try:
        document = read.read_text(raw)
    except ReadError:
        return
    assert list(faults(document)) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    )
)
def test_any_mixture_of_damage_keeps_its_way_back(parts: list[str]) -> None:
    """Neither does any mixture of marks, damage and words."""
    try:
        document = read.read_text(" ".join(parts))
    except ReadError:
        return
    assert list(faults(document)) == []


def test_an_edit_keeps_the_spans_of_what_it_leaves() -> None:
    """Left out, put in, replaced: the others know where they came from."""
    clean = apply(untouched("abcdef", 0, 6), [(1, 2, ""), (3, 3, " "), (4, 6, "XY")])
    assert clean.text == "ac dXY"
    assert clean.starts == (0, 2, 3, 3, 4, 5)
    assert clean.ends == (1, 3, 3, 4, 5, 6)
    assert clean.raw_span(1, 3) == (2, 3)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("全省\u00a0法院\u3000新收案件 12 件。", "全省法院新收案件12件。"),
        ("強(qiáng)化綠(lǜ)色審(shěn)查(chá)，台灣與澳門參加。", "强化绿色审查，台湾与澳门参加。"),
        ("开展“凈网行動”，發佈白皮書。", "开展“净网行动”，发布白皮书。"),
        ("成立中心(TISC)13家,其中省级3家;覆盖9市.", "成立中心（TISC）13家，其中省级3家；覆盖9市。"),
        ("查处案件１，２３４宗，占２．５％。", "查处案件1,234宗，占2.5%。"),
        ("查处\u200b案\u00ad件5宗。", "查处案件5宗。"),
        ('印发 HYPERLINK "http://a.example/x" \\t "_blank" 《工作指引》。', "印发《工作指引》。"),
        ("Police solved\u00a0 12\u200b cases &amp; more.", "Police solved 12 cases & more."),
        ("行长(CEO)出席会议。", "行长（CEO）出席会议。"),
    ],
)
def test_characters(raw: str, clean: str) -> None:
    """Each kind of damage to characters is mended."""
    assert only(raw).text == clean


def test_a_character_before_dropped_pinyin_keeps_its_own_place() -> None:
    """The reading in brackets belongs to no clean character."""
    sentence = only("強(qiáng)化保護。")
    assert (sentence.clean.starts[0], sentence.clean.ends[0]) == (0, 1)
    assert sentence.clean.raw_span(0, 2) == (0, 9)


def damaged(raw: str, share: float) -> str:
    """`raw` as a bad copy: traditional characters with their readings, this share of English spaces lost."""
    traditional = opencc.OpenCC("s2t")
    chance = random.Random(7)  # noqa: S311 - a fixed series for a test, no secret
    lines = []
    for line in raw.split("\n"):
        if re.search(r"[\u4e00-\u9fff]", line):
            old = traditional.convert(line).replace("，", ",").replace("；", ";")
            lines.append("".join(c + reading(c) if chance.random() < share / 4 else c for c in old))
        else:
            lines.append("".join("" if c == " " and chance.random() < share else c for c in line))
    return "\n".join(lines).replace(" ", "\u00a0")


def reading(character: str) -> str:
    """How a Chinese character is read, in brackets; nothing for others."""
    syllable = pinyin(character, style=Style.TONE)[0][0]
    return f"({syllable})" if "\u4e00" <= character <= "\u9fff" else ""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("source_id", ["sample-2022", "sample-2024"])
def test_a_damaged_copy_reads_as_the_sound_one(source_id: str, share: float) -> None:
    """Same sentences, sections and roles, whatever the share of spaces that were lost."""
    sound = read.read_source(source_id)
    copy = read.read_text(damaged(sound.raw, share))
    told = [[(s.lang, s.section, s.role, s.text) for s in d.sentences] for d in (sound, copy)]
    assert told[0] == told[1]
    assert list(faults(copy)) == []


@pytest.mark.parametrize(
    "clean",
    [
        "In 2024, the courts of Yunling accepted 1,594 new IPR cases, up by 4.5% year on year; 17 closed.",
        "The 14th Five-Year Plan for e-commerce was made in the Guangdong-Hong Kong-Macao Greater Bay Area.",
        "Kunlun and Anxin were launched in Xinhui, Hengqin, Qianhai and Pazhou by Sun Yat-sen University.",
        "The people’s courts and enterprises’ lawyers use 5G and 3D prints, said the High People’s Court.",
        "Customs (Zhuoyue) saw an increase to 9,555,200 items, 3.6 million of them in a cross-border case.",
        'The "Blue Door" campaign of SMEs cost RMB 2,500 and USD 30. In 2023, 12 TISCs paid 3.1%. It ended.',
        "REPORT ON PATENTS OF YUNLING PROVINCE, CHINA IN 2024",
    ],
)
def test_lost_spaces(clean: str) -> None:
    """Spaces come back between words, numbers and signs; compounds and names stay whole."""
    sentences = read.read_text(clean.replace(" ", "")).sentences
    assert " ".join(s.text for s in sentences) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The office issued thePlan for key sectors.", "The office issued the Plan for key sectors."),
        ("Customsenforcement was strengthened by IPrisk control.",
         "Customs enforcement was strengthened by IP risk control."),
        ("The agreement on tradewas signed(2023-2025)with nine cities.",
         "The agreement on trade was signed (2023-2025) with nine cities."),
        ("TheIP office,“Blue Door”campaign and others grew 4.5%YoY.",
         "The IP office, “Blue Door” campaign and others grew 4.5% YoY."),
    ],
)  # fmt: skip
def test_glued_words(raw: str, clean: str) -> None:
    """In sound text only what was glued by mistake is cut."""
    assert only(raw).text == clean


@pytest.mark.parametrize(
    "raw",
    [
        "The WisePlus platform of OpenAI and eBay serves SMEs, TISCs and B2B livestreaming shops.",
        "Write to the office at 5 Main Street about Article 3(a) of the U.S. rules and e-commerce.",
        "In Yunling, 1,594 licences were registered under the 14th plan, 3.5% more than in 2023.",
    ],
)
def test_sound_english_stays_as_it_is(raw: str) -> None:
    """Names of mixed case, abbreviations and figures are no damage."""
    assert only(raw).text == raw


def test_chinese_sections() -> None:
    """Headings, run-in heads and paragraphs make the path of numbers."""
    document = read.read_text(PAPER_ZH)
    assert outline(document, "zh") == [
        ("0", "title", "2024年云岭省知识产权保护状况"),
        ("1", "heading", "一、严格司法保护"),
        ("1.1", "lead", "发挥审判作用。"),
        ("1.2", "lead", "履行检察职能。"),
        ("2", "heading", "二、优化服务"),
        ("2.1", "heading", "（一）建设平台"),
        ("2.2", "lead", "（二）培养人才。"),
    ]
    assert [(s.section, s.paragraph) for s in document.sentences if "仲裁" in s.text] == [("1.1", 3)]


def test_both_languages_of_a_paper_have_the_same_numbers() -> None:
    """By which others find what corresponds."""
    document = read.read_text(PAPER_ZH.partition("二、")[0] + "\n" + PAPER_EN.partition("II.")[0])
    numbers = {lang: [(s, role) for s, role, _ in outline(document, lang)] for lang in ("zh", "en")}
    assert numbers["zh"] == numbers["en"]
    assert len(numbers["zh"]) == 4


@pytest.mark.parametrize("source_id", ["sample-2022", "sample-2024"])
def test_sections_of_the_sample_correspond(source_id: str) -> None:
    """The same for the two invented papers."""
    document = read.read_source(source_id)
    numbers = {lang: [(s, role) for s, role, _ in outline(document, lang)] for lang in ("zh", "en")}
    assert numbers["zh"] == numbers["en"]


@pytest.mark.sources
@pytest.mark.skipif(not sources_here(), reason="the five documents are not here (YUEZHI_SOURCES)")
@pytest.mark.parametrize(("source_id", "leads"), [("gd-2021", 30), ("gd-2025", 32)])
def test_sections_of_the_documents_correspond(source_id: str, leads: int) -> None:
    """The same for the two real papers that are in both languages."""
    document = read.read_source(source_id)
    numbers = {
        lang: [s for s, role, _ in outline(document, lang) if role != "title"] for lang in ("zh", "en")
    }
    assert numbers["zh"] == numbers["en"]
    assert len(texts_of(document, "lead")) == 2 * leads


def test_news_has_headings_without_numbers() -> None:
    """Short lines between paragraphs are headings, those around the text navigation."""
    raw = (
        "• Home\n  • Follow us\n\nYunling courts busy\n\nCourts closed 5 cases.\n\n"
        "Police solve 12 cases in 2024\n\nPolice said so.\n\n(Photo by Anna Li)\n\n"
        "Author | Anna Li\n\nRelated News\n\nMore rain in May"
    )
    document = read.read_text(raw)
    assert [(s.section, s.role) for s in document.sentences] == [
        ("0", "navigation"),
        ("0", "navigation"),
        ("0", "title"),
        ("0", "text"),
        ("1", "heading"),
        ("1", "text"),
        ("1", "navigation"),
        ("1", "navigation"),
        ("1", "navigation"),
        ("1", "navigation"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "专利 商标 版权 著作权 商标注册 專利申請 知識產權 维权 律所 大数据",
        "本文来自示例网，永久保存地址为http://news.example.cn/1.html，发布时间为2024-05-01 10:00:00。",
        "还可以输入 70 个字",
        "编辑：小明 校对：小红",
        "（图片由示例社提供）",
        "A robot greets visitors on July 6, 2023. (Example/Bo Li)",
        "Contact the office at 0100-8800-1234.",
    ],
)
def test_navigation_is_no_statement(raw: str) -> None:
    """Menus, tags, captions, editors and addresses are set aside."""
    lang_text = "全省法院审结5件。" if not raw.isascii() else "Courts closed 5 cases."
    document = read.read_text(f"{lang_text}\n\n{raw}")
    assert [s.role for s in document.sentences] == ["text", "navigation"]


def test_lists_of_figures_are_statements() -> None:
    """A line without a stop that holds a figure is not set aside."""
    document = read.read_text("专利授权量 872件\n商标注册量 143件\n• Customs seized 5 million items.")
    assert [s.role for s in document.sentences] == ["text"] * 3


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    """The width of a page breaks no sentence."""
    raw = (
        "In 2024 the courts of the province accepted many new cases and\n"
        "closed 1,200 of them. The police solved 12 cases of counterfeit\ngoods.\n\nCustoms seized 5 items.\n"
    )
    document = read.read_text(raw)
    assert [s.paragraph for s in document.sentences] == [1, 1, 2]
    assert document.sentences[1].text == "The police solved 12 cases of counterfeit goods."


def test_a_paragraph_broken_by_a_field_code_is_one() -> None:
    """Neither does the code of a link."""
    raw = '省局印发《甲指引》\n\n HYPERLINK "http://a.example/1" \\t "_blank" 《乙指引》，并起草标准。'
    (sentence,) = read.read_text(raw).sentences
    assert sentence.text == "省局印发《甲指引》《乙指引》，并起草标准。"
    assert (sentence.start, sentence.end) == (0, len(raw))


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("收案5件；审结4件。《谁来？》播出！好。", ["收案5件；审结4件。", "《谁来？》播出！", "好。"]),
        ("发布“谁来？”栏目（含“问答。”）共5期。完成。", ["发布“谁来？”栏目（含“问答。”）共5期。", "完成。"]),
        ("他说：“办好每一个案件。”会议结束。", ["他说：“办好每一个案件。”", "会议结束。"]),
        (
            "Acme Co., Ltd. won under No. 5 of the U.S. Rules. It paid $1.5 million. J. Li left.",
            ["Acme Co., Ltd. won under No. 5 of the U.S. Rules.", "It paid $1.5 million.", "J. Li left."],
        ),
        (
            "“It rose. It fell,” she said. The guide “Who Pays?” is out. Nos. 3 and 4, e.g. Fig. 2, stay.",
            ["“It rose. It fell,” she said.", "The guide “Who Pays?” is out.",
             "Nos. 3 and 4, e.g. Fig. 2, stay."],
        ),
    ],
)  # fmt: skip
def test_ends(raw: str, sentences: list[str]) -> None:
    """Sentences end at stops, not inside titles, quotations and abbreviations."""
    assert texts_of(read.read_text(raw)) == sentences


def test_a_known_text_is_recognised() -> None:
    """By its hash, whatever it is called."""
    raw = read.read_source("sample-2022").raw
    document = read.read_text(raw)
    assert (document.id, document.year, document.area, document.kind) == (
        "sample-2022", 2022, "lanchuan", "white-paper",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        (PAPER_ZH, 2024),
        (PAPER_EN, 2024),
        ("In 2022, courts closed 5 cases. By the end of 2022, 3 were open. In 2021 there were 9.", 2022),
        ("法院审结5件。实施《规划（2021—2035年）》。", None),
    ],
)
def test_year(raw: str, year: int | None) -> None:
    """The year of the title, else the one most spoken of, else none."""
    assert read.read_text(raw).year == year


def test_what_is_said_wins() -> None:
    """Over what is found."""
    document = read.read_text("In 2022, courts closed 5 cases.", year=2020, area="yunling", id="x")
    assert (document.id, document.year, document.area) == ("x", 2020, "yunling")
    assert read.read_text("PCT 12", lang="zh").sentences[0].lang == "zh"


def test_each_paragraph_has_its_language() -> None:
    """And each language counts its own paragraphs."""
    document = read.read_text(
        "Courts closed 5 cases.\n\n省海关查扣3批次。\n\n12345\n\nPolice solved 2 cases."
    )
    assert [(s.lang, s.paragraph) for s in document.sentences] == [
        ("en", 1),
        ("zh", 1),
        ("zh", 2),
        ("en", 2),
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """The error says which byte and what to do."""
    path = tmp_path / "a.txt"
    path.write_bytes("专利".encode("gbk"))
    with pytest.raises(NotTextError, match=r"a\.txt.*byte 2.*UTF-8"):
        read.read_file(path)


def test_zero_bytes(tmp_path: Path) -> None:
    """What holds a zero byte is no text."""
    path = tmp_path / "a.bin"
    path.write_bytes(b"PK\x03\x00\x00")
    with pytest.raises(NotTextError, match="byte 3"):
        read.read_file(path)


@pytest.mark.parametrize("raw", ["", " \n\u00a0\u3000", "\ufeff\u200b"])
def test_empty(raw: str) -> None:
    """A text without a visible character is refused."""
    with pytest.raises(EmptyTextError):
        read.read_text(raw)


def test_too_long() -> None:
    """So is one over the limit."""
    with pytest.raises(TooLongError, match="1,001 characters, more than the limit of 1,000"):
        read.read_text("a" * 1001, limit=1000)


@pytest.mark.parametrize(
    "raw",
    [
        "Суд рассмотрел пятьсот дел о товарных знаках.",
        "裁判所は知的財産に関する事件を受理し、その多くを和解によって終結させました。",
        "Les tribunaux de la province ont jugé cinq cents affaires de marques et de brevets cette année. "
        * 8,
    ],
)
def test_unknown_language(raw: str) -> None:
    """And one in another language, unless its language is said."""
    with pytest.raises(UnknownLanguageError, match="neither Chinese nor English"):
        read.read_text(raw)
    assert read.read_text(raw, lang="en").sentences


def test_file_is_read(tmp_path: Path) -> None:
    """Byte order mark and line ends are no part of sentences."""
    path = tmp_path / "note.txt"
    path.write_bytes("\ufeffCourts closed 5 cases.\r\n\r\nPolice solved 2.\r\n".encode())
    document = read.read_file(path)
    assert document.id == "note"
    assert texts_of(document) == ["Courts closed 5 cases.", "Police solved 2."]
    assert document.raw[document.sentences[1].start :] == "Police solved 2.\r\n"
