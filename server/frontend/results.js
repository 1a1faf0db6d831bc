// Shows an answer as a table (things lead to their pages), or as text; shows failures.

import { drawn, lines } from "./chart.js";

const MOST = 1000;
const BASE = "https://w3id.org/yuezhi/";

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @typedef {{ endpoint: string, query: string }} Asked */
/** @typedef {import("./endpoint.js").Answer} Answer */
/** @typedef {import("./words.js").Words} Words */

const TABLES = ["csv", "tsv", "json", "xml"];
const GRAPHS = ["turtle", "ntriples", "rdfxml", "jsonld"];

/** @param {HTMLElement} place @param {Answer} answer @param {Words} told @param {Asked} asked */
export function showAnswer(place, answer, told, asked) {
  const time = `${answer.milliseconds} ${told.milliseconds}`;
  if (answer.text !== undefined) {
    place.replaceChildren(element("p", { class: "note" }, time), element("pre", { tabindex: "0" }, answer.text), downloads(GRAPHS, told, asked));
  } else if (answer.boolean !== undefined) {
    place.replaceChildren(element("p", { class: "big" }, String(answer.boolean)), element("p", { class: "note" }, time));
  } else {
    const note = `${answer.rows.length.toLocaleString()} ${told.rows} · ${time}${answer.rows.length > MOST ? ` · ${told.cut}` : ""}`;
    place.replaceChildren(element("p", { class: "note" }, answer.rows.length ? note : `${told.none} · ${time}`), ...views(answer, told), downloads(TABLES, told, asked));
  }
}

/** Buttons for the ways to show a result, and the one that is shown. @param {Answer} answer @param {Words} told */
function views(answer, told) {
  const able = lines(answer);
  const place = element("div", {});
  /** @type {[string, () => Element[]][]} */
  const ways = [[told.table, () => [table(answer)]]];
  if (able.length) ways.push([told.chart, () => drawn(able, told.chart)]);
  ways.push([told.raw, () => [element("pre", { tabindex: "0" }, answer.raw ?? "")]]);
  const buttons = ways.map(([label, show]) => {
    const button = element("button", { type: "button", "aria-pressed": "false" }, label);
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      place.replaceChildren(...show());
    });
    return button;
  });
  buttons[0].click();
  return [element("p", { class: "views", role: "group", "aria-label": told.views }, ...buttons), place];
}

/** The whole answer in every format, asked for anew. @param {string[]} formats @param {Words} told @param {Asked} asked */
function downloads(formats, told, asked) {
  const query = element("input", { type: "hidden", name: "query", value: asked.query });
  const buttons = formats.map((format) => element("button", { name: "format", value: format }, format));
  return element("form", { class: "views", method: "post", action: asked.endpoint, target: "_blank" }, element("span", {}, told.download), query, ...buttons);
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
