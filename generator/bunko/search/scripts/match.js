// Which documents hold a word, by the index alone.

/**
 * For a word: the documents that have it, by places; how often (up to 255), by number of document; and where: 1 strong,
 * 2 title.
 */
export function matchWord(word, shards, size) {
  const found = { documents: [], often: new Uint8Array(size), where: new Uint8Array(size) };
  for (const form of word.forms) {
    const elements = form.terms.map(({ term, last, at }) => ({ at, lists: shards.flatMap((shard) => shard.lists(term, last)) }));
    if (elements.every(({ lists }) => lists.length)) matchForm(elements, size, found);
  }
  return found;
}

function matchForm(elements, size, found) {
  const marked = elements.map(({ lists }) => counted(lists, size));
  const numbers = elements.length > 1 ? fitting(elements, marked, size) : marked[0].documents;
  for (const n of numbers) {
    let least = 255;
    let where = 3;
    for (const { count, place } of marked) {
      if (count[n] < least) least = count[n];
      where &= place[n];
    }
    if (!found.often[n]) found.documents.push(n);
    if (least > found.often[n]) found.often[n] = least;
    found.where[n] |= where;
  }
}

/** The documents of some lists, each once; how often each; and where, as `matchWord` has it. */
function counted(lists, size) {
  const documents = [];
  const count = new Uint8Array(size);
  const place = new Uint8Array(size);
  for (const list of lists) {
    for (const n of list.documents) {
      if (!count[n]) documents.push(n);
      if (count[n] < 255) count[n]++;
    }
    for (const n of list.strong) place[n] |= 1;
    for (const n of list.title) place[n] |= 2;
  }
  return { documents, count, place };
}

/**
 * Documents in which all elements stand at places that fit. Starts are kept modulo 32, or 256 where a list is finer: a
 * bit each, in one word of 32 bits or in eight.
 */
function fitting(elements, marked, size) {
  let numbers = marked.reduce((best, { documents }) => (documents.length < best.length ? documents : best), marked[0].documents);
  const words = elements.some(({ lists }) => lists.some(({ bits }) => bits > 5)) ? 8 : 1;
  let starts = null;
  for (const [i, { at, lists }] of elements.entries()) {
    numbers = numbers.filter((n) => marked[i].count[n]);
    const here = new Int32Array(size * words);
    for (const list of lists) mark(list, at, here, words);
    if (starts) for (const n of numbers) for (let w = n * words; w < (n + 1) * words; w++) here[w] &= starts[w];
    starts = here;
    numbers = numbers.filter((n) => {
      for (let w = n * words; w < (n + 1) * words; w++) if (starts[w]) return true;
      return false;
    });
  }
  return numbers;
}

/** Where a text may start to hold the whole, if one of its terms stands `at` so many characters after that. */
function mark({ documents, places, bits }, at, starts, words) {
  const period = 1 << bits;
  const shorter = period < 32 ? 0x00010001 : 1; // places modulo 16 come twice in a word
  for (let i = 0; i < documents.length; i++) {
    const from = documents[i] * words;
    if (!places) starts.fill(-1, from, from + words);
    else {
      const start = (places[i] - at) & (period - 1);
      if (period > 32) for (let s = start; s < 32 * words; s += period) starts[from + (s >> 5)] |= 1 << (s & 31);
      else for (let w = 0; w < words; w++) starts[from + w] |= shorter << start;
    }
  }
}
