// Asks the endpoint, and tells its failures with line and column.

/** @typedef {{ type: string, value: string, "xml:lang"?: string, datatype?: string }} Term */
/** @typedef {{ columns: string[], rows: Record<string, Term>[], boolean?: boolean, text?: string, raw?: string, milliseconds: number }} Answer */

export class Failure extends Error {
  /** @param {{ title?: string, detail?: string, line?: number, column?: number, advice?: string }} problem */
  constructor(problem) {
    super(problem.detail ?? problem.title ?? "");
    this.title = problem.title ?? "";
    this.advice = problem.advice ?? "";
    this.line = problem.line;
    this.column = problem.column;
  }
}

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.1";

/** @param {string} endpoint @param {string} query @param {AbortSignal} signal @returns {Promise<Answer>} */
export async function ask(endpoint, query, signal) {
  const began = performance.now();
  const response = await fetch(endpoint, { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: ACCEPT }, signal });
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok) throw new Failure(type.includes("json") ? await response.json() : { title: String(response.status), detail: await response.text() });
  const text = await response.text();
  const milliseconds = Math.round(performance.now() - began);
  if (!type.includes("json")) return { columns: [], rows: [], text, milliseconds };
  const told = JSON.parse(text);
  return { columns: told.head.vars ?? [], rows: told.results?.bindings ?? [], boolean: told.boolean, raw: text, milliseconds };
}
