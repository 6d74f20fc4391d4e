// What is known of a document besides its text: a day or a publisher that is typed finds the documents of it.

const PRINTED = /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/u;
const NUMERIC = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2}))$/u;
const ERA = /^(明治|大正|昭和|平成|令和|民国|民國|[mtshr])(元|\d{1,3})(?:年(?:(\d{1,2})月(?:(\d{1,2})日)?)?|\.(\d{1,2})\.(\d{1,2}))$/u;
/** The year before the first of each era. */
const BEFORE = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018, 民国: 1911, 民國: 1911, m: 1867, t: 1911, s: 1925, h: 1988, r: 2018 };
const EPOCH = 719163; // the ordinal of 1970-01-01, counted from 0001-01-01 as 1
const NOBODY = new Set();

/** Year, month and day of a folded text that is a date (the latter two may lack), of an era too; null where it is none. */
export function dateOf(folded) {
  const plain = folded.match(PRINTED) ?? folded.match(NUMERIC);
  const era = plain ? null : folded.match(ERA);
  if (!plain && !era) return null;
  const [year, ...rest] = plain ? plain.slice(1) : [BEFORE[era[1]] + (era[2] === "元" ? 1 : Number(era[2])), ...era.slice(3)];
  const [month, day] = rest.filter(Boolean).map(Number);
  return month > 12 || day > 31 ? null : [Number(year), month, day];
}

/** A date as texts print it. */
export const printed = ([year, month, day]) => `${year}年${month ? `${month}月` : ""}${day ? `${day}日` : ""}`;

/** The numbers of the documents that were published on the day, or by the publisher, that a word names. */
export function factsOf({ exact, forms }, store) {
  if (exact || !forms.length) return NOBODY;
  const [{ folded }] = forms;
  const date = dateOf(folded);
  const day = date?.[2] && Math.floor(Date.UTC(date[0], date[1] - 1, date[2]) / 864e5) + EPOCH;
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
