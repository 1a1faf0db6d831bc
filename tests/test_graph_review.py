"""The review: what a curator is shown, decisions as data, and what becomes of them in later builds."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from graph import overrules, review
from graph.arithmetic import check_arithmetic
from graph.assembly import assemble
from graph.coverage import proposed_links
from graph.errors import DecisionInvalid
from graph.facts import Reading, Reconciled
from graph.overrules import Overrule, dismissed
from graph.proposals import Vocabulary
from graph.reconcile import reconcile
from mappings import registry
from ontology import names
from server.cli import app
from tests.graph_world import Text, labels, source

HEADER = ",".join(overrules.COLUMNS) + "\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A reviewed file without decisions."""
    path = tmp_path / "overrules.csv"
    path.write_text(HEADER, encoding="utf-8")
    return path


def built(reading: Reading, decisions: tuple[Overrule, ...] = ()) -> Reconciled:
    """What a build makes of a reading and decisions."""
    found = check_arithmetic(reconcile([reading], labels, decisions).reconciled, labels, [reading])
    return dismissed(found, decisions, [reading])


def two_values() -> Text:
    """A paper whose languages give two values."""
    text = Text(source()).say("办案4321件。", "zh").figure("4321件", "4321")
    return text.say("The courts handled 4,312 cases.", "en").figure("4,312", "4312")


def store_of(reading: Reading) -> ox.Store:
    """The resolved graph of a reading, as the review reads it."""
    graphs = assemble([reading], built(reading), Vocabulary(registry.load(), [reading])).graphs
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in graphs["resolved"])
    return store


def slugs(reading: Reading) -> list[str]:
    """The claims of the figures, as a decision names them."""
    return [names.slug_of(s.iri) for s in reading.figures]


def test_a_decision_is_kept_with_who_when_and_why(file: Path) -> None:
    claims = slugs(two_values().reading())
    review.decide("prefer", claims, preferred=claims[1], who="A. Curator", why="the yearbook", path=file)
    (kept,) = overrules.load(file)
    assert (kept.decision, kept.who, kept.why, kept.line) == ("prefer", "A. Curator", "the yearbook", 2)
    assert len(kept.when) == len("2026-01-02")
    assert names.slug_of(kept.preferred) == claims[1]


@pytest.mark.parametrize(
    ("decision", "who", "why"), [("guess", "A", "x"), ("dismiss", "", "x"), ("dismiss", "A", "")]
)
def test_a_decision_that_lacks_something_leaves_the_file_as_it_was(
    file: Path, decision: str, who: str, why: str
) -> None:
    with pytest.raises(DecisionInvalid):
        review.decide(decision, ["gd-2023-1-2-1", "gd-2023-3-4-1"], who=who, why=why, path=file)
    assert file.read_text(encoding="utf-8") == HEADER


def test_decisions_survive_a_build_with_other_statements_around(file: Path) -> None:
    claims = slugs(two_values().reading())
    review.decide("dismiss", claims, who="A", why="a misprint of the web page", path=file)
    later = two_values().say("另有765件。", "zh").figure("765件", "765", "others").reading()
    result = built(later, overrules.load(file))
    assert not result.differences
    assert not result.stale


def test_what_arithmetic_found_can_be_dismissed_too(file: Path) -> None:
    text = Text(source()).say("移送1宗，增长100%。", "zh").figure("1宗", "1")
    change = {"unit_class": "percent", "kind": "change-pct", "statistic": "change"}
    reading = text.figure("100%", "100", **change).reading()
    assert built(reading).differences
    review.decide("dismiss", slugs(reading), who="A", why="none in the year before", path=file)
    result = built(reading, overrules.load(file))
    assert not result.differences
    assert not result.stale


def test_a_difference_of_names_can_be_dismissed_too(file: Path) -> None:
    bay = names.thing("programme", "inner-bay")
    text = Text(source()).say("The Inner Bay Program began.", "en")
    text.mention("Inner Bay Program", bay, "Programme")
    text.say("The Inner Bay Project went on.", "en").mention("Inner Bay Project", bay, "Programme")
    reading = text.reading()
    claims = [names.slug_of(s.iri) for s in reading.statements]
    assert [d.kind for d in built(reading).differences] == ["name"]
    review.decide("dismiss", claims, who="A", why="both are in use", path=file)
    result = built(reading, overrules.load(file))
    assert not result.differences
    assert not result.stale


@pytest.mark.parametrize(
    ("claims", "reason"),
    [(["gd-1999-1-2-1"], "no claim gd-1999-1-2-1 any more"), ([], "no longer disagree")],
)
def test_a_decision_whose_ground_is_gone_is_reported(file: Path, claims: list[str], reason: str) -> None:
    text = Text(source()).say("办案4321件。", "zh").figure("4321件", "4321")
    reading = text.say("The courts handled 4,321 cases.", "en").figure("4,321", "4321").reading()
    review.decide("dismiss", claims or slugs(reading), who="A", why="a misprint", path=file)
    (line,) = built(reading, overrules.load(file)).stale
    assert reason in line
    assert line.startswith("overrules.csv, line 2 (dismiss, A, ")


def test_disagreements_are_shown_hard_ones_first_until_they_are_decided(file: Path) -> None:
    reading = two_values().reading()
    (item,) = review.of_graph(store_of(reading))
    assert item.topic == "disagreements"
    assert item.what.startswith("hard value: ")
    assert set(item.todo.removeprefix("claims ").split("|")) == set(slugs(reading))
    review.decide("dismiss", slugs(reading), who="A", why="a misprint", path=file)
    assert not list(review.of_graph(store_of(reading), decided=overrules.load(file)))


def apart_by_metric() -> Reading:
    """Two languages that state one number, read of kinds and units so unlike that nothing links them."""
    text = Text(source()).say("本年共4321次。", "zh")
    text.figure("4321次", "4321", "visits", facets={"object": "visit"})
    text.say("It came to 4,321 days.", "en")
    return text.figure("4,321 days", "4321", "days", facets={}, unit_class="day", kind="change-abs").reading()


def links(reading: Reading, decisions: tuple[Overrule, ...] = ()) -> list[review.Item]:
    """The links proposed for a reading."""
    outcome = reconcile([reading], labels, decisions)
    return list(review.of_links(proposed_links([reading], outcome.reconciled, outcome.alignments), decisions))


def test_one_number_of_two_facts_is_proposed_as_a_link_until_it_is_decided(file: Path) -> None:
    reading = apart_by_metric()
    (item,) = links(reading)
    assert item.topic == "pairs"
    for decision in review.DECISIONS["pairs"]:
        file.write_text(HEADER, encoding="utf-8")
        review.decide(decision, slugs(reading), who="A", why="seen in the original", path=file)
        decided = overrules.load(file)
        assert not links(reading, decided)
        facts = reconcile([reading], labels, decided).reconciled.facts
        assert len(facts) == (1 if decision == "same" else 2)


def test_the_command_walks_through_what_can_be_decided(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = two_values().reading()
    monkeypatch.setattr("graph.store.open_release", lambda _: store_of(reading))
    monkeypatch.setattr("graph.overrules.load", lambda path=None, load=overrules.load: load(path or file))
    monkeypatch.setattr("graph.review.REVIEWED", file)
    command = ["review", "--topic", "disagreements", "--decide", "--release", str(tmp_path)]
    answers = f"prefer\n{slugs(reading)[0]}\nA. Curator\nread in the yearbook\n"
    result = CliRunner().invoke(app, command, input=answers)
    assert result.exit_code == 0, result.output
    assert "the next build obeys it" in result.output
    (kept,) = overrules.load(file)
    assert (kept.decision, kept.who) == ("prefer", "A. Curator")
    assert "nothing to review" in CliRunner().invoke(app, command).output
