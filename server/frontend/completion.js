// Completes keywords, variables of the query, and classes, properties and things by any of their names.

const KEYWORDS = "SELECT WHERE DISTINCT FILTER OPTIONAL UNION VALUES BIND GRAPH MINUS EXISTS NOT GROUP BY ORDER BY DESC ASC HAVING LIMIT OFFSET PREFIX ASK CONSTRUCT DESCRIBE COUNT SUM AVG MIN MAX GROUP_CONCAT lang str contains regex strstarts".split(" ");
const PREFIXES = {
  yz: "https://w3id.org/yuezhi/ontology#",
  code: "https://w3id.org/yuezhi/code/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  dcterms: "http://purl.org/dc/terms/",
};
const WAIT_MS = 150;

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
export async function complete(context) {
  const variable = context.matchBefore(/\?\w*/);
  if (variable) {
    const names = new Set(context.state.doc.toString().match(/\?\w+/g));
    return { from: variable.from, options: [...names].filter((name) => name !== variable.text).map((label) => ({ label, type: "variable" })) };
  }
  const word = context.matchBefore(/[\w:\-\u3400-\u9fff]{2,}/);
  if (!word) return null;
  const keywords = KEYWORDS.filter((keyword) => keyword.toLowerCase().startsWith(word.text.toLowerCase())).map((label) => ({ label, type: "keyword", boost: 1 }));
  const prefix = Object.entries(PREFIXES).filter(([name]) => `prefix ${name}`.startsWith(`prefix ${word.text.toLowerCase()}`)).map(([name, iri]) => ({ label: `${name}:`, detail: iri, type: "namespace" }));
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  if (context.aborted) return null;
  return { from: word.from, options: [...keywords, ...prefix, ...(await things(word.text, context.state.doc.toString()))], filter: false };
}

/** @param {string} word @param {string} query */
async function things(word, query) {
  const asked = word.replace(/^\w+:/, "");
  const kind = { yz: "term", code: "code" }[word.split(":")[0]] ?? "";
  if (asked.length < 2) return [];
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  try {
    const answer = await fetch(`/search.json?${new URLSearchParams({ q: asked, kind, limit: "12", lang })}`);
    const hits = answer.ok ? (await answer.json()).hits : [];
    return hits.map((/** @type {{ id: string, name: string, note: string }} */ hit) => ({ label: hit.name, detail: `${hit.note} · ${local(hit.id)}`, apply: written(hit.id, query), type: "class" }));
  } catch {
    return [];
  }
}

/** @param {string} iri */
const local = (iri) => iri.split(/[/#]/).pop() ?? iri;

/** An IRI by a prefix that the query declares, else in full. @param {string} iri @param {string} query */
function written(iri, query) {
  for (const [, name, namespace] of query.matchAll(/PREFIX\s+([\w-]*):\s*<([^>]*)>/gi)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (/^[A-Za-z][\w-]*$/.test(local)) return `${name}:${local}`;
  }
  return `<${iri}>`;
}
