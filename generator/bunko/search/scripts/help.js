// What else a person may do who found nothing.

import { scored } from "./scores.js";

/** The forms that were looked for, tags like them, and queries that find more; `again` answers another query. */
export async function helpOf({ store, words }, matched, filters, { locale, again: second }, again) {
  const wanted = words.filter(({ without }) => !without);
  const tried = [...new Set(wanted.flatMap(({ forms }) => forms.map(({ folded }) => folded)))];
  const without = words.length > 1 ? words.map((_, i) => fewer(store, words, matched, filters, i)) : [];
  if (words.length && !wanted.length) without.push(bare(store, words, matched, filters)); // a minus alone finds nothing
  const all = scored(store, words, matched).numbers.length;
  if (all) without.push({ query: words.map(written).join(" "), total: all, filters: false });
  if (words.some(({ exact }) => exact) && !second) {
    const query = words.map(({ text, without: minus }) => (minus ? "-" : "") + text).join(" ");
    without.push({ query, total: (await again(query)).total, quotes: false });
  }
  return { tried, tags: tagsLike(store, tried, locale), without: without.filter(({ total }) => total) };
}

function fewer(store, words, matched, filters, i) {
  const others = (list) => list.filter((_, j) => j !== i);
  return offer(store, others(words), others(matched), filters);
}

const bare = (store, words, matched, filters) =>
  offer(store, words.map((word) => ({ ...word, without: false })), matched, filters);

function offer(store, words, matched, filters) {
  const { numbers } = scored(store, words, matched);
  return { query: words.map(written).join(" "), total: numbers.filter(filters.passes).length };
}

const written = ({ text, exact, without }) => (without ? "-" : "") + (exact ? `"${text}"` : text);

function tagsLike(store, tried, locale) {
  const near = (store.tags ?? []).filter(([, titles]) =>
    Object.values(titles).some((title) => {
      const folded = store.folding.fold(title);
      return tried.some((form) => form.includes(folded) || (form.length > 1 && folded.includes(form)));
    }),
  );
  return near.slice(0, 8).map(([tag, titles]) => ({ title: titles[locale] ?? tag, url: `${locale}/tags/${tag}/` }));
}
