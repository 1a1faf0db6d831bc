// The query as a command or script to take away.

/** @param {string} endpoint @param {string} query @returns {HTMLElement[]} */
export function asCode(endpoint, query) {
  const json = JSON.stringify(query);
  const python = /\\|"""|"$/.test(query) ? json : `"""${query}"""`;
  /** @type {[string, string][]} */
  const recipes = [
    ["curl", `curl -s '${endpoint}' -H 'Accept: text/csv' --data-urlencode query@- <<'SPARQL'\n${query.trim()}\nSPARQL`],
    ["Python", `import csv, io, urllib.parse, urllib.request\n\nquery = ${python}\nasked = urllib.request.Request(\n    ${JSON.stringify(endpoint)},\n    data=urllib.parse.urlencode({"query": query}).encode(),\n    headers={"Accept": "text/csv"},\n)\nwith urllib.request.urlopen(asked) as answer:\n    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))`],
    ["R", `query <- ${json}\nrows <- read.csv(\n  paste0(${JSON.stringify(`${endpoint}?format=csv&query=`)}, URLencode(query, reserved = TRUE)),\n  encoding = "UTF-8"\n)`],
  ];
  return recipes.map(([name, text]) => {
    const made = document.createElement("div");
    const title = document.createElement("h3");
    const code = document.createElement("pre");
    title.textContent = name;
    code.textContent = text;
    made.append(title, code);
    return made;
  });
}
