"""Numbers as written, to decimals: digits, Chinese numerals, and what stands behind them."""

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_NUMBER: Final = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def decimal_of(written: str) -> Decimal:
    """The value of digits (`1,594`, `-8.43`) or of a Chinese numeral below ten thousand (`二十一`).

    Raises:
        ValueError: `written` is neither.
    """
    if _NUMBER.fullmatch(written):
        return Decimal(written.replace(",", "").replace("−", "-"))
    return Decimal(chinese_numeral(written))


def chinese_numeral(written: str) -> int:
    """The value of a Chinese numeral below ten thousand; digits alone are read one by one (`二〇二五`).

    Raises:
        ValueError: a character is no numeral.
    """
    if not written or any(c not in _DIGITS and c not in _PLACES for c in written):
        raise ValueError(f"not a Chinese numeral: {written!r}")
    if not any(c in _PLACES for c in written):
        return int("".join(str(_DIGITS[c]) for c in written))
    total, digit = 0, 1
    for i, c in enumerate(written):
        if c in _PLACES:
            total += digit * _PLACES[c]
            digit = 0
        else:
            digit = _DIGITS[c]
            if i == len(written) - 1:
                total += digit
    return total
