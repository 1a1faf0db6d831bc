"""Numbers as readers of Chinese and of English expect them: grouped in full, and short for charts."""

from decimal import Decimal
from typing import Final

#: The multipliers of each language, greatest first.
_MULTIPLIERS: Final = {
    "zh": ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
}
#: The sign before a number for each bound but `exact`, by the notation in the code's IRI.
_SIGNS: Final = {"more-than": "> ", "at-least": "≥ ", "less-than": "< ", "about": "≈ "}


def number(text: str) -> Decimal | None:
    """The decimal that a literal of the graph writes, or None."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def full(value: Decimal) -> str:
    """All digits, grouped by three: 31,064,000."""
    return f"{value.normalize():,f}".replace("-", "−")


def signed(value: Decimal) -> str:
    """All digits with the sign of a change: +0.37, −8.43."""
    return ("+" if value > 0 else "") + full(value)


def short(value: Decimal, language: str) -> str:
    """The number with the language's own multiplier: 3106.4万, 31.1 million."""
    for size, word in _MULTIPLIERS[language]:
        if abs(value) >= size:
            return full(_rounded(value / size)) + word
    return full(_rounded(value))


def _rounded(value: Decimal) -> Decimal:
    """Four significant digits: enough for a label, the table has the rest."""
    return value.quantize(Decimal(1).scaleb(max(value.adjusted() - 3, -6))) if value else value


def sign(bound_iri: str) -> str:
    """The sign that a bound puts before its number; nothing for an exact one."""
    return next((sign for notation, sign in _SIGNS.items() if bound_iri.endswith(notation)), "")
