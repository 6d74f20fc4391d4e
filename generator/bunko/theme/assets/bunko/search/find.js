// One search: which documents, in what order, with what beside them.

import { excerptOf, partsOf, spansOf } from "./excerpt.js";
import { facetsOf, filtersOf } from "./filters.js";
import { matchWord } from "./match.js";
import { parse, places } from "./query.js";

const MOST = 100;
const CHECKED = 20;
const DOUBTFUL = 30;

/** Answers a query by a store; see CONTRACT.md for the shapes. */
export const find = async (store, query, options) => (await select(store, query, options)).answer;

/** The answer, and the numbers of all documents found, best first. */
export async function select(store, query, options) {
  const words = parse(query, store);
  const state = { store, words, partial: false };
  const matched = await matchAll(state);
  const filters = filtersOf(store, options);
  const scores = scored(store, words, matched);
  const order = [...scores.keys()].filter((n) => filters.passes(n));
  sortBy(options.sort, order, scores, store);
  const limit = Math.min(Math.max(Math.floor(options.limit ?? 10) || 0, 0), MOST);
  const offset = Math.max(Math.floor(options.offset ?? 0) || 0, 0);
  const shown = await confirmed(state, order, scores, offset, limit);
  const numbers = order.filter((n) => scores.has(n));
  const answer = {
    total: numbers.length,
    results: shown.map(({ n, record }) => result(state, record, scores.get(n))),
    facets: facetsOf(store, filters, scores.keys(), options.locale ?? document.documentElement.lang),
    partial: state.partial,
  };
  if (!answer.total) answer.help = await (await import("./help.js")).helpOf(state, matched, filters, options);
  return { answer, numbers };
}

async function matchAll(state) {
  return Promise.all(
    state.words.map(async (word) => {
      const numbers = new Set(word.forms.flatMap(({ terms }) => terms.flatMap((term) => state.store.shardsOf(term))));
      const read = await Promise.allSettled([...numbers].map((number) => state.store.shard(number)));
      if (read.some(({ status }) => status === "rejected")) state.partial = true;
      const shards = read.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
      return matchWord(word, shards, state.store.size);
    }),
  );
}

/** Documents that hold all words but those to be left out, with their scores. */
export function scored(store, words, matched) {
  const scores = new Map();
  const wanted = words.map((word, i) => [word, matched[i]]).filter(([word]) => !word.without);
  const unwanted = matched.filter((_, i) => words[i].without);
  if (!wanted.length) return scores;
  const weights = wanted.map(([, { often }]) => {
    let count = 0;
    for (const n of store.numbers) if (often[n]) count++;
    return Math.log(1 + (store.numbers.length + 1) / (count + 1));
  });
  const newest = store.numbers.reduce((day, n) => Math.max(day, store.day[n]), 1);
  for (const n of store.numbers) {
    if (wanted.some(([, { often }]) => !often[n]) || unwanted.some(({ often }) => often[n])) continue;
    let score = 0;
    wanted.forEach(([, { often, where }], i) => {
      const place = where[n] & 2 ? 4 : where[n] & 1 ? 1 : 0;
      score += weights[i] * ((2.2 * often[n]) / (often[n] + 1.2) + place);
    });
    const age = store.day[n] ? (newest - store.day[n]) / 365 : 50;
    scores.set(n, score + 0.3 / (1 + age));
  }
  return scores;
}

function sortBy(sort, order, scores, store) {
  const newer = (a, b) => store.day[b] - store.day[a] || b - a;
  order.sort(sort === "date" ? newer : (a, b) => scores.get(b) - scores.get(a) || newer(a, b));
}

/** The results from `offset` on whose texts hold the query indeed; what does not is dropped from `scores`. */
async function confirmed(state, order, scores, offset, limit) {
  const { store } = state;
  const found = [];
  const check = async (numbers) => {
    const read = await Promise.allSettled(numbers.map((n) => store.record(n)));
    return numbers.flatMap((n, i) => {
      if (read[i].status === "rejected") state.partial = true;
      else if (holds(state, read[i].value)) return [{ n, record: read[i].value }];
      else scores.delete(n);
      return [];
    });
  };
  let at = offset;
  while (found.length < limit && at < order.length) {
    const numbers = order.slice(at, at + limit - found.length);
    at += numbers.length;
    found.push(...(await check(numbers)));
  }
  const rest = order.length <= (doubtful(state.words) ? DOUBTFUL : CHECKED) ? [...order.slice(0, offset), ...order.slice(at)] : [];
  if (rest.length) await check(rest);
  return found;
}

/** Two terms fit by chance once in sixteen times; three, or two of kana, rarely. */
const doubtful = (words) => words.some(({ forms }) => forms.some(({ terms }) => terms.length === 2));

function holds({ store, words }, record) {
  record.folded ??= store.folding.fold(`${record.title}\n${record.text}`);
  return words.every((word) => (places(word, record.folded, 1).length > 0) !== word.without);
}

function result({ store, words }, record, score) {
  const { url, title, language, date, source, text } = record;
  const spans = spansOf(text, words, store.folding);
  const titleParts = partsOf(title, spansOf(title, words, store.folding));
  return { url, title, titleParts, language, date, source, excerpt: excerptOf(text, spans), score };
}
