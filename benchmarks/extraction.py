"""How fast documents are claimed on one core, and how that grows from one document to a hundred copies.

    python -m benchmarks.extraction [--sources FOLDER] [--copies 1,10,100]

The peer is spaCy's bare tokenizer over the same texts in the same run: what any reading costs. The table is
printed and kept in benchmarks/results/ by date.
"""

import argparse
import datetime as dt
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import spacy

from benchmarks.run import RESULTS
from mappings import manifest, registry
from mappings.extract import extract
from mappings.read import read_source
from mappings.records import Document


@dataclass(frozen=True)
class Measured:
    """What `copies` of every document took: seconds of processor time, and the most memory ever held."""

    copies: int
    characters: int
    claims: int
    seconds: float
    tokenizer: float
    memory: float

    @property
    def rate(self) -> float:
        """Characters a second."""
        return self.characters / self.seconds


def copies_of(documents: list[Document], copies: int) -> Iterator[Document]:
    """Each document so many times, under ids of their own: nothing can be remembered from one to the next."""
    for number in range(copies):
        for document in documents:
            yield replace(document, id=f"{document.id}-{number}")


def measure(documents: list[Document], copies: int) -> Measured:
    """Claims all copies one after another and forgets them, as a build in one process would."""
    registry_ = registry.load()
    characters = claims = 0
    began = time.process_time()
    for document in copies_of(documents, copies):
        claims += len(extract(document, registry_))
        characters += sum(len(sentence.text) for sentence in document.sentences)
    seconds = time.process_time() - began
    return Measured(copies, characters, claims, seconds, tokenized(documents, copies), peak())


def tokenized(documents: list[Document], copies: int) -> float:
    """Seconds of spaCy's tokenizers over the same sentences."""
    bare = {lang: spacy.blank(lang) for lang in ("zh", "en")}
    began = 0.0
    for number, document in enumerate(copies_of(documents, copies + 1)):
        if number == len(documents):
            began = time.process_time()  # the first copy fills the tokenizers' own memory of words
        for sentence in document.sentences:
            bare[sentence.lang[:2]].make_doc(sentence.text)
    return time.process_time() - began


def peak() -> float:
    """The most memory this process has held, in MiB (Linux tells KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(rows: list[Measured]) -> str:
    """A row for each number of copies; growth is against proportion to the first row."""
    first = rows[0]
    lines = [
        f"{first.characters // first.copies:,} characters in one copy of the documents",
        "",
        "| copies | claims | characters/s | growth | times spaCy's tokenizer | memory, MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        growth = (row.seconds / row.copies) / (first.seconds / first.copies)
        lines.append(
            f"| {row.copies} | {row.claims:,} | {row.rate:,.0f} | {growth:.2f} "
            f"| {row.seconds / row.tokenizer:.0f} | {row.memory:,.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures and keeps the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="folder of the texts (else YUEZHI_SOURCES)")
    parser.add_argument("--copies", default="1,10,100")
    arguments = parser.parse_args()
    documents = [read_source(source.id, arguments.sources) for source in manifest.load().source]
    measure(documents[:1], 1)  # loads words and rules, which a first document would pay for
    text = table([measure(documents, int(copies)) for copies in arguments.copies.split(",")])
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{dt.datetime.now(tz=dt.UTC).date()}-extraction.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
