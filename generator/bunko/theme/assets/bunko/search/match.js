// Which documents hold a word, by the index alone.

const ALL = 0xffff;

/** For a word: how often each document has it (0: not at all, by places), and where: 1 strong, 2 title. */
export function matchWord(word, shards, size) {
  const often = new Uint8Array(size);
  const where = new Uint8Array(size);
  for (const form of word.forms) matchForm(form, shards, size, often, where);
  return { often, where };
}

function matchForm(form, shards, size, often, where) {
  let starts = null;
  const inTitle = new Uint8Array(size);
  const inStrong = new Uint8Array(size);
  for (const element of form.terms) {
    const here = new Uint16Array(size);
    const seen = { title: new Uint8Array(size), strong: new Uint8Array(size) };
    for (const list of listsOf(element, shards)) mark(list, element.at % 16, here, seen);
    for (let n = 0; n < size; n++) {
      if (starts) here[n] &= starts[n];
      inTitle[n] += seen.title[n];
      inStrong[n] += seen.strong[n];
    }
    starts = here;
  }
  for (let n = 0; n < size; n++) {
    if (!starts[n]) continue;
    often[n] = Math.max(often[n], starts[n] === ALL ? 1 : ones(starts[n]));
    where[n] |= (inTitle[n] === form.terms.length ? 2 : 0) | (inStrong[n] === form.terms.length ? 1 : 0);
  }
}

function mark({ documents, masks, title, strong }, at, here, seen) {
  for (let i = 0; i < documents.length; i++) {
    const mask = masks ? masks[i] : ALL;
    here[documents[i]] |= (mask >> at) | (mask << (16 - at));
  }
  for (const ordinal of title) seen.title[documents[ordinal]] = 1;
  for (const ordinal of strong) seen.strong[documents[ordinal]] = 1;
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

function ones(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}
