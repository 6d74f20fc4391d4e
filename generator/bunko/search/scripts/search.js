// Search in the archive's index (ARCHITECTURE.md, "The search index"). Text comes out as text, never as HTML.

import { spansOf } from "./excerpt.js";
import { find } from "./find.js";
import { Folding } from "./fold.js";
import { parse } from "./query.js";
import { Store } from "./store.js";

const ROOT = new URL("./index/", import.meta.url);

let opening = null;
let store = { folding: new Folding(), labels: new Map() };

function open() {
  opening ??= Store.open(ROOT).then((opened) => (store = opened));
  opening.catch(() => (opening = null));
  return opening;
}

/** Loads what every search needs. */
export async function prepare() {
  await open();
}

/** Where a query's words stand in a text: `[start, end]` in its UTF-16 units. It knows a site's variants after `prepare()`. */
export function spans(text, query) {
  return spansOf(store.folding.mapped(text), parse(query, store)).map(([start, end]) => [start, end]);
}

/** Finds texts; what goes in and comes out stands in CONTRACT.md. Rejects where the index cannot be read, or on abort. */
export async function search(query, options = {}) {
  const { signal } = options;
  signal?.throwIfAborted();
  const answer = run(query, options);
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    answer.then(resolve, reject);
  });
}

async function run(query, options) {
  const answer = await find(await open(), query, options);
  if (!answer.partial) return answer;
  const newest = await Store.open(ROOT).catch(() => store);
  if (newest.name === store.name) return answer;
  opening = Promise.resolve((store = newest));
  return find(store, query, options);
}
