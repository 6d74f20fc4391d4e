// Filters by language, tag, source and day, and how many results each other value would give.

const EPOCH = 719163; // the ordinal of 1970-01-01, counted from 0001-01-01 as 1
const SHOWN = 50;

const yearOf = (day) => (day ? String(new Date((day - EPOCH) * 864e5).getUTCFullYear()) : "");

/** The ordinal of the first (or last) day of `2023`, `2023-10` or `2023-10-20`. */
function ordinal(text, last) {
  const [, year, month, day] = /^(\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(String(text)) ?? [];
  if (!year) return last ? Infinity : 0;
  const date = new Date(0);
  if (last) date.setUTCFullYear(+year, month ? +month - (day ? 1 : 0) : 12, day ? +day : 0);
  else date.setUTCFullYear(+year, month ? +month - 1 : 0, day ? +day : 1);
  return Math.floor(date / 864e5) + EPOCH;
}

const chosen = (value) => (value === undefined || value === null || value === "" ? [] : [value].flat().map(String));

/** What a search is narrowed to. */
export function filtersOf(store, { language, tag, source, year, from, to }) {
  const values = (n) => ({
    language: [store.languages[store.language[n]][0]],
    tag: (store.tagsOf[n] ?? []).map((index) => store.tags[index][0]),
    source: store.source[n] ? [store.sources[store.source[n] - 1][0]] : [],
    year: store.day[n] ? [yearOf(store.day[n])] : [],
  });
  const wanted = { language: chosen(language), tag: chosen(tag), source: chosen(source), year: chosen(year) };
  const asked = Object.entries(wanted).filter(([, list]) => list.length);
  const since = from ? ordinal(from, false) : 0;
  const until = to ? ordinal(to, true) : Infinity;
  const dated = (n) => (!from && !to) || (store.day[n] > 0 && store.day[n] >= since && store.day[n] <= until);
  const failed = (n, own) =>
    asked.filter(([facet, list]) => !own[facet].some((value) => list.includes(value))).map(([facet]) => facet);
  return { values, dated, failed, passes: (n) => dated(n) && !failed(n, values(n)).length };
}

/** For each filter its values with counts: results if only that filter's value were another. */
export function facetsOf(store, filters, numbers, locale) {
  const counts = { language: new Map(), tag: new Map(), source: new Map(), year: new Map() };
  for (const n of numbers) {
    if (!filters.dated(n)) continue;
    const own = filters.values(n);
    const failed = filters.failed(n, own);
    if (failed.length > 1) continue;
    for (const facet of failed.length ? failed : Object.keys(counts)) {
      for (const value of own[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  const titles = (list) => new Map(list.map(([value, names]) => [value, names[locale] ?? Object.values(names)[0] ?? value]));
  const listed = (facet, named, order) =>
    [...counts[facet]].map(([value, count]) => ({ value, title: named?.get(value) ?? value, count })).sort(order);
  const most = (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1);
  const places = new Map(store.languages.map(([value], i) => [value, i]));
  return {
    language: listed("language", titles(store.languages), (a, b) => places.get(a.value) - places.get(b.value)),
    tag: listed("tag", titles(store.tags), most).slice(0, SHOWN),
    source: listed("source", titles(store.sources), most),
    year: listed("year", null, (a, b) => b.value - a.value),
  };
}
