"""Claims kept between builds: as JSON Lines, by the hash of the text and of all rules that read it."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from mappings.records import AnyClaim, Claim, Document, Figure, Mention, Relation, Skipped

_TYPES: Final[dict[str, Callable[..., AnyClaim]]] = {
    "figure": Figure,
    "relation": Relation,
    "mention": Mention,
    "skipped": Skipped,
}


@cache
def rules_hash() -> str:
    """The hash of everything that decides which claims are read: code, words, rules and registry."""
    digest = hashlib.sha256()
    for name, data in sorted(_contents(files("mappings"), "mappings")):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    digest.update((files("ontology") / "names.py").read_bytes())
    return digest.hexdigest()


def _contents(folder: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in ("__pycache__", "texts"):
                yield from _contents(entry, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", entry.read_bytes()


def key(document: Document) -> str:
    """The name under which the claims of `document` are kept."""
    return hashlib.sha256(f"{document.id}\n{document.sha256}\n{rules_hash()}".encode()).hexdigest()[:32]


def load(folder: Path, document: Document) -> list[AnyClaim] | None:
    """The claims kept for `document`, if its text and all rules are as they were."""
    path = folder / f"claims-{key(document)}.jsonl"
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_claim(json.loads(line)) for line in lines]


def save(folder: Path, document: Document, claims: Iterable[AnyClaim]) -> None:
    """Keeps the claims of `document`."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(asdict(claim), default=str, ensure_ascii=False) for claim in claims)
    path = folder / f"claims-{key(document)}.jsonl"
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    unfinished.replace(path)


def prune(folder: Path, documents: Iterable[Document]) -> None:
    """Removes the claims kept for other texts or rules than those of `documents`."""
    wanted = {f"claims-{key(document)}.jsonl" for document in documents}
    for path in folder.glob("claims-*.jsonl"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def _claim(record: dict[str, Any]) -> AnyClaim:
    """A claim from its JSON: lists are tuples again, the value is a decimal."""
    values = {k: _tuple(v) for k, v in record.items() if k != "type"}
    if "value" in values:
        values["value"] = Decimal(str(values["value"]))
    made = _TYPES[record["type"]](**values)
    if not isinstance(made, Claim) or {f.name for f in fields(made)} != record.keys():
        raise ValueError("the kept claims have other fields; delete the cache")
    return made


def _tuple(value: object) -> object:
    return tuple(_tuple(v) for v in value) if isinstance(value, list) else value
