// The query editor: CodeMirror with our own completion, run against this server's endpoint.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete } from "./completion.js";
import { Failure, ask } from "./endpoint.js";
import { asCode } from "./recipes.js";
import { showAnswer, showFailure } from "./results.js";
import { shortLink } from "./sharing.js";
import { words } from "./words.js";

const theme = EditorView.theme({
  "&": { fontSize: "0.9375rem", border: "1px solid var(--soft)", borderRadius: "4px", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--blue)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "20rem", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--soft)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--blue) 6%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--blue) 22%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--blue)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", fontStyle: "normal" },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--blue)", fontWeight: "600" },
  { tag: [tags.string, tags.literal, tags.number], color: "var(--green)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.variableName, color: "var(--violet)" },
  { tag: [tags.atom, tags.standard(tags.variableName)], color: "var(--ochre)" },
]);

const place = document.getElementById("editor");
const form = document.querySelector("form.plain-editor");
if (place && form instanceof HTMLFormElement) begin(place, form);

/** Puts the editor in the place of the plain form. @param {HTMLElement} place @param {HTMLFormElement} form */
function begin(place, form) {
  const told = words(place.dataset.lang ?? "en");
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("query"));
  const endpoint = form.action;
  // In a root of its own, where style sheets made by script need no exception in the page's policy.
  const root = place.attachShadow({ mode: "open" });
  const mount = document.createElement("div");
  root.append(mount);
  const view = new EditorView({ root, parent: mount, state: EditorState.create({ doc: field.value, extensions: extensions(told, () => run()) }) });
  const answer = document.createElement("section");
  answer.setAttribute("aria-live", "polite");
  answer.className = "answer";
  const bar = toolbar(told, run, share, () => copyable(view));
  place.after(bar, answer);
  form.hidden = true;

  /** @type {AbortController | undefined} */ let running;
  async function run() {
    running?.abort();
    running = new AbortController();
    answer.textContent = told.running;
    view.dispatch(setDiagnostics(view.state, []));
    try {
      const query = view.state.doc.toString();
      showAnswer(answer, await ask(endpoint, query, running.signal), told, { endpoint, query });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      showFailure(answer, error, told);
      if (error instanceof Failure) point(view, error);
    }
  }
  for (const link of document.querySelectorAll("a[data-query]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const text = /** @type {HTMLElement} */ (link).dataset.query ?? "";
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      run();
    });
  }
  /** Puts a short link to the query into the address and on the clipboard, and says so. */
  async function share() {
    const address = await shortLink(place?.dataset.share ?? "/s", view.state.doc.toString());
    window.history.replaceState(null, "", address);
    const hint = bar.querySelector("small");
    if (hint) hint.textContent = `${told.shared} ${address}`;
    navigator.clipboard?.writeText(address).catch(() => undefined);
  }
  /** @param {EditorView} view */
  function copyable(view) {
    answer.replaceChildren(...asCode(new URL(endpoint, location.href).href, view.state.doc.toString()));
  }
}

/** @param {import("./words.js").Words} told @param {() => void} run */
function extensions(told, run) {
  return [
    lineNumbers(), history(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(),
    StreamLanguage.define(sparql), syntaxHighlighting(colours), theme, EditorView.lineWrapping,
    autocompletion({ override: [complete], activateOnTyping: true }),
    EditorView.contentAttributes.of({ "aria-label": told.editor }),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...completionKeymap, indentWithTab]),
  ];
}

/** Marks the place that the server names. @param {EditorView} view @param {Failure} failure */
function point(view, failure) {
  if (!failure.line) return;
  const line = view.state.doc.line(Math.min(failure.line, view.state.doc.lines));
  const from = Math.min(line.from + Math.max((failure.column ?? 1) - 1, 0), line.to);
  view.dispatch(setDiagnostics(view.state, [{ from, to: Math.min(from + 1, view.state.doc.length), severity: "error", message: failure.message }]));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}

/** @param {import("./words.js").Words} told @param {() => void} run @param {() => void} share @param {() => void} code */
function toolbar(told, run, share, code) {
  const bar = document.createElement("p");
  bar.className = "plain-editor toolbar";
  /** @type {[string, () => void][]} */
  const actions = [[told.run, run], [told.share, share], [told.code, code]];
  for (const [label, action] of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", action);
    bar.append(button, " ");
  }
  const hint = document.createElement("small");
  hint.setAttribute("role", "status");
  hint.textContent = told.hint;
  bar.append(hint);
  return bar;
}
