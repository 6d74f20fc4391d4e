// Filters by language, tag, source and day, and how many results each other value would give.

const EPOCH = 719163; // the ordinal of 1970-01-01, counted from 0001-01-01 as 1
const SHOWN = 50;
const NONE = [];

const yearOf = (day) => (day ? new Date((day - EPOCH) * 864e5).getUTCFullYear() : 0);

/** The ordinal of the first (or last) day of `2023`, `2023-10` or `2023-10-20`. */
export function ordinal(text, last) {
  const [, year, month, day] = /^(\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(String(text)) ?? [];
  if (!year) return last ? Infinity : 0;
  const date = new Date(0);
  if (last) date.setUTCFullYear(+year, month ? +month - (day ? 1 : 0) : 12, day ? +day : 0);
  else date.setUTCFullYear(+year, month ? +month - 1 : 0, day ? +day : 1);
  return Math.floor(date / 864e5) + EPOCH;
}

const chosen = (value) => (value === undefined || value === null || value === "" ? [] : [value].flat().map(String));

/** The values of each facet, by document, as numbers; a document has several tags. */
function valuesOf(store) {
  const years = new Map();
  const year = (n) => {
    const day = store.day[n];
    if (!years.has(day)) years.set(day, yearOf(day));
    return years.get(day);
  };
  return {
    language: (n) => store.language[n],
    source: (n) => store.source[n] - 1,
    year: (n) => year(n) || -1,
    tag: (n) => store.tagsOf?.[n] ?? NONE,
  };
}

const has = (value, wanted) => (typeof value === "number" ? wanted.has(value) : value.some((one) => wanted.has(one)));

/** What a search is narrowed to; `tag` needs the store's tags. */
export function filtersOf(store, { language, tag, source, year, from, to }) {
  const values = valuesOf(store);
  const named = (list, names) => {
    const numbers = new Map(names.map(([value], number) => [value, number]));
    return new Set(chosen(list).map((name) => numbers.get(name) ?? NaN)); // an unknown value is nobody's
  };
  const asked = Object.entries({
    language: named(language, store.languages),
    tag: named(tag, store.tags ?? NONE),
    source: named(source, store.sources),
    year: new Set(chosen(year).map(Number)),
  }).filter(([, wanted]) => wanted.size);
  const since = from ? ordinal(from, false) : 0;
  const until = to ? ordinal(to, true) : Infinity;
  const dated = (n) => (!from && !to) || (store.day[n] > 0 && store.day[n] >= since && store.day[n] <= until);
  const passes = (n) => dated(n) && asked.every(([facet, wanted]) => has(values[facet](n), wanted));
  return { values, dated, asked, passes };
}

/** For each filter its values with counts: results if only that filter's value were another. */
export function facetsOf(store, { values, dated, asked }, numbers, locale) {
  const counts = { language: new Map(), tag: new Map(), source: new Map(), year: new Map() };
  const count = (facet, value) => value >= 0 && counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  for (const n of numbers) {
    if (!dated(n)) continue;
    const failed = asked.filter(([facet, wanted]) => !has(values[facet](n), wanted));
    if (failed.length > 1) continue;
    for (const facet in counts) {
      if (failed.length && failed[0][0] !== facet) continue;
      const own = values[facet](n);
      if (typeof own === "number") count(facet, own);
      else for (const value of own) count(facet, value);
    }
  }
  const listed = (facet, order, names) =>
    [...counts[facet]]
      .map(([number, count]) => {
        const [value, titles = {}] = names?.[number] ?? [String(number)];
        return { value, title: titles[locale] ?? Object.values(titles)[0] ?? value, count, number };
      })
      .sort(order)
      .map(({ value, title, count }) => ({ value, title, count }));
  const most = (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1);
  return {
    language: listed("language", (a, b) => a.number - b.number, store.languages),
    tag: listed("tag", most, store.tags ?? NONE).slice(0, SHOWN),
    source: listed("source", most, store.sources),
    year: listed("year", (a, b) => b.number - a.number),
  };
}
