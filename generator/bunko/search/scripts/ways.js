// What is known of documents besides their texts: who types a day or a publisher is shown the way to its articles.

import { dateOf, printed } from "./dates.js";
import { ordinal } from "./filters.js";

/**
 * Lists that a word names: of the month of a day on which articles were published, and of a publisher's articles, each
 * `{kind, title, url}`. They are told beside the results, which are the texts that hold the words.
 */
export function waysOf(words, store, locale) {
  return words.filter(({ exact, without }) => !exact && !without).flatMap(({ forms: [{ folded }] }) => {
    const date = dateOf(folded);
    const source = publishers(store).get(folded);
    return [date?.[2] && wayToDay(date, store, locale), source !== undefined && wayToSource(source, store, locale)].filter(Boolean);
  });
}

function wayToDay([year, month, day], store, locale) {
  const wanted = ordinal(`${year}-${month}-${day}`);
  const url = `${locale}/articles/${year}/${String(month).padStart(2, "0")}/`;
  return store.numbers.some((n) => store.day[n] === wanted) && { kind: "day", title: printed([year, month, day]), url };
}

function wayToSource(source, store, locale) {
  const [id, names] = store.sources[source];
  return { kind: "source", title: names[locale] ?? id, url: `${locale}/sources/${id}/` };
}

/** The publishers' folded names in every language, with their places in `store.sources`. */
function publishers(store) {
  store.publishers ??= new Map(
    store.sources.flatMap(([, names], place) => Object.values(names).map((name) => [store.folding.fold(name).trim(), place])),
  );
  return store.publishers;
}
