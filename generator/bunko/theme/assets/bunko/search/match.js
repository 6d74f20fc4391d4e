// Which documents hold a word, by the index alone.

const WORDS = 8; // starts are kept modulo 256: a bit each in so many words of 32 bits

/** For a word: how often each document has it (0: not at all, by places), and where: 1 strong, 2 title. */
export function matchWord(word, shards, size) {
  const often = new Uint8Array(size);
  const where = new Uint8Array(size);
  for (const form of word.forms) matchForm(form, shards, size, often, where);
  return { often, where };
}

function matchForm(form, shards, size, often, where) {
  let starts = null;
  const least = new Uint8Array(size).fill(255);
  const inTitle = new Uint8Array(size);
  const inStrong = new Uint8Array(size);
  for (const element of form.terms) {
    const here = {
      starts: new Int32Array(size * WORDS),
      count: new Uint8Array(size),
      title: new Uint8Array(size),
      strong: new Uint8Array(size),
    };
    for (const list of listsOf(element, shards)) mark(list, element.at, here);
    if (starts) for (let i = 0; i < starts.length; i++) here.starts[i] &= starts[i];
    starts = here.starts;
    for (let n = 0; n < size; n++) {
      if (here.count[n] < least[n]) least[n] = here.count[n];
      inTitle[n] += here.title[n];
      inStrong[n] += here.strong[n];
    }
  }
  for (let n = 0; n < size; n++) {
    if (!least[n] || !starts.subarray(n * WORDS, (n + 1) * WORDS).some(Boolean)) continue;
    often[n] = Math.max(often[n], least[n]);
    where[n] |= (inTitle[n] === form.terms.length ? 2 : 0) | (inStrong[n] === form.terms.length ? 1 : 0);
  }
}

/** Where a text may start to hold the whole, if one of its terms stands `at` so many characters after that. */
function mark({ documents, places, bits, title, strong }, at, { starts, count, ...seen }) {
  const period = Math.min(1 << bits, 32 * WORDS);
  for (let i = 0; i < documents.length; i++) {
    const n = documents[i];
    if (count[n] < 255) count[n]++;
    if (!places) starts.fill(-1, n * WORDS, (n + 1) * WORDS);
    else {
      for (let start = (places[i] - at) & (period - 1); start < 32 * WORDS; start += period) {
        starts[n * WORDS + (start >> 5)] |= 1 << (start & 31);
      }
    }
  }
  for (const n of title) seen.title[n] = 1;
  for (const n of strong) seen.strong[n] = 1;
}

function* listsOf({ term, last }, shards) {
  for (const shard of shards) {
    if (!last) {
      const list = shard.get(term);
      if (list) yield list;
    } else {
      for (const [name, list] of shard) if (name >= term && name <= last) yield list;
    }
  }
}
