// What else a person may do who found nothing.

import { scored, select } from "./find.js";

/** The forms that were looked for, tags like them, and queries that find more. */
export async function helpOf(state, matched, filters, options) {
  const { store, words } = state;
  const locale = options.locale ?? document.documentElement.lang;
  const tried = [...new Set(words.flatMap(({ forms }) => forms.map(({ folded }) => folded)))];
  const without = words.length > 1 ? words.map((_, i) => fewer(store, words, matched, filters, i)) : [];
  const all = scored(store, words, matched).size;
  if (all) without.push({ query: words.map(written).join(" "), total: all, filters: false });
  if (words.some(({ exact }) => exact) && !options.again) {
    const query = words.map(({ text, without: minus }) => (minus ? "-" : "") + text).join(" ");
    const { answer } = await select(store, query, { ...options, limit: 0, again: true });
    without.push({ query, total: answer.total, quotes: false });
  }
  return { tried, tags: tagsLike(store, tried, locale), without: without.filter(({ total }) => total) };
}

function fewer(store, words, matched, filters, i) {
  const rest = words.filter((_, j) => j !== i);
  const found = scored(
    store,
    rest,
    matched.filter((_, j) => j !== i),
  );
  return { query: rest.map(written).join(" "), total: [...found.keys()].filter((n) => filters.passes(n)).length };
}

const written = ({ text, exact, without }) => (without ? "-" : "") + (exact ? `"${text}"` : text);

function tagsLike(store, tried, locale) {
  const near = store.tags.filter(([, titles]) =>
    Object.values(titles).some((title) => {
      const folded = store.folding.fold(title);
      return tried.some((form) => form.includes(folded) || (form.length > 1 && folded.includes(form)));
    }),
  );
  return near.slice(0, 8).map(([tag, titles]) => ({ title: titles[locale] ?? tag, url: `${locale}/tags/${tag}/` }));
}
