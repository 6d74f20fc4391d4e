// What is known of a document besides its text: a day or a publisher that is typed finds the documents of it.

const PRINTED = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u;
const NUMERIC = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u;
const EPOCH = 719163; // the ordinal of 1970-01-01, counted from 0001-01-01 as 1
const NOBODY = new Set();

/** Year, month and day of a folded text that is a date; null where it is none. */
export function dateOf(folded) {
  const [, year, month, day] = folded.match(PRINTED) ?? folded.match(NUMERIC) ?? [];
  return day ? [Number(year), Number(month), Number(day)] : null;
}

/** The numbers of the documents that were published on the day, or by the publisher, that a word names. */
export function factsOf({ exact, forms }, store) {
  if (exact || !forms.length) return NOBODY;
  const [{ folded }] = forms;
  const date = dateOf(folded);
  const day = date && Math.floor(Date.UTC(date[0], date[1] - 1, date[2]) / 864e5) + EPOCH;
  const source = publishers(store).get(folded);
  if (!day && source === undefined) return NOBODY;
  return new Set(store.numbers.filter((n) => store.day[n] === day || (source !== undefined && store.source[n] - 1 === source)));
}

/** The publishers' folded names in every language, with their places in `store.sources`. */
function publishers(store) {
  store.publishers ??= new Map(
    store.sources.flatMap(([, names], place) => Object.values(names).map((name) => [store.folding.fold(name).trim(), place])),
  );
  return store.publishers;
}
