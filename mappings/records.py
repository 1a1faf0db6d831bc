"""The records that pass between the steps: clean text with its way back, and the four types of claim."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

Lang = Literal["zh", "en"]

STATISTICS: Final = ("flow", "stock", "change", "share", "rank", "rate", "streak")
BOUNDS: Final = ("exact", "more_than", "at_least", "less_than", "about")
UNIT_CLASSES: Final = (
    "count", "CNY", "USD", "HKD", "MOP", "percent", "percentage_point", "day", "month", "year_count", "tonne",
    "rank", "score", "per_10000", "ratio", "other",
)  # fmt: skip
IP_TYPES: Final = (
    "patent", "invention patent", "utility model", "design", "trademark", "copyright", "software",
    "geographical indication", "plant variety", "trade secret", "layout design", "data IP",
)  # fmt: skip
REASONS: Final = (
    "date", "year", "heading-number", "list-number", "edition", "in-name", "law-article", "set-phrase",
    "novelty", "vague", "threshold", "restated", "address", "navigation", "unread",
)  # fmt: skip
RELATIONS: Final = (
    "conducts", "targets", "issues", "jointlyIssues", "amends", "drafts", "signs", "adjudicates",
    "establishes",
    "partOf", "locatedIn", "jurisdictionOver", "awardedTo", "approvedAs", "cooperatesWith", "hosts",
    "participatesIn", "operates", "reports", "successorOf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleanText:
    """Mended text and, for each of its characters, where it came from.

    `starts[i]` and `ends[i]` are code-point offsets in the raw file; a character put in by mending
    (a lost space) has `starts[i] == ends[i]`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of the clean characters [start, end), put-in characters at the edges left out."""
        while start < end - 1 and self.starts[start] == self.ends[start]:
            start += 1
        while end > start + 1 and self.starts[end - 1] == self.ends[end - 1]:
            end -= 1
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> "CleanText":
        """The part [start, end) with its offsets."""
        return CleanText(self.text[start:end], self.starts[start:end], self.ends[start:end])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: clean text with offsets, and where it stands.

    `role` tells running text from headings ("heading"), run-in headings at the start of a paragraph ("lead"),
    and what is no part of the document's own text ("navigation": menus, tags, editors' lines, captions).
    """

    index: int
    lang: Lang
    section: str
    paragraph: int
    role: Literal["text", "heading", "lead", "title", "navigation"]
    clean: CleanText
    start: int
    end: int
    sha256: str

    @property
    def text(self) -> str:
        """The clean text."""
        return self.clean.text


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read: its sentences in order, and what is known of it as a whole.

    `year` is the year reported on (None when the text states none), `area` the slug of the area reported on.
    """

    id: str
    sentences: tuple[Sentence, ...]
    raw: str
    sha256: str
    year: int | None
    area: str | None
    kind: Literal["white-paper", "news", "text"] = "text"


def sha256_of(text: str) -> str:
    """The hash by which a sentence or a document is recognised (of its UTF-8 form)."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What all share. Offsets are code points of the raw file; `carried` names fields from elsewhere."""

    source: str
    lang: Lang
    section: str
    paragraph: int
    sentence: tuple[int, int]
    sentence_sha256: str
    start: int
    end: int
    rule: str
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Claim):
    """A quantity that a reader would put into a table. Things are IRIs, everything else as in the design."""

    raw: str
    value: Decimal
    unit_class: str
    unit: str
    counted: str
    bound: str
    statistic: str
    kind: str
    metric: str
    metric_status: Literal["known", "proposed"]
    facets: Mapping[str, str] = field(default_factory=dict)
    period: str = "unstated"
    area: str = ""
    area_label: str = ""
    actor: str = ""
    scope: str = ""
    agencies: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    ip_types: tuple[str, ...] = ()
    type: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Claim):
    """Somebody did something: subject and object are IRIs, the predicate one of RELATIONS.

    `resolved_from` says where an end that the sentence leaves out was found: in the paragraph before it, or
    in what the document as a whole reports on.
    """

    subject: str
    predicate: str
    object: str
    year: int | None
    subject_span: tuple[int, int] | None
    object_span: tuple[int, int] | None
    resolved_from: Literal["", "paragraph", "document"] = ""
    type: Literal["relation"] = "relation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Claim):
    """A thing named in the text. `label` is the name as written (mended): all that a proposed thing has."""

    entity: str
    entity_class: str
    entity_status: Literal["known", "proposed"]
    label: str
    type: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Claim):
    """A numeral that states no figure, with the reason (one of REASONS); `restates` is the claim repeated."""

    raw: str
    reason: str
    restates: str | None = None
    type: Literal["skipped"] = "skipped"


AnyClaim = Figure | Relation | Mention | Skipped


def to_json(claim: AnyClaim) -> dict[str, Any]:
    """`claim` as a JSON object of the public format (key order fixed, `entity_class` written `class`)."""
    fields = asdict(claim)
    fields = {"type": fields.pop("type"), **fields}
    if isinstance(claim, Mention):
        fields["class"] = fields.pop("entity_class")
    if isinstance(claim, Relation) and not claim.resolved_from:
        del fields["resolved_from"]
    if isinstance(claim, Figure):
        fields["value"] = plain_number(claim.value)
        fields["facets"] = dict(sorted(claim.facets.items()))
    return {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}


def plain_number(value: Decimal) -> int | float:
    """`value` as JSON shows it: whole numbers without a point, others in their shortest decimal form."""
    return int(value) if value == value.to_integral_value() else float(value)


def in_order(claims: Iterable[AnyClaim]) -> list[AnyClaim]:
    """Claims by place and type; those of one place stay in the order of what they are said of."""
    return sorted(claims, key=lambda c: (c.start, c.end, c.type))
