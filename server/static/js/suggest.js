// Suggestions below the search box while one types: arrow keys, Enter, Escape.

/** @typedef {{ id: string, url: string, name: string, note: string }} Hit */

const WAIT_MS = 120;

/** @param {HTMLInputElement} box */
export function suggest(box) {
  const list = document.createElement("div");
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list", "aria-expanded": "false" })) {
    box.setAttribute(name, value);
  }
  /** @type {Hit[]} */ let hits = [];
  let current = -1;
  /** @type {AbortController | undefined} */ let running;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    current = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (/** @type {number} */ index) => {
    current = (index + hits.length) % hits.length;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === current)));
    box.setAttribute("aria-activedescendant", `suggestion-${current}`);
    list.children[current].scrollIntoView({ block: "nearest" });
  };
  const show = (/** @type {Hit[]} */ found) => {
    hits = found;
    list.replaceChildren(...found.map((hit, i) => option(hit, i)));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    running?.abort();
    const words = box.value.trim();
    if (!words) return close();
    running = new AbortController();
    const url = `${box.dataset.suggest}.json?${new URLSearchParams({ q: words, lang: box.dataset.lang ?? "zh", limit: "8" })}`;
    try {
      const answer = await fetch(url, { signal: running.signal });
      if (answer.ok) show((await answer.json()).hits);
    } catch (error) {
      if (!(error instanceof DOMException)) close();
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) location.assign(hits[current].url);
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => setTimeout(close, 150));
}

/** @param {Hit} hit @param {number} index */
function option(hit, index) {
  const line = document.createElement("div");
  line.id = `suggestion-${index}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const note = document.createElement("small");
  note.textContent = hit.note;
  line.append(hit.name, note);
  line.addEventListener("mousedown", () => location.assign(hit.url));
  return line;
}
