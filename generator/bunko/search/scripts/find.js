// One search: which documents, in what order, with what beside them.

import { excerptOf, partsOf, spansOf } from "./excerpt.js";
import { facetsOf, filtersOf } from "./filters.js";
import { helpOf } from "./help.js";
import { matchWord } from "./match.js";
import { parse, places } from "./query.js";
import { ordered, scored } from "./scores.js";
import { telling } from "./terms.js";
import { waysOf } from "./ways.js";

const MOST = 100;
const CHECKED = 30;
const BREATH = 50;

/** Answers a query by a store; see CONTRACT.md for the shapes. */
export const find = async (store, query, options) => (await select(store, query, options)).answer;

/** The answer, and the numbers of all documents found, best first. */
export async function select(store, query, options) {
  const { locale = document.documentElement.lang, first, signal } = options;
  const words = parse(query, store);
  const state = { store, words, partial: false, about: false, dropped: new Set(), shown: [] };
  const tagging = () => store.tagging().catch(() => (state.partial = true));
  const matching = matchAll(state);
  store.dated();
  const [matched] = await Promise.all([matching, options.tag?.length && tagging()]);
  const filters = filtersOf(store, options);
  const { numbers, score } = scored(store, words, matched, locale);
  const order = ordered(options.sort, numbers.filter(filters.passes), score, store);
  const standing = (all) => (state.dropped.size ? all.filter((n) => !state.dropped.has(n)) : all);
  const answer = () => ({
    total: order.length - state.dropped.size,
    results: state.shown.map(({ n, record }) => result(words, record, score[n])),
    about: state.about,
    partial: state.partial,
    ways: waysOf(words, store, locale),
  });
  const rest = await confirmed(state, order, options);
  const more = !store.tags || rest.length > 0;
  if (first && more && state.shown.length && !signal?.aborted) {
    first(answer());
    await new Promise((go) => setTimeout(go, BREATH)); // the first results are painted before anything else is done
    signal?.throwIfAborted();
  }
  await Promise.all([tagging(), check(state, rest)]);
  const whole = { ...answer(), facets: facetsOf(store, filters, standing(numbers), locale) };
  const again = async (query) => (await select(store, query, { ...options, limit: 0, again: true, first: null })).answer;
  if (!whole.total) whole.help = await helpOf(state, matched, filters, { ...options, locale }, again);
  return { answer: whole, numbers: standing(order) };
}

async function matchAll(state) {
  const { store } = state;
  return Promise.all(
    state.words.map(async (word) => {
      const alone = state.words.length === 1; // several words make each other sure
      const sought = (terms, i) => (word.without ? terms : telling(terms, (term) => store.cost(term), alone && !i));
      const forms = word.forms.map(({ terms }, i) => ({ terms: sought(terms, i) }));
      const numbers = new Set(forms.flatMap(({ terms }) => terms.flatMap((term) => store.shardsOf(term))));
      const read = await Promise.allSettled([...numbers].map((number) => store.shard(number)));
      if (read.some(({ status }) => status === "rejected")) state.partial = true;
      const shards = read.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
      return matchWord({ forms }, shards, store.size);
    }),
  );
}

/** Puts the results from `offset` on whose texts hold the query indeed into `shown`; gives those that are to be looked at besides. */
async function confirmed(state, order, { limit = 10, offset = 0 }) {
  const most = Math.min(Math.max(Math.floor(limit) || 0, 0), MOST);
  const start = Math.max(Math.floor(offset) || 0, 0);
  let at = start;
  while (state.shown.length < most && at < order.length) {
    const numbers = order.slice(at, at + most - state.shown.length);
    at += numbers.length;
    state.shown.push(...(await check(state, numbers)));
  }
  const others = certain(state.words) ? [] : [...order.slice(0, start), ...order.slice(at)];
  state.about = others.length > 0 && order.length > CHECKED;
  return state.about ? [] : others;
}

/** Those of some documents whose texts hold the query; what does not is dropped. */
async function check(state, numbers) {
  const read = await Promise.allSettled(numbers.map((n) => state.store.record(n)));
  return numbers.flatMap((n, i) => {
    if (read[i].status === "rejected") state.partial = true;
    else if (holds(state, read[i].value)) return [{ n, record: read[i].value }];
    else state.dropped.add(n);
    return [];
  });
}

/** What is one term stands where the index says so. */
const certain = (words) =>
  words.every(({ forms }) => forms.every(({ folded, terms }) => terms.length === 1 && terms[0].term === folded));

function holds({ store, words }, record) {
  record.heading ??= store.folding.mapped(record.title);
  record.mapped ??= store.folding.mapped(record.text);
  const folded = `${record.heading.folded}\n${record.mapped.folded}`;
  return words.every((word) => (places(word, folded, 1).length > 0) !== word.without);
}

function result(words, { url, title, language, date, source, text, heading, mapped }, score) {
  const titleParts = partsOf(title, spansOf(heading, words));
  return { url, title, titleParts, language, date, source, excerpt: excerptOf(text, spansOf(mapped, words)), score };
}
