// Shows an answer as a table (things lead to their pages), or as text; shows failures.

const MOST = 1000;
const BASE = "https://w3id.org/yuezhi/";

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {HTMLElement} place @param {import("./endpoint.js").Answer} answer @param {import("./words.js").Words} told */
export function showAnswer(place, answer, told) {
  const time = `${answer.milliseconds} ${told.milliseconds}`;
  if (answer.text !== undefined) {
    place.replaceChildren(element("p", { class: "note" }, time), element("pre", {}, answer.text));
  } else if (answer.boolean !== undefined) {
    place.replaceChildren(element("p", { class: "big" }, String(answer.boolean)), element("p", { class: "note" }, time));
  } else {
    const note = `${answer.rows.length.toLocaleString()} ${told.rows} · ${time}${answer.rows.length > MOST ? ` · ${told.cut}` : ""}`;
    place.replaceChildren(element("p", { class: "note" }, answer.rows.length ? note : `${told.none} · ${time}`), table(answer));
  }
}

/** @param {import("./endpoint.js").Answer} answer */
function table(answer) {
  const head = element("tr", {}, ...answer.columns.map((column) => element("th", { scope: "col" }, column)));
  const body = answer.rows.slice(0, MOST).map((row) => element("tr", {}, ...answer.columns.map((column) => cell(row[column]))));
  const made = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "SPARQL" }, made);
}

/** @param {import("./endpoint.js").Term | undefined} term */
function cell(term) {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", {}, element("a", { href: page(term.value) }, short(term.value)));
  const number = /(decimal|integer|double)$/.test(term.datatype ?? "");
  const text = element("td", number ? { class: "figure" } : {}, number ? grouped(term.value) : term.value);
  if (term["xml:lang"]) text.append(element("sup", { class: "tag" }, term["xml:lang"]));
  return text;
}

/** @param {string} iri */
const page = (iri) => (iri.startsWith(`${BASE}id/`) ? `/doc/${iri.slice(BASE.length + 3)}` : iri.startsWith(BASE) ? `/${iri.slice(BASE.length)}` : iri);
/** @param {string} iri */
const short = (iri) => (iri.startsWith(`${BASE}ontology#`) ? `yz:${iri.slice(BASE.length + 9)}` : iri.startsWith(`${BASE}id/`) ? iri.slice(BASE.length + 3) : iri.startsWith(BASE) ? iri.slice(BASE.length) : iri);
/** @param {string} text */
const grouped = (text) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** @param {HTMLElement} place @param {unknown} error @param {import("./words.js").Words} told */
export function showFailure(place, error, told) {
  const problem = /** @type {{ title?: string, message?: string, advice?: string, line?: number, column?: number }} */ (error);
  const where = problem.line ? ` (${problem.line}:${problem.column ?? 1})` : "";
  place.replaceChildren(
    element("p", { class: "flag", role: "alert" }, (problem.title || told.lost) + where),
    element("pre", {}, problem.message ?? String(error)),
    element("p", { class: "note" }, problem.advice ?? ""),
  );
}
