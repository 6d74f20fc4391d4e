// What comes first: each word by how rare it is and where it stands, then newer texts and those in the reader's language.

const TITLE = 4;
const STRONG = 1;
const OWN = 0.5;
const FRESH = 0.3;
/** At so many places of a word, each further one adds little (BM25's k1). */
const SATURATION = 1.2;

/** Documents that hold all words but those to be left out: `numbers`, and `score` by number. */
export function scored(store, words, matched, locale) {
  const score = new Float64Array(store.size);
  const wanted = matched.filter((_, i) => !words[i].without);
  const unwanted = matched.filter((_, i) => words[i].without);
  if (!wanted.length) return { numbers: [], score };
  const fewest = wanted.reduce((best, one) => (one.documents.length < best.documents.length ? one : best));
  const numbers = fewest.documents.filter(
    (n) => wanted.every(({ often }) => often[n]) && !unwanted.some(({ often }) => often[n]),
  );
  let sum = 0;
  for (const { documents, often, where } of wanted) {
    const weight = Math.log(1 + (store.numbers.length + 1) / (documents.length + 1));
    sum += weight;
    for (const n of numbers) {
      const place = where[n] & 2 ? TITLE : where[n] & 1 ? STRONG : 0;
      score[n] += weight * (((SATURATION + 1) * often[n]) / (often[n] + SATURATION) + place);
    }
  }
  const own = store.languages.findIndex(([folder]) => folder === locale || folder === locale?.split("-")[0]);
  for (const n of numbers) {
    const age = store.day[n] ? (store.newest - store.day[n]) / 365 : 50;
    score[n] += FRESH / (1 + age) + (store.language[n] === own ? OWN * sum : 0);
  }
  return { numbers, score };
}

const PLACES = 2 ** 20;

/** The numbers in the order of `sort`; what is equal, newer first. Typed arrays sort without a call for each comparison. */
export function ordered(sort, numbers, score, store) {
  const most = 2 ** 21; // numbers of documents are smaller
  const keys = Float64Array.from(numbers, (n) => (sort === "date" ? store.day[n] : Math.round(score[n] * PLACES)) * most + n);
  return Array.from(keys.sort().reverse(), (key) => key % most);
}
