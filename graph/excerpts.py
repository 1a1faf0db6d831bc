"""How much of a source's own words the release carries: a figure or a name, never a sentence."""

from typing import Final

LONGEST: Final = 60
LONGEST_NAME: Final = 100
LONGEST_HAN: Final = 44


def shortened(words: str, longest: int = LONGEST) -> str:
    """`words` in one line, cut with an ellipsis where it is longer than a figure or a name may be."""
    line = " ".join(words.split())
    han = sum(c > "⺀" for c in line) * 2 > len(line)
    limit = min(longest, LONGEST_HAN) if han else longest
    return line if len(line) <= limit else line[: limit - 1] + "…"
