"""The registry of metrics and the labels of their facets."""

import csv
from importlib.resources import files

import pytest

from mappings import lexicon, metrics
from mappings.canonical import canonical
from mappings.facets import ORDER
from mappings.lexicon import Action, FacetTerm, Object, Unit
from mappings.records import IP_TYPES, Lang
from ontology import names as iris

LANGUAGES: tuple[Lang, ...] = ("zh", "en")


def labels() -> dict[tuple[str, str], tuple[str, str]]:
    path = files("mappings").joinpath("lexicons", "facets.csv")
    with path.open(encoding="utf-8") as lines:
        return {(r["facet"], r["notation"]): (r["label_zh"], r["label_en"]) for r in csv.DictReader(lines)}


def used() -> set[tuple[str, str]]:
    """Every facet and notation that a word of either language brings in."""
    found = {("ip", iris.slugify(r)) for r in IP_TYPES}
    for lang in LANGUAGES:
        for entries in lexicon.load(lang).entries.values():
            for entry in entries:
                if isinstance(entry, Object):
                    found |= {("object", entry.notation), ("counts", iris.slugify(entry.counted))}
                elif isinstance(entry, Action):
                    found.add(("action", entry.notation))
                elif isinstance(entry, FacetTerm):
                    found |= {(entry.facet, n) for n in entry.notation.split("+")}
                elif isinstance(entry, Unit) and entry.counted:
                    found.add(("counts", iris.slugify(entry.counted)))
    return found


def test_every_notation_in_use_has_labels_in_both_languages() -> None:
    held = labels()
    assert sorted(k for k in used() if not all(held.get(k, ("", "")))) == []


def test_registered_metrics_are_canonical_and_labelled() -> None:
    for metric in metrics.registered().values():
        assert canonical(metric.facets) == dict(metric.facets), metric.slug
        assert metric.label_zh
        assert metric.label_en
        assert set(metric.facets) <= set(ORDER)
        assert all(
            (facet, n) in labels()
            for facet, v in metric.facets.items()
            if facet != "about"
            for n in v.split("+")
        ), metric.slug


def test_slugs_and_labels_name_one_metric_each() -> None:
    known = list(metrics.registered().values())
    assert len({m.slug for m in known}) == len(known)
    assert len({m.label_zh for m in known}) == len(known)
    assert len({m.label_en for m in known}) == len(known)


@pytest.mark.parametrize(
    ("facets", "zh", "en"),
    [
        (
            {"action": "accept", "object": "case", "ip": "trademark", "chain": "courts",
             "procedure": "civil+first-instance", "counts": "case", "measure-type": "flow"},
            "法院一审民事商标案件受理（当年）",
            "First-instance civil trademark cases, accepted, courts (in the year)",
        ),
        (
            {"object": "invention-patent", "ip": "invention-patent", "quality": "valid", "counts": "patent",
             "measure-type": "stock"},
            "有效发明专利（累计或存量）",
            "Valid invention patents (in all)",
        ),
        (
            {"action": "seize", "object": "infringing-goods", "chain": "customs", "counts": "batch",
             "measure-type": "flow"},
            "海关侵权货物查扣（当年，批次）",
            "Infringing goods, seized, customs (in the year, batches)",
        ),
    ],
)  # fmt: skip
def test_composed_labels_read_as_the_head_of_a_column(facets: dict[str, str], zh: str, en: str) -> None:
    key = metrics.key_of(facets)
    assert metrics.compose_label(key, "zh") == zh
    assert metrics.compose_label(key, "en") == en


def test_what_a_noun_says_is_not_said_again() -> None:
    said = {"action": "apply", "object": "pct-application", "counts": "item", "measure-type": "flow"}
    assert canonical(said) == {"object": "pct-application", "counts": "application", "measure-type": "flow"}
    kept = {
        "action": "conclude",
        "object": "case",
        "level": "national",
        "counts": "case",
        "measure-type": "flow",
    }
    assert canonical(kept) == {
        "action": "conclude",
        "object": "case",
        "counts": "case",
        "measure-type": "flow",
    }


def test_years_of_a_series_are_one_metric() -> None:
    of_one, of_next = (
        {"object": "award", "about": f"china-patent-award-{n}", "measure-type": "flow"} for n in (23, 24)
    )
    assert canonical(of_one) == canonical(of_next)
