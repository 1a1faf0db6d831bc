"""What follows: HermiT finds no contradiction, fills the defined classes, and refuses what it cannot read."""

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL

from ontology import java, names
from ontology.assemble import assemble, n_triples
from ontology.closure import close, rules
from ontology.errors import ReasonerRejected, ReasonerTooSlow
from ontology.reason import (
    ReasonerResult,
    check,
    classify,
    helpers,
    inferred_types,
    is_consistent,
    same_by_key,
    values_as_classes,
)

PREFIXES = f"""
@prefix yz: <{names.YZ}> . @prefix code: <{names.CODE}> . @prefix area: <{names.ID}area/> .
@prefix body: <{names.ID}body/> . @prefix campaign: <{names.ID}campaign/> . @prefix obs: <{names.ID}obs/> .
@prefix m: <{names.ID}metric/> . @prefix x: <{names.ID}disagreement/> . @prefix doc: <{names.ID}instrument/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix series: <{names.ID}series/> .
"""
#: One thing that belongs to each defined class, and beside it one that nearly does.
WORLD = (
    PREFIXES
    + """
area:guangdong a yz:AdministrativeDivision ; yz:directlyWithin area:china .
area:foshan a yz:AdministrativeDivision ; yz:directlyWithin area:guangdong .
body:province-court a yz:Court ; yz:jurisdictionOver area:guangdong .
body:city-court a yz:Court ; yz:jurisdictionOver area:foshan .
body:customs a yz:CustomsAuthority ; yz:jurisdictionOver area:guangdong .
body:hk-customs a yz:CustomsAuthority ; yz:jurisdictionOver area:hong-kong .
body:customs-group a yz:BodyGroup ; yz:memberBody body:customs , body:hk-customs .
body:office a yz:AdministrativeAgency .
series:dragon a yz:CampaignSeries .
campaign:joint a yz:Campaign ; yz:conductedBy body:customs , body:hk-customs ; yz:editionOf series:dragon .
campaign:alone a yz:Campaign . body:office yz:conducts campaign:alone .
campaign:of-group a yz:Campaign ; yz:conductedBy body:customs-group .
doc:joint a yz:PolicyDocument ; yz:jointlyIssuedBy body:office , body:city-court .
m:stock a yz:Metric ; yz:measureType code:measure-type-stock .
m:flow a yz:Metric ; yz:measureType code:measure-type-flow ; yz:ipType code:ip-type-patent .
obs:first a yz:Observation ; yz:metric m:stock ; yz:kind code:kind-rank-china ; yz:value "1.0"^^xsd:decimal ;
  yz:area area:foshan ; yz:actor body:customs-group ; yz:scope campaign:joint .
obs:second a yz:Observation ; yz:metric m:flow ; yz:kind code:kind-rank-china ; yz:value "2"^^xsd:decimal ;
  yz:area area:guangdong ; yz:actor body:city-court ; yz:scope code:scope-all .
x:hard a yz:Disagreement ; yz:disagreementOn obs:second ; yz:severity code:severity-hard .
x:soft a yz:Disagreement ; yz:severity code:severity-soft .
"""
)
MEMBERS = {
    "JudicialOrgan": {"province-court", "city-court"},
    "ProvinceLevelDivision": {"guangdong"},
    "ProvincialBody": {"province-court", "customs"},
    "CustomsActor": {"customs", "hk-customs", "customs-group"},
    "JudicialActor": {"province-court", "city-court"},
    "HongKongOrMacaoActor": {"hk-customs", "customs-group"},
    "JointCampaign": {"joint"},
    "CustomsCampaign": {"joint", "of-group"},
    "CrossBorderCampaign": {"joint", "of-group"},
    "JointInstrument": {"joint"},
    "Edition": {"joint"},
    "CumulativeMetric": {"stock"},
    "CumulativeObservation": {"first"},
    "CampaignObservation": {"first"},
    "CustomsObservation": {"first"},
    "JudicialObservation": {"second"},
    "NationalFirst": {"first"},
    "DisputedObservation": {"second"},
    "HardDisagreement": {"hard"},
}
#: Defined classes that only name what may stand at one end of a property.
UNIONS = {"Party", "Undertaking", "Reporter", "Issuable"}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The assembled ontology."""
    return assemble()


@pytest.fixture(scope="module")
def world() -> Graph:
    """The small world above."""
    return Graph().parse(data=WORLD)


@pytest.fixture(scope="module")
def result(ontology: Graph, world: Graph) -> ReasonerResult:
    """What HermiT makes of the small world: the one run that most tests read."""
    return classify(ontology, world)


def test_the_ontology_is_consistent_and_every_class_can_have_members(result: ReasonerResult) -> None:
    assert result.consistent
    assert result.unsatisfiable == ()
    assert result.sound


@pytest.mark.parametrize("name", MEMBERS)
def test_a_defined_class_gets_its_members_and_no_others(result: ReasonerResult, name: str) -> None:
    here = {
        names.slug_of(i) for i, types in result.types.items() if names.term(name) in types and "/id/" in i
    }
    assert here == MEMBERS[name]


def test_every_defined_class_is_tried(ontology: Graph) -> None:
    defined = {str(c).partition("#")[2] for c in ontology.subjects(OWL.equivalentClass)}
    assert defined == set(MEMBERS) | UNIONS


def test_inferred_types_leave_out_what_was_stated(result: ReasonerResult, world: Graph) -> None:
    inferred = inferred_types(result, world)
    joint = names.thing("campaign", "joint")
    assert (joint, names.term("JointCampaign")) in inferred
    assert (joint, names.term("Campaign")) not in inferred


def test_the_rules_find_the_types_that_the_reasoner_finds(
    ontology: Graph, world: Graph, result: ReasonerResult
) -> None:
    store = closed(ontology, world)
    found = {
        (q.subject.value, q.object.value)
        for q in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
        if isinstance(q.subject, ox.NamedNode) and not q.object.value.startswith(str(OWL))
    }
    individuals = set(result.types)
    by_rules = {(i, c) for i, c in found if i in individuals}
    assert by_rules == {(i, c) for i, types in result.types.items() for c in types}


@pytest.mark.parametrize(
    ("question", "axiom"),
    [
        ("area:foshan yz:within area:china", "transitivity of within"),
        ("obs:first yz:areaWithin area:guangdong", "chain area, within"),
        ("obs:first yz:campaignSeries series:dragon", "chain scope, editionOf"),
        ("series:dragon yz:seriesConductedBy body:customs", "chain hasEdition, conductedBy"),
        ("obs:second yz:ipType code:ip-type-patent", "chain metric, ipType"),
        ("campaign:alone yz:conductedBy body:office", "inverse of conducts"),
        ("body:office yz:issues doc:joint", "sub-property and inverse"),
        ("body:hk-customs yz:memberOfGroup body:customs-group", "inverse of memberBody"),
        ("obs:second yz:hasDisagreement x:hard", "inverse of disagreementOn"),
    ],
)
def test_a_question_is_answered_by_an_axiom(ontology: Graph, world: Graph, question: str, axiom: str) -> None:
    prefixes = WORLD.split("area:guangdong a")[0].replace("@prefix", "PREFIX").replace("> .", ">")
    ask = f"{prefixes} ASK {{ {question} }}"
    assert closed(ontology, world).query(ask), axiom
    assert not _store(ontology, world).query(ask), f"{axiom} is not needed"


CONTRADICTIONS = {
    "a court that is a customs authority": "body:x a yz:Court , yz:CustomsAuthority .",
    "an observation that is a claim": "obs:x a yz:Observation , yz:RelationClaim .",
    "two values": 'obs:x a yz:Observation ; yz:value "1"^^xsd:decimal , "2"^^xsd:decimal .',
    "a value that is no decimal": 'obs:x yz:value "1.5e0"^^xsd:double .',
    "an area that conducts": "area:foshan yz:conducts campaign:joint .",
    "a campaign that is signed": "body:office yz:signs campaign:joint .",
    "a series that is its own edition": "series:dragon a yz:Campaign .",
    "a thing that succeeds itself": "doc:joint yz:successorOf doc:joint .",
    "two facts under one key": """
        obs:a a yz:Observation ; yz:value "1"^^xsd:decimal ; yz:metric m:flow ; yz:area area:foshan ;
          yz:period obs:p ; yz:kind code:kind-level ; yz:actor body:office ; yz:scope code:scope-all .
        obs:b a yz:Observation ; yz:value "2"^^xsd:decimal ; yz:metric m:flow ; yz:area area:foshan ;
          yz:period obs:p ; yz:kind code:kind-level ; yz:actor body:office ; yz:scope code:scope-all .""",
}


#: Tried whenever tests run; the others take a second each and run with the slow ones.
QUICK = {"two facts under one key"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow) for name in CONTRADICTIONS]
)
def test_a_contradiction_is_found(ontology: Graph, name: str) -> None:
    assert not classify(ontology, Graph().parse(data=WORLD + CONTRADICTIONS[name])).consistent


@pytest.mark.slow
def test_consistency_alone_is_answered_faster(ontology: Graph) -> None:
    assert is_consistent(ontology)
    assert not is_consistent(ontology + Graph().parse(data=PREFIXES + "body:x a yz:Court , yz:University ."))


def test_a_key_makes_one_thing_of_two_names(ontology: Graph) -> None:
    facts = PREFIXES + " ".join(
        f"obs:{o} a yz:Observation ; yz:metric m:f ; yz:area area:a ; yz:period obs:p ;"
        f" yz:kind code:kind-level ; yz:actor body:b ; yz:scope code:scope-{s} ."
        for o, s in (("a", "all"), ("b", "all"), ("c", "other"))
    )
    same = same_by_key(ontology, Graph().parse(data=facts))
    assert list(same) == [(URIRef(names.ID + "obs/b"), OWL.sameAs, URIRef(names.ID + "obs/a"))]


def test_a_certain_value_is_told_as_a_class() -> None:
    facts = """
        yz:value a owl:DatatypeProperty ; rdfs:domain yz:Figure .
        yz:First owl:equivalentClass [ a owl:Restriction ; owl:onProperty yz:value ; owl:hasValue 1.0 ] .
        obs:a yz:value "1.00"^^xsd:decimal . obs:b yz:value "2"^^xsd:decimal ."""
    more = "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
    more += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    told = values_as_classes(Graph().parse(data=PREFIXES + more + facts))
    (stand_in,) = told.objects(URIRef(names.term("First")), OWL.equivalentClass)
    assert set(told.subjects(RDF.type, stand_in)) == {URIRef(names.ID + "obs/a")}
    assert len(set(told.subjects(RDF.type, URIRef(names.term("Figure"))))) == 2
    assert (None, URIRef(names.term("value")), None) not in told


def test_no_thing_is_told_to_be_of_a_helper_class(
    ontology: Graph, world: Graph, result: ReasonerResult
) -> None:
    hidden = helpers(ontology)
    assert hidden == {names.term(name) for name in UNIONS}
    assert hidden & {class_ for _, class_ in inferred_types(result, world)}
    assert not hidden & {class_ for _, class_ in inferred_types(result, world, ontology=ontology)}


def test_a_reasoner_that_lost_its_way_is_started_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float] = []

    def run(*_: str, memory_mb: int, seconds: float) -> tuple[int, str]:
        assert memory_mb
        limits.append(seconds)
        if len(limits) != 2:
            raise ReasonerTooSlow("no end", "stopped", "try again")
        return 0, "true"

    monkeypatch.setattr(java, "run", run)
    assert is_consistent(Graph(), seconds=100)
    assert limits == [20, 100]
    limits[:] = [0, 0]
    with pytest.raises(ReasonerTooSlow):
        is_consistent(Graph(), seconds=100)


@pytest.mark.slow
def test_an_unsatisfiable_class_is_named(ontology: Graph) -> None:
    more = Graph().parse(
        data=PREFIXES + "yz:Odd a <http://www.w3.org/2002/07/owl#Class> ;"
        " <http://www.w3.org/2000/01/rdf-schema#subClassOf> yz:Court , yz:University ."
    )
    assert check(ontology + more).unsatisfiable == (names.term("Odd"),)


def test_a_date_where_the_reasoner_cannot_read_it_is_explained(ontology: Graph) -> None:
    date = Graph().parse(data=PREFIXES + 'obs:x yz:year "2021-01-01"^^xsd:date .')
    with pytest.raises(ReasonerRejected, match=r"datatype.*years are xsd:integer"):
        check(ontology + date)


def closed(*graphs: Graph) -> ox.Store:
    """The graphs in one store with all that the rules of the first write, to the fixpoint."""
    store = _store(*graphs)
    close(store, rules(graphs[0]))
    return store


def _store(*graphs: Graph) -> ox.Store:
    store = ox.Store()
    for graph in graphs:
        store.load(n_triples(graph), format=ox.RdfFormat.N_TRIPLES)
    return store
