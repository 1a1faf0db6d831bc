// A short link to a query, kept by the server; a long one where the server keeps none.

/** @param {string} service @param {string} query @returns {Promise<string>} */
export async function shortLink(service, query) {
  const asked = { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: "application/json" } };
  const response = await fetch(service, asked).catch(() => undefined);
  if (response?.ok) return /** @type {{ url: string }} */ (await response.json()).url;
  const long = new URL("/sparql", location.href);
  long.searchParams.set("text", query);
  return long.href;
}
