"""Where the noun phrase behind a number ends: the little grammar that both languages need."""

from collections.abc import Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from mappings.records import Lang

_ENDS: Final[dict[Lang, frozenset[str]]] = {
    "zh": frozenset({
        "COMMA", "SEMI", "STOP", "COLON", "ENUM", "OPEN", "CLOSE", "NUM", "NUMW", "YEAR", "DATE", "SPAN",
        "ORD", "DIR",
        "BOTH", "RESPECTIVELY", "SHARE", "RANK", "RANK_VERB", "STREAK", "BOUND", "AND", "INCLUDING", "PREP",
    }),
    "en": frozenset({
        "COMMA", "SEMI", "STOP", "COLON", "OPEN", "CLOSE", "NUM", "NUMW", "YEAR", "DATE", "SPAN", "PREP",
        "REL", "AUX",
        "BOTH", "RESPECTIVELY", "SHARE", "RANK", "RANK_VERB", "STREAK", "DIR", "CUR", "INCLUDING",
    }),
}  # fmt: skip

#: Words behind an English noun that lead to its value (`policies worth 5 million yuan`).
_OPENS_VALUE: Final = frozenset({"worth", "valued", "with", "involving", "totaling", "totalling"})


_HAVING: Final = frozenset({"has", "have", "had"})


def noun_phrase_end(chunks: Sequence[Chunk], at: int, lang: Lang) -> int:
    """The index behind the noun phrase that begins at `at`; `at` itself where none does."""
    end, seen_object, behind_brackets = at, False, 0
    for i in range(at, len(chunks)):
        chunk = chunks[i]
        joint = lang == "zh" and chunk.tag == "AND" and i > at and _object_follows(chunks, i)
        if joint and (not seen_object or _is_one_noun(chunks, i)):
            continue  # `18个省直及地市有关单位`, `9家生产企业及繁殖场所`
        if lang == "en" and i > at and not seen_object:
            behind_brackets = behind_brackets or _noun_behind_brackets(chunks, i)
        if i < behind_brackets or (lang == "en" and i > at and _joins_pairs(chunks, i)):
            continue  # `training (Guangdong) bases`, `Hunan-Hubei, Hunan-Jiangxi projects`
        if _ends_at(chunks, i, lang):
            break
        is_object = chunk.entry(Object) is not None or chunk.tag in ("NAME", "ANAPHOR")
        if seen_object and not is_object and chunk.entry(Action) is not None:
            break
        if lang == "en" and seen_object and chunk.tag == "X" and _has_tag(chunks, i + 1, "DET"):
            break  # `5 counties joined the programme`
        if (
            lang == "zh"
            and not is_object
            and not seen_object
            and chunk.tag == "ACT"
            and not _object_follows(chunks, i)
        ):
            break
        if is_object:
            seen_object, end = True, i + 1
    return end


def _ends_at(chunks: Sequence[Chunk], i: int, lang: Lang) -> bool:
    """Whether the chunk at `i` can be no part of a noun phrase."""
    chunk = chunks[i]
    if lang == "en" and chunk.text.lower() in _HAVING:
        return True
    if lang == "en" and chunk.text.lower() == "involved" and _has_tag(chunks, i + 1, "PREP"):
        return True  # `500 companies involved in lawsuits`
    if lang == "en" and (_is_dash(chunks, i) or chunk.text.lower().partition(" ")[0] in _OPENS_VALUE):
        return True
    return chunk.tag in _ENDS[lang] or (chunk.tag == "AND" and _and_ends(chunks, i))


def _joins_pairs(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a comma stands between two pairs of names that hyphens join."""
    if chunks[at].tag != "COMMA" or at < 3 or at + 3 >= len(chunks):
        return False
    pairs = (chunks[at - 3 : at], chunks[at + 1 : at + 4])
    return all([c.tag for c in pair] == ["NAME", "DASH", "NAME"] for pair in pairs)


def _has_tag(chunks: Sequence[Chunk], at: int, tag: str) -> bool:
    return at < len(chunks) and chunks[at].tag == tag


def _noun_behind_brackets(chunks: Sequence[Chunk], at: int) -> int:
    """The index of the noun right behind the short brackets that open at `at`; 0 where there is none."""
    if chunks[at].tag != "OPEN":
        return 0
    close = next((i for i in range(at, min(at + 6, len(chunks) - 1)) if chunks[i].tag == "CLOSE"), 0)
    return close + 1 if close and chunks[close + 1].entry(Object) is not None else 0


def is_hyphen(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a hyphen joins the words beside it (`IP-related`)."""
    return chunks[at].tag == "DASH" and not _is_dash(chunks, at)


def _is_dash(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a dash parts what is before it from what is behind; a hyphen joins words."""
    spaced = at > 0 and chunks[at - 1].end < chunks[at].start
    return chunks[at].tag == "DASH" and (chunks[at].text != "-" or spaced)


def _and_ends(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an English `and` joins clauses or numbers instead of the nouns of one phrase."""
    if leads_to_number(chunks, at):
        return True
    following = chunks[at + 1].tag if at + 1 < len(chunks) else "STOP"
    return following in (
        "NUM",
        "NUMW",
        "ACT",
        "AUX",
        "CUR",
        "NAME",
        "COMMA",
        "STOP",
        "BOUND",
        "RANK_VERB",
        "PREP",
        "DET",
    )


def leads_to_number(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun behind `and` has a number of its own (`on 30 cases and opinions on 42 cases`)."""
    for i in range(at + 1, min(at + 6, len(chunks) - 1)):
        if chunks[i].text.lower() in ("on", "at"):
            return chunks[i + 1].tag in ("NUM", "NUMW", "BOUND")
        if chunks[i].tag not in ("X", "FACET", "OBJ", "IP"):
            break
    return False


def _object_follows(chunks: Sequence[Chunk], at: int) -> bool:
    for chunk in chunks[at + 1 : at + 5]:
        if chunk.tag in _ENDS["zh"]:
            return False
        if chunk.entry(Object) is not None:
            return True
    return False


def _is_one_noun(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the noun behind a Chinese `及` is of the same number, and counted by none of its own."""
    noun = next(
        (i for i in range(at + 1, min(at + 5, len(chunks))) if chunks[i].entry(Object) is not None), at
    )
    behind = chunks[noun + 1].tag if noun + 1 < len(chunks) else "STOP"
    return noun > at and behind not in ("NUM", "NUMW", "BOUND", "TOTAL", "REACH", "ENUM", "AND")
