"""The pages of disagreements: one with its sides, and all of them, the hard ones first."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from ontology import names
from server.contexts import DisagreementItem, DisagreementPage, DisagreementsPage
from server.desk import Desk
from server.evidence import Statement, quote, statements
from server.known import Known, identity
from server.languages import Label
from server.naming import key_parts
from server.pages_plain import PAGE, page_number
from server.questions import Answers, iris_in, value
from sparql.service import Row

#: The kinds that a reader sees at a glance, for the few on the home page.
_TELLING: Final = {
    f"disagreement-{kind}": rank for rank, kind in enumerate(("magnitude", "value", "sign", "unit", "item"))
}


async def page(desk: Desk, what: Known) -> DisagreementPage:
    """The page about one disagreement."""
    claims = await desk.questions.ask("claims-of-disagreement", iri=what.iri)
    on = what.one(names.term("disagreementOn"))
    about = await desk.questions.ask("thing-says", iri=on or what.iri)
    await quote(desk.questions, claims)
    naming = await desk.naming(what.iris | iris_in(claims))
    rationale = [(t["value"], t.get("xml:lang", "")) for t in what.values(names.term("rationale"))]
    preferred = (value(r, "value") for r in about if value(r, "property") == names.term("preferredClaim"))
    return DisagreementPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        on=on,
        type=what.one(names.term("disagreementType")),
        severity=what.one(names.term("severity")),
        status=what.one(names.term("status")),
        rationale=desk.language.best(rationale),
        preferred=next(preferred, ""),
        rule=what.one(names.term("resolvedBy")),
        sides=sides(statements(claims, naming), what.objects(names.term("deviatingClaim"))),
        consistent=what.objects(names.term("consistentClaim")),
        working=what.one(names.term("working")),
    )


def sides(found: Sequence[Statement], deviating: Collection[str] = ()) -> list[list[Statement]]:
    """The two sides: who leads, and who deviates (or contradicts, where none is said to deviate)."""
    apart = [s.claim in deviating or (not deviating and s.differs) for s in found]
    leading = [s for s, is_apart in zip(found, apart, strict=True) if not is_apart]
    other = [s for s, is_apart in zip(found, apart, strict=True) if is_apart]
    return [side for side in (leading, other) if side]


async def overview(desk: Desk, kind: str) -> DisagreementsPage:
    """A page of all disagreements, or of those of one kind (a notation such as `magnitude`)."""
    rows = await desk.questions.ask("disagreements")
    kinds = Counter(names.slug_of(value(row, "type")).removeprefix("disagreement-") for row in rows)
    of_kind = [r for r in rows if not kind or names.slug_of(value(r, "type")) == f"disagreement-{kind}"]
    number = page_number(desk)
    shown = await items(desk, of_kind[PAGE * (number - 1) : PAGE * number])
    severities = Counter(value(row, "severity") for row in of_kind)
    of_kinds = {names.code("disagreement", notation) for notation in kinds}
    naming = await desk.naming(of_kinds | {iri for x in shown for iri in mentioned(x)})
    return DisagreementsPage(
        title="",
        naming=naming,
        groups=[
            (severity, severities[severity], [x for x in shown if x.severity == severity])
            for severity in dict.fromkeys(x.severity for x in shown)
        ],
        page=number,
        more=len(of_kind) > PAGE * number,
        kinds=sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0])),
        kind=kind,
    )


async def items(desk: Desk, rows: Answers) -> list[DisagreementItem]:
    """Some rows of `disagreements` as lines of a list, with what the sides write and why they differ."""
    words, reasons = await desk.questions.ask_all(
        "disagreement-words", "disagreement-reasons", things={value(row, "disagreement") for row in rows}
    )
    said, why = _by_disagreement(words), _by_disagreement(reasons)
    found = []
    for row in rows:
        iri = value(row, "disagreement")
        texts = [(r["reason"]["value"], r["reason"].get("xml:lang", "")) for r in why.get(iri, ())]
        found.append(_item(row, said.get(iri, []), desk.language.best(texts)))
    return found


def _by_disagreement(answers: Answers) -> dict[str, Answers]:
    grouped: dict[str, Answers] = {}
    for row in answers:
        grouped.setdefault(value(row, "disagreement"), []).append(row)
    return grouped


def mentioned(item: DisagreementItem) -> set[str]:
    """What needs a name when an item is shown."""
    return {item.iri, item.type, item.severity, item.metric, item.period, *item.sources}


def _item(row: Row, words: Answers, reason: Label | None) -> DisagreementItem:
    metric, _, period, *_ = key_parts(value(row, "obs")) or ("", "", "")
    stated = (term for words_row in words if (term := words_row.get("stated")) is not None)
    return DisagreementItem(
        iri=value(row, "disagreement"),
        type=value(row, "type"),
        severity=value(row, "severity"),
        metric=metric,
        period=period,
        words=[
            Label(text, lang) for text, lang in sorted({(t["value"], t.get("xml:lang", "")) for t in stated})
        ],
        reason=reason,
        sources=sorted({value(words_row, "source") for words_row in words}),
    )


def hard(found: Sequence[DisagreementItem], most: int) -> list[DisagreementItem]:
    """The first hard disagreements whose sides can be seen to differ, one of each kind before others."""
    seen: Counter[str] = Counter()
    ranked = []
    for item in found:
        if item.severity == names.code("severity", "hard") and len(item.words) > 1:
            ranked.append(
                (seen[item.type], _TELLING.get(names.slug_of(item.type), len(_TELLING)), item.iri, item)
            )
            seen[item.type] += 1
    return [item for *_, item in sorted(ranked, key=lambda entry: entry[:3])[:most]]
