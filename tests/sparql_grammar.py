"""SPARQL texts by hypothesis: made along the grammar, then, some of them, damaged."""

from hypothesis import strategies as st

_YZ = "https://w3id.org/yuezhi/ontology#"
PROLOGUE = f"""PREFIX yz: <{_YZ}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

variables = st.sampled_from(["?s", "?p", "?o", "?x", "$y", "?值"])
iris = st.sampled_from(
    [
        "yz:metric",
        "yz:value",
        "a",
        "rdfs:label",
        f"<{_YZ}Observation>",
        "<>",
        "<rel>",
        "<http://e.org/é>",
        "yz:",
    ]
)
_numbers = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(-1000, 1000, places=2).map(str),
    st.sampled_from(["1e308", "-1e-400", "00", ".5", "1.", "+7"]),
)
_strings = st.builds(
    lambda text, tail: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' + tail,
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\n\r"), max_size=12),
    st.sampled_from(["", "@en", "@zh-hant", "^^xsd:integer", "^^xsd:dateTime", "^^<>"]),
)
literals = st.one_of(
    _numbers, _strings, st.sampled_from(["true", "false", "'''a\nb'''", '"\\u4E2D"', "'\\n'"])
)
terms = st.one_of(variables, iris, literals, st.sampled_from(["[]", "_:b", "()"]))

paths = st.recursive(
    st.one_of(iris, variables),
    lambda inner: st.one_of(
        st.builds("({}/{})".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from("*+?")),
        st.builds("^({})".format, inner),
        st.builds("!({})".format, iris),
    ),
    max_leaves=4,
)

_FUNCTIONS = [
    "STR", "LANG", "DATATYPE", "IRI", "ABS", "CEIL", "FLOOR", "ROUND", "STRLEN", "UCASE", "LCASE", "YEAR",
    "MONTH", "ENCODE_FOR_URI", "DAY", "TIMEZONE", "MD5", "SHA1", "SHA256", "ISIRI", "ISBLANK", "ISLITERAL",
    "BNODE", "BOUND",
]  # fmt: skip
_BINARY = [
    "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "LANGMATCHES", "SAMETERM", "STRDT",
    "STRLANG", "REGEX", "CONCAT",
]  # fmt: skip
_OPERATORS = ["=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||"]


def _compose(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(_OPERATORS), inner),
        st.builds("{}({})".format, st.sampled_from(_FUNCTIONS), inner),
        st.builds("{}({}, {})".format, st.sampled_from(_BINARY), inner, inner),
        st.builds("IF({}, {}, {})".format, inner, inner, inner),
        st.builds("COALESCE({}, {})".format, inner, inner),
        st.builds("SUBSTR({}, {}, {})".format, inner, inner, inner),
        st.builds("REPLACE({}, {}, {})".format, inner, inner, inner),
        st.builds("({} {} ({}, {}))".format, inner, st.sampled_from(["IN", "NOT IN"]), inner, inner),
        st.builds("!({})".format, inner),
        st.builds("xsd:{}({})".format, st.sampled_from(["integer", "decimal", "dateTime", "nothing"]), inner),
    )


expressions = st.recursive(st.one_of(variables, literals, iris), _compose, max_leaves=6)
aggregates = st.builds(
    "{}({}{})".format,
    st.sampled_from(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"]),
    st.sampled_from(["", "DISTINCT "]),
    expressions,
)

triples = st.builds("{} {} {} .".format, terms, paths, terms)


def _patterns(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("OPTIONAL {{ {} }}".format, inner),
        st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner),
        st.builds("MINUS {{ {} }}".format, inner),
        st.builds("GRAPH {} {{ {} }}".format, st.one_of(variables, iris), inner),
        st.builds("FILTER ({})".format, expressions),
        st.builds("FILTER {} {{ {} }}".format, st.sampled_from(["EXISTS", "NOT EXISTS"]), inner),
        st.builds("BIND ({} AS {})".format, expressions, variables),
        st.builds("VALUES {} {{ {} {} }}".format, variables, st.one_of(iris, literals), st.just("UNDEF")),
        st.builds("{{ SELECT {} {{ {} }} LIMIT 3 }}".format, variables, inner),
    )


patterns = st.recursive(triples, _patterns, max_leaves=4)
_modifiers = st.one_of(
    st.just(""),
    st.builds("GROUP BY {}".format, variables),
    st.builds("ORDER BY {}({})".format, st.sampled_from(["", "DESC", "ASC"]), expressions),
    st.builds("HAVING ({})".format, aggregates),
    st.builds("OFFSET {}".format, st.integers(0, 10**12)),
)
_selected = st.one_of(
    st.just("*"),
    variables,
    st.builds("DISTINCT {} {}".format, variables, variables),
    st.builds("({} AS ?n)".format, st.one_of(aggregates, expressions)),
    st.builds("{} ({} AS ?n)".format, variables, aggregates),
)
_datasets = st.sampled_from(
    ["", "", "", f"FROM <{_YZ}>", "FROM <https://w3id.org/yuezhi/graph/resolved>", "FROM NAMED <>"]
)
#: The limit keeps answers short; how much work they are it does not.
whole = st.one_of(
    st.builds("SELECT {} {} {{ {} }} {} LIMIT 20".format, _selected, _datasets, patterns, _modifiers),
    st.builds("ASK {} {{ {} }}".format, _datasets, patterns),
    st.builds("CONSTRUCT {{ {} }} {} WHERE {{ {} }} LIMIT 20".format, triples, _datasets, patterns),
    st.builds("DESCRIBE {}".format, st.sampled_from([f"<{_YZ}value>", f"<{_YZ}Metric>", "<>", "<rel>"])),
    st.builds("ASK {{ SERVICE SILENT {} {{ {} }} }}".format, st.one_of(variables, iris), patterns),
    st.sampled_from(["CLEAR ALL", "INSERT DATA { <a> <b> 1 }", "LOAD <http://127.0.0.1/>", "DROP ALL", ""]),
).map(PROLOGUE.__add__)


def _damage(text: str, at: float, length: int, put: str) -> str:
    """`text` with some characters from a place on exchanged for others."""
    start = int(at * len(text))
    return text[:start] + put + text[start + length :]


_STRAY = [
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    '"',
    "'''",
    "\\",
    "#",
    ".",
    ";",
    "?",
    "\x00",
    "\ufeff",
    "\u202e",
    "SERVICE",
    "%",
]
damaged = st.builds(
    _damage,
    whole,
    st.floats(0, 1),
    st.integers(0, 12),
    st.one_of(st.sampled_from(_STRAY), st.text(max_size=6), st.sampled_from(_STRAY).map(lambda s: s * 300)),
)
texts = st.one_of(whole, whole, damaged)
