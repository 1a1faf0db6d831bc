// Draws an answer that has years and amounts, as the server draws its charts: lines by a column of names.

const WIDTH = 720, HEIGHT = 320, LEFT = 96, RIGHT = 24, TOP = 24, BOTTOM = 40, MOST = 5;
const NS = "http://www.w3.org/2000/svg";

/** @typedef {{ name: string, points: [number, number][] }} Line */
/** @typedef {import("./endpoint.js").Answer} Answer */

/** The lines that an answer can be drawn as, or nothing. @param {Answer} answer @returns {Line[]} */
export function lines(answer) {
  const year = answer.columns.find((column) => every(answer, column, (text) => /(^|\/)(19|20)\d\d(-12-31)?$/.test(text)));
  const amount = answer.columns.findLast((column) => column !== year && every(answer, column, (text) => text !== "" && Number.isFinite(Number(text))));
  if (!year || !amount || answer.rows.length < 2) return [];
  const rest = answer.columns.filter((column) => column !== year && column !== amount && new Set(answer.rows.map((row) => row[column]?.value)).size > 1);
  // One column tells the lines apart if it can, else all do; two amounts of one line and year are not drawn over each other.
  const found = [...rest.map((column) => [column]), rest].map((columns) => byLine(answer, columns, year, amount)).find((all) => all.size > 0);
  if (!found) return [];
  return [...found]
    .map(([key, points]) => ({ name: key, points: /** @type {[number, number][]} */ ([...points].sort((a, b) => a[0] - b[0])) }))
    .sort((a, b) => b.points.length - a.points.length)
    .slice(0, MOST);
}

/** @param {Answer} answer @param {string[]} columns @param {string} year @param {string} amount @returns {Map<string, Map<number, number>>} */
function byLine(answer, columns, year, amount) {
  /** @type {Map<string, Map<number, number>>} */
  const found = new Map();
  for (const row of answer.rows) {
    const key = columns.map((column) => label(row[column]?.value ?? "")).join(" · ") || amount;
    const when = Number(/(\d{4})(-12-31)?$/.exec(row[year].value)?.[1]);
    const points = found.get(key) ?? new Map();
    if (points.has(when)) return new Map();
    found.set(key, points.set(when, Number(row[amount].value)));
  }
  return found;
}

/** @param {Answer} answer @param {string} column @param {(text: string) => boolean} holds */
const every = (answer, column, holds) => answer.rows.every((row) => row[column] !== undefined && holds(row[column].value));
/** @param {string} text */
const label = (text) => (text.startsWith("http") ? (text.split(/[/#]/).pop() ?? text) : text);

/** @param {Line[]} all @param {string} title @returns {Element[]} */
export function drawn(all, title) {
  const years = [...new Set(all.flatMap((line) => line.points.map(([year]) => year)))].sort((a, b) => a - b);
  const values = all.flatMap((line) => line.points.map(([, value]) => value));
  const low = Math.min(0, ...values), high = Math.max(0, ...values) || 1;
  const step = stepOf((high - low) / 5);
  const bottom = Math.floor(low / step) * step, top = Math.ceil(high / step) * step;
  const span = Math.max((years.at(-1) ?? 0) - years[0], 1);
  const x = (/** @type {number} */ year) => LEFT + 40 + ((WIDTH - LEFT - RIGHT - 80) * (year - years[0])) / span;
  const y = (/** @type {number} */ value) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (value - bottom)) / (top - bottom);
  const grid = made("g", { class: "grid" });
  for (let tick = bottom; tick <= top + step / 2; tick += step) {
    grid.append(made("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }), text(tick.toLocaleString(), { x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }));
  }
  for (const year of years) grid.append(text(String(year), { x: x(year), y: HEIGHT - BOTTOM + 22, "text-anchor": "middle" }));
  const picture = made("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title });
  picture.append(grid, ...all.map((line, place) => series(line, place + 1, x, y)));
  const legend = document.createElement("ul");
  legend.className = "legend";
  for (const [place, line] of all.entries()) {
    const item = document.createElement("li");
    item.className = `s${place + 1}`;
    item.append(document.createElement("i"), line.name);
    legend.append(item);
  }
  return [picture, legend];
}

/** @param {Line} line @param {number} number @param {(year: number) => number} x @param {(value: number) => number} y */
function series(line, number, x, y) {
  const group = made("g", { class: `series s${number}` });
  for (const [place, [year, value]] of line.points.entries()) {
    const before = line.points[place - 1];
    if (before) {
      const gap = year - before[0] > 1 ? " gap" : "";
      group.append(made("line", { class: `course${gap}`, x1: x(before[0]), y1: y(before[1]), x2: x(year), y2: y(value) }));
    }
    const point = made("circle", { class: "point", cx: x(year), cy: y(value), r: 5 });
    const told = document.createElementNS(NS, "title");
    told.textContent = `${year} · ${line.name} · ${value.toLocaleString()}`;
    point.append(told);
    group.append(point);
  }
  return group;
}

/** @param {number} rough */
function stepOf(rough) {
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= rough) ?? 10) * power;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function made(name, attributes) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** @param {string} content @param {Record<string, string | number>} attributes */
function text(content, attributes) {
  const element = made("text", attributes);
  element.textContent = content;
  return element;
}
